package org.tradingarena.cli.watch;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.client.Continuity;
import org.tradingarena.client.model.Account;
import org.tradingarena.client.model.Balance;
import org.tradingarena.client.model.Order;
import org.tradingarena.client.model.Position;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.client.model.Trade;
import org.tradingarena.domain.Liquidity;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.ServerMessage.MarketData;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.protocol.StrictJson;

/** An afternoon at the arena. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    static final Watched.Who WHO = new Watched.Who(URI.create("http://127.0.0.1:8080"), "alpha", "cli-watch");

    private Samples() {}

    static Watched watched() {
        Watched watched = Watched.begin(WHO, List.of(), NOON)
                .after(new ConnectionState.Live(ConnectionState.Transport.SOCKET), NOON)
                .after(new Continuity.Resumed(position(57), 12), NOON.plusSeconds(1))
                .after(market("book_snapshot", 1, """
                        {"bids":[[64010,0.5],[64009.5,1.25],[64000,3]],"asks":[[64012,0.25],[64013.75,2],[64020,0.0625]]}"""))
                .after(market("trade", 2, """
                        {"trade_id":"t1","price":64012,"quantity":0.125,"taker_side":"buy"}"""))
                .after(market("trade", 3, """
                        {"trade_id":"t2","price":64010.25,"quantity":1,"taker_side":"sell"}"""))
                .after(market("ticker", 4, """
                        {"last":64010.25,"bid":64010,"ask":64012,"volume_24h":812.5,"change_24h":-120.5}"""))
                .after(event(58, "order_accepted", order(OrderStatus.PENDING, "0"), null))
                .after(event(59, "order_filled", order(OrderStatus.PARTIALLY_FILLED, "0.2"), trade()));
        return watched.with(account());
    }

    static Watched waiting() {
        return watched()
                .after(
                        new ConnectionState.Waiting(Duration.ofSeconds(4), 2, false, "connection refused"),
                        NOON.plusSeconds(58));
    }

    static StreamPosition position(long seq) {
        return new StreamPosition("0a1b2c3d-0000-4000-8000-000000000000", seq);
    }

    static MarketData market(String type, long seq, String data) {
        return new MarketData(
                type, "BTC/USD", "e", seq, seq - 1, false, (JsonObject) StrictJson.parse(data), NOON.plusSeconds(seq));
    }

    static Order order(OrderStatus status, String filled) {
        BigDecimal quantity = new BigDecimal("0.5");
        return new Order(
                "alpha.0a1b2c3d.58",
                "my-1",
                "cli",
                "BTC/USD",
                Side.BUY,
                OrderType.LIMIT,
                quantity,
                new BigDecimal("64010"),
                new BigDecimal(filled),
                quantity.subtract(new BigDecimal(filled)),
                null,
                status,
                TimeInForce.GTC,
                false,
                null,
                NOON.minusSeconds(90),
                NOON);
    }

    static Trade trade() {
        return new Trade("t9", new BigDecimal("64010"), new BigDecimal("0.2"), BigDecimal.ZERO, "USD", Liquidity.MAKER);
    }

    static PrivateEvent event(long seq, String type, @Nullable Order order, @Nullable Trade trade) {
        return new PrivateEvent(
                type,
                "e:" + seq,
                position(seq),
                seq - 1,
                NOON.plusSeconds(seq),
                order,
                trade,
                Map.of(),
                null,
                seq == 58,
                "{\"type\":\"" + type + "\",\"seq\":" + seq + "}",
                JsonObject.EMPTY);
    }

    static Account account() {
        return new Account(
                position(59),
                Map.of("USD", balance("USD", "87198", "68000.5"), "BTC", balance("BTC", "2.2", "2.2")),
                Map.of(
                        "BTC/USD",
                        new Position("BTC/USD", new BigDecimal("0.2"), new BigDecimal("64000"), BigDecimal.ZERO)),
                List.of(order(OrderStatus.PARTIALLY_FILLED, "0.2")));
    }

    private static Balance balance(String currency, String total, String available) {
        return new Balance(
                currency,
                new BigDecimal(total),
                new BigDecimal(available),
                new BigDecimal(total).subtract(new BigDecimal(available)));
    }
}
