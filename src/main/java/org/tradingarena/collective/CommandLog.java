package org.tradingarena.collective;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;
import org.tradingarena.collective.CollectiveEvent.OrderAccepted;
import org.tradingarena.collective.CollectiveEvent.OrderEvent;
import org.tradingarena.collective.CollectiveEvent.OrderRejected;

/**
 * What became of every order that clients sent, by {@code client_order_id}, for at least {@link #RETENTION}: the memory that makes
 * placing an order idempotent.
 *
 * @param fates by client order id
 * @param byAge client order ids by the seq from which on they age: where their order began, or closed if it worked longer than the
 *     retention
 */
record CommandLog(HashPMap<String, Fate> fates, TreePMap<Long, String> byAge) {
    static final Duration RETENTION = Duration.ofHours(24);
    static final CommandLog EMPTY = new CommandLog(HashTreePMap.empty(), TreePMap.empty());

    /** How many forgotten ids one new order takes with it at most: more than one, so that the log shrinks. */
    private static final int FORGET_AT_ONCE = 4;

    /**
     * The fate of one order.
     *
     * @param began the seq of its first event
     * @param last the seq of the newest event about it: the journal has the order as it is there
     * @param age its key in {@link #byAge}
     * @param refused whether a rule of the collective refused it
     */
    record Fate(String orderId, long termsHash, long began, long last, long age, boolean refused, Instant at) {
        private Fate seenAt(long seq) {
            return new Fate(orderId, termsHash, began, seq, age, refused, at);
        }

        private Fate agingFrom(long seq, Instant time) {
            return new Fate(orderId, termsHash, began, last, seq, refused, time);
        }
    }

    @Nullable
    Fate find(String clientOrderId) {
        return fates.get(clientOrderId);
    }

    int size() {
        return fates.size();
    }

    /** Whether no more ids can be remembered at this time: there are {@code limit}, and the oldest may not be forgotten yet. */
    boolean isFull(int limit, Instant now) {
        return fates.size() >= limit && !mayForgetOldest(now);
    }

    /** The client order ids of the orders that began last, newest first. */
    List<String> newest(int limit) {
        List<String> newest = new ArrayList<>(limit);
        for (Map.Entry<Long, String> entry : byAge.descendingMap().entrySet()) {
            if (newest.size() == limit) {
                break;
            }
            if (beganAt(entry)) {
                newest.add(entry.getValue());
            }
        }
        return newest;
    }

    /** The seq from which on the newest {@code count} orders began; 0 if there are not so many. */
    long newestFrom(int count) {
        int seen = 0;
        for (Map.Entry<Long, String> entry : byAge.descendingMap().entrySet()) {
            if (beganAt(entry) && ++seen == count) {
                return entry.getKey();
            }
        }
        return 0;
    }

    /** Whether an order ages from its beginning: one that has outlived the retention has its later place by its end. */
    private boolean beganAt(Map.Entry<Long, String> entry) {
        Fate fate = fates.get(entry.getValue());
        return fate != null && fate.began() == entry.getKey();
    }

    /** After an event about an order; {@code working} tells which orders must not be forgotten. */
    CommandLog after(OrderEvent event, TreePMap<Long, ?> working) {
        String id = event.order().clientOrderId();
        return switch (event) {
            case OrderAccepted accepted ->
                begun(event, accepted.termsHash(), false).forgetting(event, working);
            case OrderRejected rejected
            when rejected.answer() == null ->
                begun(event, rejected.termsHash(), true).forgetting(event, working);
            default -> {
                Fate fate = fates.get(id);
                yield fate != null && fate.orderId().equals(event.order().orderId()) ? seen(event, id, fate) : this;
            }
        };
    }

    private CommandLog begun(OrderEvent event, long termsHash, boolean refused) {
        String id = event.order().clientOrderId();
        long seq = event.seq();
        Fate fate = new Fate(
                event.order().orderId(),
                termsHash,
                seq,
                seq,
                seq,
                refused,
                event.stamp().at());
        return new CommandLog(fates.plus(id, fate), byAge.plus(seq, id));
    }

    private CommandLog forgetting(CollectiveEvent event, TreePMap<Long, ?> working) {
        CommandLog log = this;
        for (int i = 0; i < FORGET_AT_ONCE && log.mayForgetOldest(event.stamp().at()); i++) {
            log = log.withoutOldest(working);
        }
        return log;
    }

    private boolean mayForgetOldest(Instant now) {
        if (byAge.isEmpty()) {
            return false;
        }
        Fate oldest = fates.get(byAge.get(byAge.firstKey()));
        return oldest == null || oldest.at().isBefore(now.minus(RETENTION));
    }

    /** A working order stays known: it ages again from the day it closes. */
    private CommandLog withoutOldest(TreePMap<Long, ?> working) {
        long oldest = byAge.firstKey();
        String id = byAge.get(oldest);
        Fate fate = fates.get(id);
        boolean stays = fate != null && working.containsKey(fate.began());
        return new CommandLog(stays ? fates : fates.minus(id), byAge.minus(oldest));
    }

    private CommandLog seen(OrderEvent event, String id, Fate fate) {
        boolean agesAgain = !event.order().isWorking() && !byAge.containsKey(fate.age());
        Fate seen = agesAgain
                ? fate.seenAt(event.seq()).agingFrom(event.seq(), event.stamp().at())
                : fate.seenAt(event.seq());
        return new CommandLog(fates.plus(id, seen), agesAgain ? byAge.plus(event.seq(), id) : byAge);
    }
}
