package org.tradingarena.market;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pcollections.HashPMap;
import org.tradingarena.clearing.Outcome;
import org.tradingarena.clearing.Report;
import org.tradingarena.domain.BookChange;
import org.tradingarena.domain.BookChange.Traded;
import org.tradingarena.domain.Liquidity;
import org.tradingarena.domain.OrderBook;
import org.tradingarena.domain.OrderKey;
import org.tradingarena.market.BookEvent.InstructionProcessed;

/**
 * Derives from one {@link InstructionProcessed} all that follows from it: the book, the fees, a numbered report for every party, and the
 * market messages. It is pure and lives for one event.
 */
final class Processing {
    private static final int EPOCH_CHARACTERS = 8;

    private final BookState before;
    private final InstructionProcessed event;
    private final Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
    private final List<MarketTrade> trades = new ArrayList<>();
    private OrderBook book;
    private long fees;

    private Processing(BookState before, InstructionProcessed event) {
        this.before = before;
        this.event = event;
        this.book = before.book();
        this.fees = before.fees();
    }

    static BookStep of(BookState before, InstructionProcessed event) {
        return new Processing(before, event).step();
    }

    private BookStep step() {
        for (BookChange change : event.changes()) {
            book = book.apply(change);
            tell(change);
        }
        if (!outcomes.containsKey(event.collective())) {
            throw new IllegalStateException(
                    "command " + event.number() + " of " + event.collective() + " had no outcome");
        }
        HashPMap<String, Party> parties = before.parties()
                .plus(
                        event.collective(),
                        before.party(event.collective()).taken(event.number()).settledUpTo(event.reportSeen()));
        List<Report> reports = new ArrayList<>(outcomes.size());
        for (Map.Entry<String, List<Outcome>> told : outcomes.entrySet()) {
            Party party = parties.getOrDefault(told.getKey(), Party.NEW);
            Report report = report(told.getKey(), party, told.getValue());
            reports.add(report);
            parties = parties.plus(told.getKey(), party.reported(report));
        }
        MarketState.Step market = before.market().next(book, trades, event.at());
        return new BookStep(
                new BookState(
                        before.symbol(),
                        before.epoch(),
                        event.seq(),
                        event.at(),
                        book,
                        parties,
                        before.trades() + trades.size(),
                        fees,
                        market.state()),
                List.copyOf(reports),
                market.updates());
    }

    private Report report(String collective, Party party, List<Outcome> told) {
        long answered = collective.equals(event.collective()) ? event.number() : 0;
        return new Report(before.symbol(), collective, party.reports().next(), answered, told, event.at());
    }

    private void tell(BookChange change) {
        OrderKey key = change.key();
        switch (change) {
            case Traded traded -> onTraded(traded);
            case BookChange.Rested rested -> onRested(rested);
            case BookChange.Cancelled cancelled -> add(key, new Outcome.Cancelled(key.orderId(), cancelled.reason()));
            case BookChange.Rejected rejected -> add(key, new Outcome.Rejected(key.orderId(), rejected.reason()));
            case BookChange.Amended amended ->
                add(key, new Outcome.Amended(key.orderId(), amended.price(), amended.quantity()));
            case BookChange.AmendRejected rejected ->
                add(key, new Outcome.AmendRejected(key.orderId(), rejected.reason()));
            case BookChange.CancelRejected rejected ->
                add(key, new Outcome.CancelRejected(key.orderId(), rejected.reason()));
        }
    }

    private void onTraded(Traded traded) {
        String id = tradeId(before.trades() + trades.size() + 1);
        Instant at = event.at();
        trades.add(new MarketTrade(id, traded.price(), traded.quantity(), traded.takerSide(), at));
        fees = Math.addExact(fees, Math.addExact(traded.takerFee(), traded.makerFee()));
        add(traded.key(), filled(traded.key(), id, traded, traded.takerFee(), Liquidity.TAKER));
        add(traded.maker(), filled(traded.maker(), id, traded, traded.makerFee(), Liquidity.MAKER));
    }

    /** An amended order that rests again has been open all the time. */
    private void onRested(BookChange.Rested rested) {
        if (before.book().find(rested.key()).isEmpty()) {
            add(rested.key(), new Outcome.Opened(rested.key().orderId()));
        }
    }

    private void add(OrderKey key, Outcome outcome) {
        outcomes.computeIfAbsent(key.collective(), name -> new ArrayList<>()).add(outcome);
    }

    private String tradeId(long number) {
        String epoch = event.epoch() == null ? before.epoch() : event.epoch();
        return before.symbol().replace('/', '-')
                + "." + epoch.substring(0, Math.min(EPOCH_CHARACTERS, epoch.length()))
                + "." + number;
    }

    private static Outcome filled(OrderKey key, String tradeId, Traded traded, long fee, Liquidity liquidity) {
        return new Outcome.Filled(key.orderId(), tradeId, traded.price(), traded.quantity(), fee, liquidity);
    }
}
