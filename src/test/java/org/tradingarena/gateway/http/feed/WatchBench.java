package org.tradingarena.gateway.http.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.journal.EventReader;
import org.tradingarena.session.ReplayAdmission;

/** A watch, the collective that it watches played by the test, a journal that answers when it is told to, and a clock that stands still. */
final class WatchBench implements AutoCloseable {
    static final String COLLECTIVE = "alpha";
    static final String EPOCH = "epoch";
    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final Duration LINGER = Duration.ofSeconds(60);
    private static final int SOME_BYTES = 1 << 18;

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final AtomicLong nanos = new AtomicLong();
    final BlockingQueue<JournalRead> journal = new LinkedBlockingQueue<>();
    final MadeUpStream stream = new MadeUpStream(EPOCH);
    volatile TestProbe<CollectiveCommand> collective = kit.createTestProbe(CollectiveCommand.class);
    /** As a sharded entity's: the same address, whoever stands behind it. */
    private final ActorRef<CollectiveCommand> current = kit.spawn(Behaviors.receiveMessage(this::forward));

    final ActorRef<Watches.Command> watches;

    /** A read of the journal that waits for its answer. */
    record JournalRead(String stream, long after, int limit, CompletableFuture<List<EventReader.Stored>> answer) {
        void give(List<CollectiveEvent> events) {
            answer.complete(events.stream()
                    .map(event -> new EventReader.Stored(event.seq(), event))
                    .toList());
        }
    }

    WatchBench() {
        this(new FeedSettings.Tail(100, 1 << 20));
    }

    WatchBench(FeedSettings.Tail tail) {
        FeedSettings settings = new FeedSettings(
                new FeedSettings.Polls(10, 10, Duration.ofSeconds(30)),
                new FeedSettings.Streams(10, 10, Duration.ofSeconds(15), SOME_BYTES),
                SOME_BYTES,
                tail,
                LINGER,
                PATIENCE,
                Duration.ofMillis(100),
                Duration.ofSeconds(10));
        EventReader reader = new EventReader() {
            @Override
            public CompletionStage<List<Stored>> after(String persistenceId, long seq, int limit) {
                JournalRead read = new JournalRead(persistenceId, seq, limit, new CompletableFuture<>());
                journal.add(read);
                return read.answer();
            }

            @Override
            public CompletionStage<List<String>> persistenceIds() {
                return CompletableFuture.failedStage(new UnsupportedOperationException());
            }
        };
        watches = kit.spawn(Watches.create(
                new FeedSurroundings(settings, id -> current, reader, new ReplayAdmission(4), nanos::get)));
    }

    private Behavior<CollectiveCommand> forward(CollectiveCommand command) {
        collective.ref().tell(command);
        return Behaviors.same();
    }

    /** Another reader; it is told once. */
    TestProbe<FeedReply> read(String key, long after, Duration patience) {
        return read(new FeedRequest(key, null, after, 500, SOME_BYTES, patience));
    }

    TestProbe<FeedReply> read(FeedRequest request) {
        TestProbe<FeedReply> reader = kit.createTestProbe(FeedReply.class);
        watches.tell(new Watches.Read(COLLECTIVE, request, reader.ref()));
        return reader;
    }

    static FeedRequest request(String key, String epoch, long after) {
        return new FeedRequest(key, epoch, after, 500, SOME_BYTES, Duration.ZERO);
    }

    /** Time goes by, for timers and for the clock. */
    void pass(Duration passed) {
        nanos.addAndGet(passed.toNanos());
        time.timePasses(passed);
    }

    /** Waits until the watch asks to be attached. */
    CollectiveCommand.Attach asked() {
        return collective.expectMessageClass(CollectiveCommand.Attach.class);
    }

    /** Waits until it asks, and attaches it; gives all events after its position, as a collective does that has them in memory. */
    CollectiveCommand.Attach attach() {
        CollectiveCommand.Attach attach = asked();
        attached(attach);
        return attach;
    }

    void attached(CollectiveCommand.Attach attach) {
        long after = attach.after() < 0 ? stream.head() : attach.after();
        attach.replyTo()
                .tell(new CollectiveReply.Attached(
                        attach.ticket(), stream.epoch(), stream.head(), 1, stream.after(after), collective.ref()));
    }

    void notInMemory(CollectiveCommand.Attach attach) {
        attach.replyTo().tell(new CollectiveReply.NotInMemory(attach.ticket(), stream.epoch(), stream.head(), 1));
    }

    /** The collective says yes or no to the next question for a key. */
    String checkKey(boolean isGood) {
        CollectiveCommand.CheckKey check = collective.expectMessageClass(CollectiveCommand.CheckKey.class);
        check.replyTo().tell(new CollectiveReply.KeyChecked(check.ticket(), true, isGood));
        return check.key();
    }

    /** Tells what happened after a seq. */
    void publish(CollectiveCommand.Attach to, long after) {
        to.replyTo().tell(new CollectiveReply.Events(stream.after(after)));
    }

    /** The collective stops; it is another one that is asked from now on. */
    void restartCollective() {
        TestProbe<CollectiveCommand> before = collective;
        collective = kit.createTestProbe(CollectiveCommand.class);
        before.stop();
    }

    TestProbe<Object> terminationProbe() {
        return kit.createTestProbe();
    }

    JournalRead nextJournalRead() {
        try {
            JournalRead read = journal.poll(10, TimeUnit.SECONDS);
            assertThat(read).as("a read of the journal").isNotNull();
            return read;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    static FeedReply.Page page(TestProbe<FeedReply> reader) {
        return reader.expectMessageClass(FeedReply.Page.class);
    }

    static List<Long> seqs(FeedReply.Page page) {
        return new ArrayList<>(page.events().stream().map(FeedReply.Shown::seq).toList());
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
