package org.tradingarena.collective;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    /** The newest client order ids, newest first. */
    List<String> newest(int limit) {
        List<String> newest = new ArrayList<>(limit);
        for (String id : byAge.descendingMap().values()) {
            if (newest.size() == limit) {
                break;
            }
            newest.add(id);
        }
        return newest;
    }

    /** The seq from which on the newest {@code count} orders began; 0 if there are not so many. */
    long newestFrom(int count) {
        if (byAge.size() < count) {
            return 0;
        }
        int seen = 0;
        for (long seq : byAge.descendingMap().keySet()) {
            if (++seen == count) {
                return seq;
            }
        }
        return 0;
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
        Instant horizon = event.stamp().at().minus(RETENTION);
        CommandLog log = this;
        for (int i = 0; i < FORGET_AT_ONCE; i++) {
            long oldest = log.byAge.firstKey();
            String id = log.byAge.get(oldest);
            Fate fate = log.fates.get(id);
            if (fate == null || !fate.at().isBefore(horizon)) {
                break;
            }
            // A working order stays known: it ages again from the day it closes.
            log = new CommandLog(
                    working.containsKey(fate.began()) ? log.fates : log.fates.minus(id), log.byAge.minus(oldest));
        }
        return log;
    }

    private CommandLog seen(OrderEvent event, String id, Fate fate) {
        boolean agesAgain = !event.order().isWorking() && !byAge.containsKey(fate.age());
        Fate seen = agesAgain
                ? fate.seenAt(event.seq()).agingFrom(event.seq(), event.stamp().at())
                : fate.seenAt(event.seq());
        return new CommandLog(fates.plus(id, seen), agesAgain ? byAge.plus(event.seq(), id) : byAge);
    }
}
