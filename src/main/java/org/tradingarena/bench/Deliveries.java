package org.tradingarena.bench;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.tradingarena.bench.report.Latency;
import org.tradingarena.bench.wire.Message;

/**
 * Each trade at each subscriber, timed from the moment at which its order was due. Trades are told apart by their quantity, a number of lots
 * that no other has that is under way.
 */
final class Deliveries {
    private final boolean isPrivate;
    private final DueTimes dues;
    private final Latency delivered = new Latency("delivery");
    private final LongAdder untimed = new LongAdder();
    private final Map<Team, FirstSeen> ofTeams = new LinkedHashMap<>();
    private FirstSeen ofMarket = new FirstSeen(0);
    private BigDecimal lot = BigDecimal.ONE;
    private volatile @Nullable Window window;

    /** @param isPrivate whether subscribers get events of the collectives that trade, or follow the market */
    Deliveries(boolean isPrivate, DueTimes dues) {
        this.isPrivate = isPrivate;
        this.dues = dues;
    }

    /**
     * Before anybody signs in.
     *
     * @param seq how far the book is
     * @param lot of the symbol
     */
    void expect(List<Team> buyers, long seq, BigDecimal lot) {
        buyers.forEach(team -> ofTeams.put(team, new FirstSeen(0)));
        this.ofMarket = new FirstSeen(seq);
        this.lot = lot;
    }

    /** From now on what is due in this time counts. */
    void measure(Window measured) {
        window = measured;
    }

    /** Whether what was due then is in the time that counts. */
    boolean includes(long due) {
        Window measured = window;
        return measured != null && measured.includes(due);
    }

    Latency latency() {
        return delivered;
    }

    /** How many could not be told apart. */
    long untimed() {
        return untimed.sum();
    }

    /** Who trades: it hears of a trade too, but is not who is timed. */
    Member.Listener publisher() {
        return new Publisher();
    }

    Member.Listener subscriber() {
        return new Subscriber();
    }

    private void time(long due, long nanos) {
        if (due == 0) {
            untimed.increment();
        } else if (includes(due)) {
            delivered.record(nanos - due);
        }
    }

    /** Gets the events of its own orders. */
    private class Publisher implements Member.Listener {
        @Override
        public void event(Member member, Message event, long nanos) {
            FirstSeen seen = ofTeams.get(member.team());
            if (isPrivate && seen != null && event.type().equals("order_filled")) {
                String id = event.text("order", "client_order_id");
                took(seen.dueOf(event.seq(), () -> dues.seen(DueTimes.tag(Long.parseLong(id.substring(2))))), nanos);
            }
        }

        void took(long due, long nanos) {}
    }

    /** Gets what others do. */
    private final class Subscriber extends Publisher {
        @Override
        void took(long due, long nanos) {
            time(due, nanos);
        }

        @Override
        public void market(Member member, Message message, long nanos) {
            if (message.type().equals("trade")) {
                long due = ofMarket.dueOf(message.seq(), () -> dues.seen(tag(message)));
                time(due, nanos);
            }
        }

        private int tag(Message trade) {
            BigDecimal lots = new BigDecimal(trade.text("quantity")).divide(lot);
            return lots.signum() > 0 && lots.stripTrailingZeros().scale() <= 0 ? lots.intValueExact() - 1 : -1;
        }
    }
}
