package org.tradingarena.clearing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.collective.CollectiveIntent.AmendOrder;
import org.tradingarena.collective.CollectiveIntent.CancelAllOrders;
import org.tradingarena.collective.CollectiveIntent.CancelOrder;
import org.tradingarena.collective.CollectiveIntent.Deposit;
import org.tradingarena.collective.CollectiveIntent.Open;
import org.tradingarena.collective.CollectiveIntent.OrderReference;
import org.tradingarena.collective.CollectiveIntent.PlaceOrder;
import org.tradingarena.collective.CollectiveIntent.Withdraw;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

/** What clients want, at random: all kinds of orders at few prices, so that they meet; amendments, cancels, money in and out. */
final class RandomIntents {
    private static final int PRICES = 9;
    private static final int REPEATED_IDS = 30;

    private final Random random;
    private final List<Instrument> instruments;
    private final ToLongFunction<String> bestAsk;
    private final List<PlaceOrder> placed = new ArrayList<>();
    private int ids;

    RandomIntents(Random random, List<Instrument> instruments, ToLongFunction<String> bestAsk) {
        this.random = random;
        this.instruments = instruments;
        this.bestAsk = bestAsk;
    }

    Open opening(String collective, long riches) {
        return new Open(
                collective,
                "epoch-of-" + collective,
                List.of("key"),
                Map.of("USD", riches * Atoms.of("500"), "BTC", riches * Atoms.of("3"), "ETH", riches * Atoms.of("20")));
    }

    CollectiveIntent next() {
        int kind = random.nextInt(100);
        if (placed.isEmpty() || kind < 55) {
            return place();
        }
        if (kind < 70) {
            return amend();
        }
        if (kind < 85) {
            return new CancelOrder(anyOrder(), Reason.CLIENT_CANCELLED);
        }
        if (kind < 87) {
            return new CancelAllOrders(anySymbolOrAll(), random.nextInt(3) == 0 ? "bot-1" : null, Reason.ADMIN);
        }
        if (kind < 93) {
            return again();
        }
        return moveFunds();
    }

    private PlaceOrder place() {
        Instrument instrument = anyInstrument();
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        OrderType type = random.nextInt(6) == 0 ? OrderType.MARKET : OrderType.LIMIT;
        TimeInForce inForce = type == OrderType.MARKET ? TimeInForce.IOC : anyTimeInForce();
        long ask = type == OrderType.MARKET && side == Side.BUY ? bestAsk.applyAsLong(instrument.symbol()) : 0;
        PlaceOrder place = new PlaceOrder(
                "bot-" + random.nextInt(2),
                "c" + ++ids,
                instrument.symbol(),
                side,
                type,
                anyQuantity(instrument),
                type == OrderType.LIMIT ? anyPrice(instrument) : 0,
                inForce,
                inForce == TimeInForce.GTC && random.nextInt(5) == 0,
                random.nextLong(),
                ask);
        placed.add(place);
        return place;
    }

    /** An order under an id that was used before: mostly the same, sometimes another. */
    private PlaceOrder again() {
        PlaceOrder before = placed.get(Math.max(0, placed.size() - 1 - random.nextInt(REPEATED_IDS)));
        return random.nextInt(4) > 0
                ? before
                : new PlaceOrder(
                        before.clientId(),
                        before.clientOrderId(),
                        before.symbol(),
                        before.side(),
                        before.type(),
                        before.quantity() * 2,
                        before.price(),
                        before.timeInForce(),
                        before.postOnly(),
                        before.termsHash() + 1,
                        before.bestAsk());
    }

    private AmendOrder amend() {
        Instrument instrument = anyInstrument();
        return new AmendOrder(
                anyOrder(),
                random.nextBoolean() ? anyPrice(instrument) : 0,
                random.nextBoolean() ? anyQuantity(instrument) : 0);
    }

    private CollectiveIntent moveFunds() {
        String currency = List.of("USD", "BTC", "ETH").get(random.nextInt(3));
        String id = "m" + (random.nextInt(5) == 0 ? random.nextInt(ids + 1) : ++ids);
        long amount = 1L + random.nextInt(1_000_000_000);
        return random.nextBoolean() ? new Deposit(id, currency, amount) : new Withdraw(id, currency, amount);
    }

    private OrderReference anyOrder() {
        PlaceOrder order = placed.get(Math.max(0, placed.size() - 1 - random.nextInt(REPEATED_IDS)));
        return new OrderReference(null, order.clientOrderId());
    }

    private Instrument anyInstrument() {
        return instruments.get(random.nextInt(instruments.size()));
    }

    private @Nullable String anySymbolOrAll() {
        return random.nextBoolean() ? anyInstrument().symbol() : null;
    }

    private TimeInForce anyTimeInForce() {
        return switch (random.nextInt(8)) {
            case 0 -> TimeInForce.IOC;
            case 1 -> TimeInForce.FOK;
            default -> TimeInForce.GTC;
        };
    }

    /** Around 10,000 ticks. */
    private long anyPrice(Instrument instrument) {
        return instrument.tick() * (10_000 + 7L * (random.nextInt(PRICES) - PRICES / 2));
    }

    private long anyQuantity(Instrument instrument) {
        int lots = random.nextInt(20) == 0 ? 40_000 : 1 + random.nextInt(5_000);
        return instrument.lot() * lots;
    }
}
