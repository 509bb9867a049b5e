package org.tradingarena.collective;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.collective.CollectiveCommand.Submit;
import org.tradingarena.journal.EventReader;
import org.tradingarena.testing.ArenaTestConfig;

/** A collective's actor with everything around it in the test's hands. */
final class CollectiveHarness implements AutoCloseable {
    final HeldJournal journal = new HeldJournal();
    final BlockingQueue<BookCommand> instructed = new LinkedBlockingQueue<>();
    final BlockingQueue<Long> confirmed = new LinkedBlockingQueue<>();
    final AtomicInteger passivations = new AtomicInteger();
    final AtomicInteger wakes = new AtomicInteger();
    volatile CompletableFuture<Long> bestAsk = CompletableFuture.completedFuture(0L);
    private final ActorTestKit kit = ActorTestKit.create(ArenaTestConfig.local());
    private final PersistenceTestKit stored = PersistenceTestKit.create(kit.system());
    final TestProbe<CollectiveReply> probe = kit.createTestProbe();
    private long tickets;

    CollectiveHarness() {
        stored.withPolicy(journal);
    }

    TestProbe<CollectiveReply> anotherProbe() {
        return kit.createTestProbe();
    }

    /** With a capacity of 100, batches of 100, and so often a tick. */
    ActorRef<CollectiveCommand> start(Duration tick, int subscribers) {
        return start(tick, subscribers, 100, Collective.Answering.WHEN_DURABLE);
    }

    ActorRef<CollectiveCommand> start() {
        return start(Duration.ofHours(1), 10);
    }

    ActorRef<CollectiveCommand> start(Duration tick, int subscribers, int capacity, Collective.Answering answering) {
        CollectiveSettings settings =
                new CollectiveSettings(TestCollective.LIMITS, capacity, 100, subscribers, tick, 10, 1_000_000);
        Collective.Dependencies dependencies = new Collective.Dependencies(
                new CollectiveRules(TestCollective.INSTRUMENTS, TestCollective.LIMITS),
                settings,
                new FakeBooks(),
                new StoredEvents(),
                holdings -> {},
                () -> true,
                Clock.systemUTC());
        return kit.spawn(Collective.create(
                TestCollective.ID, dependencies, answering, passivations::incrementAndGet, wakes::incrementAndGet));
    }

    ActorRef<CollectiveCommand> startOpened() {
        ActorRef<CollectiveCommand> collective = start();
        open(collective);
        return collective;
    }

    void open(ActorRef<CollectiveCommand> collective) {
        submit(collective, TestCollective.opening());
        probe.expectMessageClass(CollectiveReply.Decided.class);
    }

    long submit(ActorRef<CollectiveCommand> collective, CollectiveIntent intent) {
        collective.tell(new Submit(++tickets, intent, probe.getRef()));
        return tickets;
    }

    Verdict verdict() {
        return probe.expectMessageClass(CollectiveReply.Decided.class).verdict();
    }

    void expectStopped(ActorRef<CollectiveCommand> collective) {
        probe.expectTerminated(collective);
    }

    void stop(TestProbe<CollectiveReply> subscriber) {
        subscriber.stop();
    }

    @Override
    public void close() {
        journal.release();
        kit.shutdownTestKit();
    }

    private final class FakeBooks implements Books {
        @Override
        public void instruct(BookCommand command) {
            instructed.add(command);
        }

        @Override
        public void confirm(String symbol, String collective, long report) {
            confirmed.add(report);
        }

        @Override
        public CompletionStage<Long> bestAsk(String symbol) {
            return bestAsk;
        }
    }

    private final class StoredEvents implements EventReader {
        @Override
        public CompletionStage<List<Stored>> after(String persistenceId, long seq, int limit) {
            List<Object> all = stored.persistedInStorage(persistenceId);
            return CompletableFuture.completedFuture(IntStream.range((int) seq, all.size())
                    .limit(limit)
                    .mapToObj(i -> new Stored(i + 1L, all.get(i)))
                    .toList());
        }

        @Override
        public CompletionStage<List<String>> persistenceIds() {
            return CompletableFuture.completedFuture(List.of());
        }
    }
}
