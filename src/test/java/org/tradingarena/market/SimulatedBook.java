package org.tradingarena.market;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.clearing.Conduct;
import org.tradingarena.clearing.Report;
import org.tradingarena.clearing.SimulatedActor;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.RestingOrder;

/** A book's own rules, turns and redelivery, with a journal in a list in place of Pekko's. */
public final class SimulatedBook implements SimulatedActor<BookMessage> {
    private static final String EPOCH = "0f8fad5b-d9cb-469f-a165-70867728950e";

    /** How a book of a simulation is set up. */
    public record Setup(Instrument instrument, int unconfirmedReports, int confirmationsBeforePersist, int page) {}

    private final Setup setup;
    private final BookRules rules;
    private final Conduct conduct;
    private final Consumer<Report> reports;
    private final Supplier<Instant> clock;
    private final List<BookEvent> journal = new ArrayList<>();
    private @Nullable BookSnapshot snapshot;
    private @Nullable BookTurn turn;
    private BookState state;
    private Confirmations confirmations = Confirmations.NONE;
    private Redelivery redelivery;

    public SimulatedBook(Setup setup, Conduct conduct, Consumer<Report> reports, Supplier<Instant> clock) {
        this.setup = setup;
        this.rules = new BookRules(setup.instrument(), setup.unconfirmedReports());
        this.conduct = conduct;
        this.reports = reports;
        this.clock = clock;
        this.state = BookState.unlisted(setup.instrument().symbol());
        this.redelivery = newRedelivery();
    }

    private Redelivery newRedelivery() {
        return new Redelivery(
                new MarketSettings.Redelivery(Duration.ofSeconds(1), Duration.ofSeconds(30), setup.page()));
    }

    @Override
    public String name() {
        return setup.instrument().symbol();
    }

    @Override
    public boolean isWriting() {
        return turn != null;
    }

    @Override
    public void receive(List<BookMessage> messages) {
        BookTurn begun = new BookTurn(rules, MarketCounters.NONE, state, confirmations, clock.get());
        if (!state.isListed()) {
            begun.list(EPOCH);
        }
        for (BookMessage message : messages) {
            switch (message) {
                case BookMessage.Instruct instruct -> begun.instruct(arriving(begun, instruct.command()));
                case BookMessage.Confirm confirm -> begun.confirm(confirm.collective(), confirm.report());
                default -> throw new IllegalArgumentException(message.toString());
            }
        }
        begun.trim(setup.confirmationsBeforePersist());
        turn = begun;
        if (!conduct.persistsFirst()) {
            send(begun);
        }
    }

    private BookCommand arriving(BookTurn begun, BookCommand command) {
        long last = stateAfter(begun).party(command.collective()).commands().last();
        return conduct.deduplicates() || command.number() > last
                ? command
                : new BookCommand(
                        command.collective(), command.symbol(), last + 1, command.reportSeen(), command.instruction());
    }

    private BookState stateAfter(BookTurn begun) {
        return begun.applied().isEmpty() ? state : begun.applied().getLast().after();
    }

    @Override
    public void persisted() {
        BookTurn done = requireNonNull(turn);
        journal(done);
        turn = null;
        confirmations = done.confirmations();
        if (conduct.persistsFirst()) {
            send(done);
        }
        answerAgain(done);
    }

    private void journal(BookTurn done) {
        state = stateAfter(done);
        for (BookEvent event : done.events()) {
            journal.add(event);
            if (event.seq() != journal.size()) {
                throw new AssertionError(name() + " journals event " + event.seq() + " as number " + journal.size());
            }
        }
    }

    private void send(BookTurn done) {
        if (!done.contradictions().isEmpty()) {
            throw new AssertionError(name() + ": " + done.contradictions());
        }
        done.reports().forEach(reports);
    }

    private void answerAgain(BookTurn done) {
        if (conduct.resends()) {
            Instant now = clock.get();
            done.asked()
                    .forEach(who ->
                            redelivery.asked(state, confirmations, who, now).forEach(reports));
            done.confirmed()
                    .forEach(who -> redelivery
                            .afterConfirmation(state, confirmations, who, now)
                            .forEach(reports));
        }
    }

    @Override
    public void tick() {
        if (conduct.resends()) {
            redelivery.due(state, confirmations, clock.get()).forEach(reports);
        }
    }

    @Override
    public void snapshot() {
        snapshot = BookSnapshot.of(state);
    }

    @Override
    public void crash(boolean written, boolean fromSnapshot) {
        BookTurn lost = turn;
        if (lost != null && written) {
            journal(lost);
        }
        turn = null;
        confirmations = Confirmations.NONE;
        BookState before = state;
        state = recovered(fromSnapshot);
        if (!BookSnapshot.of(state).equals(BookSnapshot.of(before))) {
            throw new AssertionError(name() + " recovers to another state than it had");
        }
        redelivery = newRedelivery();
        if (conduct.resends()) {
            redelivery.all(state, confirmations, clock.get()).forEach(reports);
        }
    }

    private BookState recovered(boolean fromSnapshot) {
        BookSnapshot stored = fromSnapshot ? snapshot : null;
        BookState from = stored == null ? BookState.unlisted(name()) : stored.state();
        for (BookEvent event : journal.subList((int) from.seq(), journal.size())) {
            from = from.apply(event);
        }
        return from;
    }

    /** Collected so far, in the quote currency. */
    public long fees() {
        return state.fees();
    }

    /** What rests. */
    public List<RestingOrder> orders() {
        return state.book().orders();
    }

    /** The best ask, 0 if there is none. */
    public long bestAsk() {
        return state.book().bestAsk().orElse(0);
    }

    /** The durable reports to a collective that are not durably confirmed, oldest first. */
    public Collection<Report> unconfirmed(String collective) {
        return state.party(collective).reports().unanswered();
    }

    /** The last report to a collective. */
    public long lastReport(String collective) {
        return state.party(collective).reports().last();
    }

    /** Whether it knows that every report is journaled. */
    public boolean isSettled() {
        return state.parties().keySet().stream()
                .allMatch(collective ->
                        confirmations.unconfirmed(state, collective).isEmpty());
    }
}
