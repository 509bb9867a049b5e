package org.tradingarena.market;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.persistence.typed.SnapshotAdapter;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;
import org.tradingarena.clearing.Inbox;
import org.tradingarena.clearing.Outbox;
import org.tradingarena.clearing.Report;
import org.tradingarena.domain.OrderBook;
import org.tradingarena.domain.RestingOrder;

/** A {@link BookState} as it is stored: plain lists. */
record BookSnapshot(
        String symbol,
        String epoch,
        long seq,
        Instant at,
        List<RestingOrder> orders,
        long nextArrival,
        List<StoredParty> parties,
        long trades,
        long fees,
        long marketSeq,
        MarketHistory history) {

    /** A {@link Party} with its name. */
    record StoredParty(String collective, long lastCommand, long lastReport, List<Report> unconfirmed) {
        static StoredParty of(String collective, Party party) {
            return new StoredParty(
                    collective,
                    party.commands().last(),
                    party.reports().last(),
                    new ArrayList<>(party.reports().unanswered()));
        }

        Party party() {
            TreePMap<Long, Report> pending = TreePMap.empty();
            for (Report report : unconfirmed) {
                pending = pending.plus(report.number(), report);
            }
            return new Party(new Inbox(lastCommand), new Outbox<>(lastReport, pending));
        }
    }

    /** Stores states as snapshots. */
    static final SnapshotAdapter<BookState> ADAPTER = new SnapshotAdapter<>() {
        @Override
        public Object toJournal(BookState state) {
            return of(state);
        }

        @Override
        public BookState fromJournal(Object stored) {
            return ((BookSnapshot) stored).state();
        }
    };

    static BookSnapshot of(BookState state) {
        List<StoredParty> parties = new ArrayList<>(state.parties().size());
        for (Map.Entry<String, Party> party : state.parties().entrySet()) {
            parties.add(StoredParty.of(party.getKey(), party.getValue()));
        }
        return new BookSnapshot(
                state.symbol(),
                state.epoch(),
                state.seq(),
                state.at(),
                state.book().orders(),
                state.book().nextArrival(),
                parties,
                state.trades(),
                state.fees(),
                state.market().seq(),
                state.market().summary().history());
    }

    BookState state() {
        OrderBook book = OrderBook.of(orders, nextArrival);
        HashPMap<String, Party> restored = HashTreePMap.empty();
        for (StoredParty party : parties) {
            restored = restored.plus(party.collective(), party.party());
        }
        return new BookState(
                symbol,
                epoch,
                seq,
                at,
                book,
                restored,
                trades,
                fees,
                new MarketState(marketSeq, TopOfBook.of(book), MarketSummary.of(history)));
    }
}
