package org.tradingarena.cli.bots;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tradingarena.client.model.Account;
import org.tradingarena.client.model.Balance;
import org.tradingarena.client.model.Order;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.market.feed.BotOrder;
import org.tradingarena.protocol.StreamPosition;

class StrategiesTest {
    private static final Instrument BTC = new Instrument(
            "BTC/USD",
            Atoms.of("0.01"),
            Atoms.of("0.0001"),
            Atoms.of("0.0001"),
            Atoms.of("1000"),
            Atoms.of("1000000"),
            50_000,
            0,
            0,
            true);

    private static Account account(List<Order> orders) {
        return new Account(
                new StreamPosition("e", 1),
                Map.of("USD", balance("USD", "1000000"), "BTC", balance("BTC", "1000")),
                Map.of(),
                orders);
    }

    private static Balance balance(String currency, String amount) {
        return new Balance(currency, new BigDecimal(amount), new BigDecimal(amount), BigDecimal.ZERO);
    }

    private static Strategy.View view(List<Order> orders, String bid, String ask) {
        return new Strategy.View(
                account(orders),
                List.of(new PriceLevel(Atoms.of(bid), Atoms.ONE)),
                List.of(new PriceLevel(Atoms.of(ask), Atoms.ONE)));
    }

    private static Order resting(String id, BotOrder order) {
        BigDecimal quantity = Atoms.decimal(order.quantity());
        return new Order(
                id,
                id,
                "bot",
                "BTC/USD",
                order.side(),
                OrderType.LIMIT,
                quantity,
                Atoms.decimal(order.price()),
                BigDecimal.ZERO,
                quantity,
                null,
                OrderStatus.OPEN,
                TimeInForce.GTC,
                false,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Test
    void a_maker_begins_where_the_market_is_quotes_both_sides_and_never_crosses() {
        Strategy.Moves moves = Strategies.maker(1).look(BTC, view(List.of(), "50000", "50010"));
        assertThat(moves.cancels()).isEmpty();
        assertThat(moves.places()).hasSize(6).allSatisfy(order -> {
            assertThat(order.price()).isBetween(Atoms.of("49800"), Atoms.of("50210"));
            assertThat(order.side() == Side.BUY ? order.price() < Atoms.of("50010") : order.price() > Atoms.of("50000"))
                    .isTrue();
        });
    }

    @Test
    void a_maker_leaves_most_of_its_quotes_while_the_price_moves_little() {
        Strategy maker = Strategies.maker(1);
        List<Order> orders = new ArrayList<>();
        for (BotOrder order : maker.look(BTC, view(List.of(), "50000", "50010")).places()) {
            orders.add(resting("order-" + orders.size(), order));
        }
        assertThat(maker.look(BTC, view(orders, "50000", "50010")).cancels()).hasSizeLessThan(3);
    }

    @Test
    void a_maker_asks_once_for_an_order_to_go() {
        Strategy maker = Strategies.maker(1);
        BotOrder stray = new BotOrder(Side.BUY, OrderType.LIMIT, Atoms.of("0.06"), Atoms.of("40000"), TimeInForce.GTC);
        Strategy.View view = view(List.of(resting("stray", stray)), "50000", "50010");
        assertThat(maker.look(BTC, view).cancels()).containsExactly("stray");
        assertThat(maker.look(BTC, view).cancels()).isEmpty();
    }

    @Test
    void a_crowd_takes_the_same_under_the_same_seed_and_nothing_from_an_empty_book() {
        Strategy.View view = view(List.of(), "50000", "50010");
        Strategy one = Strategies.crowd(7);
        Strategy same = Strategies.crowd(7);
        long orders = 0;
        for (int tick = 0; tick < 100; tick++) {
            Strategy.Moves moves = one.look(BTC, view);
            assertThat(same.look(BTC, view)).isEqualTo(moves);
            orders += moves.places().size();
        }
        assertThat(orders).isBetween(15L, 60L);
        Strategy.View empty = new Strategy.View(account(List.of()), List.of(), List.of());
        for (int tick = 0; tick < 100; tick++) {
            assertThat(one.look(BTC, empty)).isEqualTo(Strategy.Moves.NONE);
        }
    }

    @Test
    void a_follower_buys_what_rises_and_sells_what_falls() {
        Strategy follower = Strategies.follower();
        assertThat(follower.look(BTC, view(List.of(), "50000", "50010"))).isEqualTo(Strategy.Moves.NONE);
        assertThat(follower.look(BTC, view(List.of(), "50100", "50110")).places())
                .singleElement()
                .satisfies(order -> assertThat(order.side()).isEqualTo(Side.BUY));
        assertThat(follower.look(BTC, view(List.of(), "50000", "50010")).places())
                .singleElement()
                .satisfies(order -> assertThat(order.side()).isEqualTo(Side.SELL));
    }
}
