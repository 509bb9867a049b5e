package org.tradingarena.domain;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * One step of a random history of trading, in small numbers so that orders meet: collectives 0 to 3, prices in ticks around
 * 100, quantities in lots, and orders named by how many were placed before them.
 */
sealed interface BookStep {
    /** What a random history trades; tick and lot are not round, so that fees are rounded. */
    long TICK = 7_000_000;

    long LOT = 130_000;

    /** How many collectives there are. */
    int COLLECTIVES = 4;

    record Place(
            int collective,
            Side side,
            OrderType type,
            int lots,
            int ticks,
            TimeInForce timeInForce,
            boolean postOnly,
            int feeCap)
            implements BookStep {
        BookInstruction.Place as(String orderId, long limit, long cap) {
            OrderKey key = new OrderKey(owner(), orderId);
            return new BookInstruction.Place(key, side, type, lots * LOT, limit, cap, timeInForce, postOnly);
        }

        /** The limit price; a market order has one as well, or 0. */
        long limit() {
            boolean unlimited = type == OrderType.MARKET && ticks % 2 == 0;
            return unlimited ? 0 : ticks * TICK;
        }

        String owner() {
            return "c" + collective;
        }
    }

    record Cancel(int order) implements BookStep {}

    record Amend(int order, int ticks, int lots) implements BookStep {
        long price() {
            return ticks * TICK;
        }

        long quantity() {
            return lots * LOT;
        }
    }

    /** The market opens or closes, and its fees change. */
    record Rules(boolean open, int makerFee, int takerFee) implements BookStep {}

    /** The book carries out so many of the instructions that wait. */
    record Carry(int instructions) implements BookStep {}

    /** The collectives take note of so many of the changes that wait. */
    record Tell(int changes) implements BookStep {}

    static Instrument instrument(Rules rules) {
        return new Instrument(
                "BTC/USD",
                TICK,
                LOT,
                LOT,
                1_000 * LOT,
                10_000 * TICK,
                40_000,
                rules.makerFee(),
                rules.takerFee(),
                rules.open());
    }

    /** Histories in which everything but the messages' delay is random. */
    static Arbitrary<List<BookStep>> histories() {
        return Arbitraries.frequencyOf(
                        Tuple.of(12, places()), Tuple.of(3, cancels()), Tuple.of(5, amends()), Tuple.of(1, rules()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(80)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    /** Histories in which instructions and changes wait as well. */
    static Arbitrary<List<BookStep>> delayedHistories() {
        Arbitrary<BookStep> carry = Arbitraries.integers().between(1, 6).map(Carry::new);
        Arbitrary<BookStep> tell = Arbitraries.integers().between(1, 6).map(Tell::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(8, places()),
                        Tuple.of(2, cancels()),
                        Tuple.of(6, amends()),
                        Tuple.of(1, rules()),
                        Tuple.of(5, carry),
                        Tuple.of(5, tell))
                .list()
                .ofMinSize(1)
                .ofMaxSize(120)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<BookStep> places() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, COLLECTIVES - 1),
                        Arbitraries.of(Side.class),
                        Arbitraries.frequency(Tuple.of(5, OrderType.LIMIT), Tuple.of(1, OrderType.MARKET)),
                        Arbitraries.integers().between(1, 12),
                        ticks(),
                        Arbitraries.frequency(
                                Tuple.of(6, TimeInForce.GTC),
                                Tuple.of(1, TimeInForce.IOC),
                                Tuple.of(1, TimeInForce.FOK)),
                        Arbitraries.frequency(Tuple.of(8, false), Tuple.of(1, true)),
                        Arbitraries.integers().between(0, 3_000))
                .as(Place::new);
    }

    private static Arbitrary<BookStep> cancels() {
        return Arbitraries.integers().between(0, 80).map(Cancel::new);
    }

    private static Arbitrary<BookStep> amends() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 80),
                        ticks(),
                        Arbitraries.integers().between(1, 14))
                .as(Amend::new);
    }

    private static Arbitrary<BookStep> rules() {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(3, true), Tuple.of(1, false)),
                        Arbitraries.integers().between(0, 2_500),
                        Arbitraries.integers().between(0, 2_500))
                .as(Rules::new);
    }

    private static Arbitrary<Integer> ticks() {
        return Arbitraries.integers().between(92, 108);
    }
}
