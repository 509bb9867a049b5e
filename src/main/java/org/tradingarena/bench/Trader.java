package org.tradingarena.bench;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.tradingarena.bench.check.Fault;
import org.tradingarena.bench.check.Findings;
import org.tradingarena.domain.Side;

/** A client that trades: which orders it has sent, which were acknowledged, and which of those rest. Safe for any thread. */
final class Trader {
    private final Member member;
    private final Side side;
    private final int number;
    private final BitSet acknowledged = new BitSet();
    private final BitSet journaled = new BitSet();
    private final Deque<String> resting = new ArrayDeque<>();
    private int placed;

    /** A trader; its number tells its orders from those of others. */
    Trader(Member member, Side side, int number) {
        this.member = member;
        this.side = side;
        this.number = number;
    }

    Member member() {
        return member;
    }

    Side side() {
        return side;
    }

    /** A new {@code client_order_id}. */
    synchronized String nextOrderId() {
        return number + "-" + placed++;
    }

    /** The number of the trader whose order an id names; -1 if it is of nobody here. */
    static int traderOf(String clientOrderId) {
        int dash = clientOrderId.indexOf('-');
        return dash > 0 ? number(clientOrderId.substring(0, dash)) : -1;
    }

    private static int orderOf(String clientOrderId) {
        return number(clientOrderId.substring(clientOrderId.indexOf('-') + 1));
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException foreign) {
            return -1;
        }
    }

    /** The server has accepted an order. */
    synchronized void acknowledged(String clientOrderId, boolean rests) {
        acknowledged.set(orderOf(clientOrderId));
        if (rests) {
            resting.addLast(clientOrderId);
        }
    }

    /** An accepted order that rests and has not been given out before; null if there is none. */
    synchronized @Nullable String takeResting() {
        return resting.pollFirst();
    }

    /** The journal has an order of its. */
    synchronized void journaled(String clientOrderId) {
        int order = orderOf(clientOrderId);
        if (order >= 0) {
            journaled.set(order);
        }
    }

    /** How many were acknowledged. */
    synchronized int acknowledgements() {
        return acknowledged.cardinality();
    }

    /** Reports what was acknowledged and is not in the journal. */
    synchronized void compare(Findings findings) {
        BitSet forgotten = (BitSet) acknowledged.clone();
        forgotten.andNot(journaled);
        if (!forgotten.isEmpty()) {
            findings.found(
                    Fault.FORGOTTEN,
                    forgotten.cardinality(),
                    () -> member.name() + "'s order " + number + "-" + forgotten.nextSetBit(0)
                            + " was acknowledged, and is not there");
        }
    }
}
