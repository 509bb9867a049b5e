package org.tradingarena.market;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.clearing.Report;
import org.tradingarena.domain.BookChange;
import org.tradingarena.domain.Reason;
import org.tradingarena.market.BookDecision.Carried;
import org.tradingarena.market.BookDecision.Contradicted;
import org.tradingarena.market.BookDecision.Early;
import org.tradingarena.market.BookDecision.Repeated;
import org.tradingarena.market.BookDecision.Withheld;
import org.tradingarena.market.MarketCounters.Counter;

/**
 * One turn of a book: messages that arrived together are decided one after the other, each on the state that the one before it leaves,
 * and what they come to is journaled with one write. A turn touches nothing; it collects.
 */
final class BookTurn {
    /** An event, and the states around it, so that the book need not compute them a second time. */
    record Applied(BookState before, BookEvent event, BookState after) {}

    private final BookRules rules;
    private final MarketCounters counters;
    private final Instant now;
    private final List<Applied> applied = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private final List<MarketUpdate> updates = new ArrayList<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> confirmed = new LinkedHashSet<>();
    private final List<String> contradictions = new ArrayList<>();
    private BookState state;
    private Confirmations confirmations;

    BookTurn(BookRules rules, MarketCounters counters, BookState state, Confirmations confirmations, Instant now) {
        this.rules = rules;
        this.counters = counters;
        this.state = state;
        this.confirmations = confirmations;
        this.now = now;
    }

    /** The book begins, if it has not. */
    void list(String epoch) {
        apply(new BookEvent.BookListed(epoch, state.symbol(), now));
    }

    void instruct(BookCommand command) {
        switch (rules.decide(state, command, now)) {
            case Carried carried -> onCarried(carried);
            case Repeated repeated -> onRepeated(command);
            case Early early -> count(Counter.EARLY_COMMANDS);
            case Withheld withheld -> count(Counter.WITHHELD_COMMANDS);
            case Contradicted contradicted ->
                contradict("command " + command.number() + " of " + command.collective() + ": " + contradicted.why());
        }
    }

    void confirm(String collective, long report) {
        if (report > state.party(collective).reports().last()) {
            contradict(collective + " confirms report " + report + " that was never made");
            return;
        }
        confirmations = confirmations.plus(state, collective, report);
        confirmed.add(collective);
    }

    /** Journals the confirmations once they cover so many reports. */
    void trim(int reportsAtLeast) {
        if (confirmations.reports() < reportsAtLeast) {
            return;
        }
        confirmations = confirmations.besides(state);
        if (confirmations.reports() >= reportsAtLeast) {
            apply(confirmations.event(state));
            confirmations = Confirmations.NONE;
        }
    }

    private void onCarried(Carried carried) {
        applied.add(new Applied(state, carried.event(), carried.step().state()));
        reports.addAll(carried.step().reports());
        updates.addAll(carried.step().updates());
        long trades = carried.step().state().trades() - state.trades();
        state = carried.step().state();
        count(Counter.INSTRUCTIONS);
        counters.add(Counter.TRADES, state.symbol(), trades);
        counters.add(Counter.EVICTED_ORDERS, state.symbol(), evicted(carried.event()));
    }

    /** A command that comes again says at least what its collective has journaled. */
    private void onRepeated(BookCommand command) {
        confirmations = confirmations.plus(state, command.collective(), command.reportSeen());
        asked.add(command.collective());
        count(Counter.REPEATED_COMMANDS);
    }

    private void apply(BookEvent event) {
        BookState after = state.apply(event);
        applied.add(new Applied(state, event, after));
        state = after;
    }

    private void contradict(String what) {
        contradictions.add(what);
        count(Counter.CONTRADICTIONS);
    }

    private void count(Counter counter) {
        counters.count(counter, state.symbol());
    }

    private static long evicted(BookEvent.InstructionProcessed event) {
        return event.changes().stream()
                .skip(1)
                .filter(change ->
                        change instanceof BookChange.Cancelled cancelled && cancelled.reason() == Reason.ADMIN)
                .count();
    }

    /** What to journal, with one write. */
    List<BookEvent> events() {
        return applied.stream().map(Applied::event).toList();
    }

    List<Applied> applied() {
        return applied;
    }

    /** The new reports. */
    List<Report> reports() {
        return reports;
    }

    /** The new market messages. */
    List<MarketUpdate> updates() {
        return updates;
    }

    /** Whose commands came again: their unconfirmed reports may be lost. */
    Set<String> asked() {
        return asked;
    }

    /** Who has confirmed something. */
    Set<String> confirmed() {
        return confirmed;
    }

    /** What cannot be, for the log. */
    List<String> contradictions() {
        return contradictions;
    }

    Confirmations confirmations() {
        return confirmations;
    }
}
