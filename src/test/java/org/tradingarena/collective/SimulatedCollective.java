package org.tradingarena.collective;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.clearing.Conduct;
import org.tradingarena.clearing.Report;
import org.tradingarena.clearing.SimulatedActor;
import org.tradingarena.collective.CollectiveIntent.TakeReport;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Order;

/** The collective's own rules, state, work and windows, with a journal in a list in place of Pekko's. */
public final class SimulatedCollective implements SimulatedActor<SimulatedCollective.Message> {
    /** What it understands. */
    public sealed interface Message {
        record Ask(long ticket, CollectiveIntent intent) implements Message {}

        record Told(Report report) implements Message {}
    }

    /** What it says to others. */
    public record Surroundings(
            Consumer<BookCommand> instruct,
            Confirmer confirm,
            BiConsumer<Long, Verdict> reply,
            Consumer<List<CollectiveEvent>> publish,
            Supplier<Instant> clock) {}

    /** Tells a symbol's book that reports are journaled. */
    public interface Confirmer {
        void confirm(String symbol, String collective, long report);
    }

    private final String name;
    private final CollectiveRules rules;
    private final int window;
    private final Conduct conduct;
    private final Surroundings surroundings;
    private final List<CollectiveEvent> journal = new ArrayList<>();
    private @Nullable CollectiveSnapshot snapshot;
    private @Nullable Work work;
    private CollectiveState state;
    private Instructions instructions;

    public SimulatedCollective(
            String name, CollectiveRules rules, int window, Conduct conduct, Surroundings surroundings) {
        this.name = name;
        this.rules = rules;
        this.window = window;
        this.conduct = conduct;
        this.surroundings = surroundings;
        this.state = CollectiveState.none(name);
        this.instructions = new Instructions(books(), window);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isWriting() {
        return work != null;
    }

    @Override
    public void receive(List<Message> messages) {
        Work begun = new Work(state, surroundings.publish());
        for (Message message : messages) {
            switch (message) {
                case Message.Ask ask -> decide(begun, ask);
                case Message.Told told -> decide(begun, told.report());
            }
        }
        work = begun;
        if (!conduct.persistsFirst()) {
            send(begun);
        }
    }

    private void decide(Work begun, Message.Ask ask) {
        Decision decision =
                rules.decide(begun.state(), ask.intent(), surroundings.clock().get());
        begun.add(decision.events());
        begun.then(() -> surroundings.reply().accept(ask.ticket(), decision.verdict()));
    }

    private void decide(Work begun, Report told) {
        Report report = conduct.deduplicates() ? told : asIfNew(begun.state(), told);
        Decision decision = rules.decide(
                begun.state(), new TakeReport(report), surroundings.clock().get());
        begun.add(decision.events());
        if (decision.verdict() instanceof Verdict.ReportTaken taken) {
            begun.then(() -> surroundings.confirm().confirm(taken.symbol(), name, taken.number()));
        }
    }

    private static Report asIfNew(CollectiveState state, Report report) {
        long last = state.channel(report.symbol()).in().last();
        return report.number() > last
                ? report
                : new Report(
                        report.symbol(),
                        report.collective(),
                        last + 1,
                        report.answered(),
                        report.outcomes(),
                        report.at());
    }

    @Override
    public void persisted() {
        Work done = requireNonNull(work);
        journal(done);
        state = done.state();
        work = null;
        if (conduct.persistsFirst()) {
            send(done);
        }
    }

    private void journal(Work done) {
        for (CollectiveEvent event : done.events()) {
            journal.add(event);
            if (event.seq() != journal.size()) {
                throw new AssertionError(name + " journals event " + event.seq() + " as number " + journal.size());
            }
        }
    }

    private void send(Work done) {
        done.durable();
        instructions.sendDue(done.state(), done.symbols());
    }

    @Override
    public void tick() {
        if (conduct.resends()) {
            instructions.onTick(state);
        }
    }

    @Override
    public void snapshot() {
        snapshot = CollectiveSnapshot.of(state);
    }

    @Override
    public void crash(boolean written, boolean fromSnapshot) {
        Work lost = work;
        if (lost != null && written) {
            journal(lost);
            state = lost.state();
        }
        work = null;
        CollectiveState before = state;
        state = recovered(fromSnapshot);
        if (!CollectiveSnapshot.of(state).equals(CollectiveSnapshot.of(before))) {
            throw new AssertionError(name + " recovers to another state than it had");
        }
        instructions = new Instructions(books(), window);
        if (conduct.resends()) {
            instructions.sendDue(state, state.channels().keySet());
        }
    }

    private CollectiveState recovered(boolean fromSnapshot) {
        CollectiveSnapshot stored = fromSnapshot ? snapshot : null;
        CollectiveState from = stored == null ? CollectiveState.none(name) : stored.toState();
        for (CollectiveEvent event : journal.subList((int) from.seq(), journal.size())) {
            from = from.apply(event);
        }
        return from;
    }

    private Books books() {
        return new Books() {
            @Override
            public void instruct(BookCommand command) {
                surroundings.instruct().accept(command);
            }

            @Override
            public void confirm(String symbol, String collective, long report) {
                surroundings.confirm().confirm(symbol, collective, report);
            }

            @Override
            public CompletionStage<Long> bestAsk(String symbol) {
                return CompletableFuture.failedStage(new UnsupportedOperationException());
            }
        };
    }

    /** All durable events. */
    public List<CollectiveEvent> journaled() {
        return journal;
    }

    public Map<String, Balance> balances() {
        return state.portfolio().balances();
    }

    public Map<String, Long> deposited() {
        return state.deposited();
    }

    public Collection<Order> working() {
        return state.orders().working().values();
    }

    public Order order(String orderId) {
        return state.order(orderId).orElseThrow(() -> new AssertionError(name + " has no order " + orderId));
    }

    /** The order id that a client order id stands for; null if there is none. */
    public @Nullable String orderOf(String clientOrderId) {
        CommandLog.Fate fate = state.commands().find(clientOrderId);
        return fate == null ? null : fate.orderId();
    }

    /** The greatest report of a symbol's book that is journaled. */
    public long reportsTaken(String symbol) {
        return state.channel(symbol).in().last();
    }

    /** Whether no book owes it anything. */
    public boolean isSettled() {
        return !Instructions.areUnanswered(state)
                && state.orders().closed().values().stream().noneMatch(Order::hasPendingRequest);
    }
}
