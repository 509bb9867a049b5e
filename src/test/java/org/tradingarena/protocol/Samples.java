package org.tradingarena.protocol;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Position;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

/** Things of the domain for tests of their wire form. */
final class Samples {
    static final Instant AT = Instant.parse("2025-01-31T09:30:00.123456Z");
    static final Instant LATER = Instant.parse("2025-01-31T09:31:00Z");

    private Samples() {}

    static Order limitOrder() {
        return new Order(
                "o-1",
                "c \"1\"",
                "laptop",
                "BTC/USD",
                Side.BUY,
                OrderType.LIMIT,
                Atoms.of("0.5"),
                Atoms.of("50000"),
                Atoms.of("50000"),
                Atoms.of("0.2"),
                Atoms.of("9998.5"),
                OrderStatus.PARTIALLY_FILLED,
                TimeInForce.GTC,
                true,
                null,
                Atoms.of("15000"),
                0,
                false,
                0,
                AT,
                LATER);
    }

    static Order rejectedMarketOrder() {
        return new Order(
                "o-2",
                "c-2",
                "laptop",
                "BTC/USD",
                Side.SELL,
                OrderType.MARKET,
                Atoms.of("1"),
                0,
                0,
                0,
                0,
                OrderStatus.REJECTED,
                TimeInForce.IOC,
                false,
                Reason.NO_LIQUIDITY,
                0,
                0,
                false,
                0,
                AT,
                LATER);
    }

    static StateView state() {
        Map<String, Balance> balances = new LinkedHashMap<>();
        balances.put("USD", new Balance(Atoms.of("100000.5"), Atoms.of("15000")));
        balances.put("ETH", new Balance(Atoms.of("3"), 0));
        balances.put("BTC", new Balance(Atoms.of("0.2"), Atoms.of("0.1")));
        return new StateView(
                "alpha",
                "7d4f",
                58,
                LATER,
                balances,
                Map.of(
                        "BTC/USD",
                        new Position("BTC/USD", Atoms.of("0.2"), Atoms.of("9998.5"), Atoms.of("-12.25")),
                        "SOL/USD",
                        new Position("SOL/USD", 0, 0, Atoms.of("20"))),
                List.of(limitOrder()),
                List.of(
                        CommandFate.accepted(limitOrder()),
                        CommandFate.rejected("c-0", null, ErrorCode.INSUFFICIENT_FUNDS)));
    }

    static Marks marks() {
        return symbol -> symbol.equals("BTC/USD") ? OptionalLong.of(Atoms.of("51000")) : OptionalLong.empty();
    }
}
