package org.tradingarena.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.query.Sequence;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.kv.KeyValueException;

/** The queries, with a page of ten events so that its boundaries are near. */
@Tag("journal")
class LevelDbReadJournalTest {
    private static final int PAGE = 10;

    @TempDir
    private Path directory;

    private TestSystem test;
    private LevelDbReadJournal journal;

    @BeforeEach
    void open() {
        test = TestSystem.in(directory, "arena.journal.leveldb.read-page = " + PAGE);
        journal = PersistenceQuery.get(test.system())
                .getReadJournalFor(LevelDbReadJournal.class, LevelDbReadJournal.IDENTIFIER);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private List<EventEnvelope> run(Source<EventEnvelope, NotUsed> source) {
        return get(source.runWith(Sink.seq(), test.system()));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static List<Long> numbers(List<EventEnvelope> events) {
        return events.stream().map(EventEnvelope::sequenceNr).toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    /** The stock journal hangs when one event is left after a full buffer. */
    @Test
    void current_events_are_complete_at_every_count_around_the_boundaries_of_pages() {
        ActorRef<Notebook.Command> notebook = Notebook.open(test.system(), "n");
        for (int count = 1; count <= 4 * PAGE + 1; count++) {
            Notebook.note(test.system(), notebook, "# " + count);
            assertThat(numbers(run(journal.currentEventsByPersistenceId("n", 0, Long.MAX_VALUE))))
                    .isEqualTo(range(1, count));
            assertThat(run(journal.currentEventsByTag("#", Offset.noOffset()))).hasSize(count);
        }
        int last = 4 * PAGE + 1;
        for (int from = 1; from <= last; from++) {
            assertThat(numbers(run(journal.currentEventsByPersistenceId("n", from, last - 5))))
                    .isEqualTo(range(from, last - 5));
            assertThat(run(journal.currentEventsByTag("#", Offset.sequence(from))))
                    .hasSize(last - from);
        }
    }

    @Test
    void live_events_are_complete_at_every_count_and_come_without_polling() throws Exception {
        ActorRef<Notebook.Command> notebook = Notebook.open(test.system(), "n");
        BlockingQueue<EventEnvelope> byId = new LinkedBlockingQueue<>();
        BlockingQueue<EventEnvelope> byTag = new LinkedBlockingQueue<>();
        UniqueKillSwitch stop = follow(journal.eventsByPersistenceId("n", 0, Long.MAX_VALUE), byId);
        UniqueKillSwitch stopTagged = follow(journal.eventsByTag("#", Offset.noOffset()), byTag);
        int number = 0;
        for (int size = 1; size <= 3 * PAGE + 1; size++) {
            Notebook.note(
                    test.system(),
                    notebook,
                    IntStream.range(0, size).mapToObj(n -> "# " + n).toArray(String[]::new));
            for (int n = 0; n < size; n++) {
                number++;
                assertThat(take(byId).sequenceNr()).isEqualTo(number);
                assertThat(take(byTag).sequenceNr()).isEqualTo(number);
            }
        }
        stop.shutdown();
        stopTagged.shutdown();
    }

    private UniqueKillSwitch follow(Source<EventEnvelope, NotUsed> source, BlockingQueue<EventEnvelope> into) {
        return source.viaMat(KillSwitches.single(), Keep.right())
                .to(Sink.foreach(into::add))
                .run(test.system());
    }

    private static EventEnvelope take(BlockingQueue<EventEnvelope> queue) throws InterruptedException {
        EventEnvelope next = queue.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    @Test
    void a_live_query_ends_at_the_number_that_it_was_asked_for() {
        ActorRef<Notebook.Command> notebook = Notebook.open(test.system(), "n");
        CompletionStage<List<EventEnvelope>> live =
                journal.eventsByPersistenceId("n", 5, 12).runWith(Sink.seq(), test.system());
        for (int number = 1; number <= 13; number++) {
            Notebook.note(test.system(), notebook, "text");
        }
        assertThat(numbers(get(live))).isEqualTo(range(5, 12));
        assertThat(numbers(run(journal.eventsByPersistenceId("n", 3, 13)))).isEqualTo(range(3, 13));
        assertThat(run(journal.eventsByPersistenceId("n", 9, 8))).isEmpty();
        assertThat(run(journal.currentEventsByPersistenceId("n", 20, 30))).isEmpty();
        assertThat(run(journal.currentEventsByPersistenceId("nobody", 1, 30))).isEmpty();
    }

    @Test
    void a_slow_reader_gets_everything_that_is_written_meanwhile() {
        ActorRef<Notebook.Command> notebook = Notebook.open(test.system(), "n");
        CompletionStage<Done> slow = journal.eventsByPersistenceId("n", 1, 200)
                .throttle(400, Duration.ofSeconds(1))
                .runWith(Sink.ignore(), test.system());
        for (int number = 1; number <= 200; number++) {
            Notebook.note(test.system(), notebook, "text");
        }
        get(slow);
    }

    @Test
    void offsets_by_tag_are_the_order_of_the_whole_journal_and_resume_exactly() {
        ActorRef<Notebook.Command> a = Notebook.open(test.system(), "a");
        ActorRef<Notebook.Command> b = Notebook.open(test.system(), "b");
        for (int number = 0; number < 15; number++) {
            Notebook.note(test.system(), a, "#fill a" + number);
            Notebook.note(test.system(), b, "#fill b" + number, "not tagged");
        }
        List<EventEnvelope> all = run(journal.currentEventsByTag("#fill", Offset.noOffset()));
        assertThat(all).hasSize(30);
        assertThat(all).extracting(event -> ((Sequence) event.offset()).value()).isSorted();
        assertThat(all.get(1).event()).isEqualTo("#fill b0");
        for (int seen = 0; seen < all.size(); seen++) {
            assertThat(run(journal.currentEventsByTag("#fill", all.get(seen).offset())))
                    .isEqualTo(all.subList(seen + 1, all.size()));
        }
    }

    @Test
    void all_persistence_ids_are_listed_over_several_pages() {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < 2 * PAGE + 1; number++) {
            ids.add("book|" + number);
            Notebook.note(test.system(), Notebook.open(test.system(), "book|" + number), "text");
        }
        assertThat(get(journal.currentPersistenceIds().runWith(Sink.seq(), test.system())))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void a_scala_caller_gets_the_same() {
        Notebook.note(test.system(), Notebook.open(test.system(), "n"), "one", "two");
        ScalaLevelDbReadJournal scala =
                PersistenceQuery.get(test.system()).readJournalFor(LevelDbReadJournal.IDENTIFIER);
        assertThat(numbers(run(scala.currentEventsByPersistenceId("n", 0, Long.MAX_VALUE)
                        .asJava())))
                .containsExactly(1L, 2L);
    }

    @Test
    void a_query_that_cannot_read_fails() {
        Notebook.note(test.system(), Notebook.open(test.system(), "n"), "one", "two");
        Journals.get(test.system()).open().close();
        assertThatThrownBy(() -> run(journal.currentEventsByPersistenceId("n", 0, Long.MAX_VALUE)))
                .cause()
                .isInstanceOf(KeyValueException.class);
    }
}
