package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.market.TestMarket.buy;
import static org.tradingarena.market.TestMarket.sell;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResult;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.clearing.Report;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.BookInstruction;
import org.tradingarena.market.BookEvent.InstructionProcessed;
import org.tradingarena.market.BookEvent.ReportsConfirmed;
import org.tradingarena.market.MarketCounters.Counter;

/** The shell of a book: what is journaled, what is sent, and when. */
@Tag("actor")
class BookEntityTest {
    /** Ticks are sent by hand. */
    private static final MarketSettings SETTINGS = TestSettings.with("""
            tick = 1h
            snapshot-every = 5
            confirmations-before-persist = 3
            redelivery.page = 2
            """);

    private static final BookMessage TICK = new BookMessage.Tick();

    private final Queue<Report> sent = new ConcurrentLinkedQueue<>();
    private final Map<Counter, Long> counted = new ConcurrentHashMap<>();
    private volatile Instant now = TestMarket.START;
    private ActorTestKit testKit;
    private EventSourcedBehaviorTestKit<BookMessage, BookEvent, BookState> book;

    @BeforeEach
    void start() {
        testKit = ActorTestKit.create(TestSystem.config());
        BookSurroundings surroundings = new BookSurroundings(
                SETTINGS,
                (collective, report) -> sent.add(report),
                (counter, symbol, amount) -> counted.merge(counter, amount, Long::sum),
                clock(),
                () -> TestMarket.EPOCH);
        // States are stored as BookSnapshot, batches never; MarketSerializationTest looks at what is.
        book = EventSourcedBehaviorTestKit.create(
                testKit.system(),
                BookEntity.create(TestMarket.INSTRUMENT, surroundings),
                EventSourcedBehaviorTestKit.enabledSerializationSettings()
                        .withVerifyState(false)
                        .withVerifyCommands(false));
        // The listing stands behind the recovery, and comes with whatever command meets it.
        Awaitility.await().until(() -> book.runCommand(TICK).state().isListed());
    }

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void a_book_lists_itself_once() {
        assertThat(book.getState().epoch()).isEqualTo(TestMarket.EPOCH);
        assertThat(book.runCommand(TICK).hasNoEvents()).isTrue();
    }

    @Test
    void a_command_is_one_event_and_its_report_is_sent_when_it_is_durable() {
        book.runCommand(TICK);
        assertThat(run(sell("ada", "a1", "100", "1"), 1).events()).hasSize(1);
        assertThat(sent).extracting(Report::collective).containsExactly("ada");
        run(buy("bob", "b1", "100", "1"), 1);
        assertThat(sent).extracting(Report::collective).containsExactly("ada", "bob", "ada");
        assertThat(sent).extracting(Report::number).containsExactly(1L, 1L, 2L);
    }

    @Test
    void a_batch_is_one_write_and_each_command_meets_the_book_that_the_one_before_it_left() {
        book.runCommand(TICK);
        CommandResult<BookMessage, BookEvent, BookState> result = book.runCommand(new BookMessage.Batch(List.of(
                instruct(sell("ada", "a1", "100", "1"), 1),
                instruct(buy("bob", "b1", "100", "1"), 1),
                instruct(buy("bob", "b1", "100", "1"), 1))));
        assertThat(result.events()).hasSize(2).allMatch(InstructionProcessed.class::isInstance);
        assertThat(book.getState().trades()).isEqualTo(1);
        assertThat(counted).containsEntry(Counter.REPEATED_COMMANDS, 1L);
    }

    @Test
    void the_same_command_again_brings_the_same_report_and_no_event() {
        run(sell("ada", "a1", "100", "1"), 1);
        CommandResult<BookMessage, BookEvent, BookState> again = run(sell("ada", "a1", "100", "1"), 1);
        assertThat(again.hasNoEvents()).isTrue();
        assertThat(sent).hasSize(2);
        assertThat(List.copyOf(sent).getFirst()).isEqualTo(List.copyOf(sent).getLast());
    }

    @Test
    void after_a_restart_the_unconfirmed_reports_are_sent_again() {
        run(sell("ada", "a1", "100", "1"), 1);
        run(sell("ada", "a2", "100", "1"), 2);
        book.runCommand(new BookMessage.Confirm("ada", 1));
        sent.clear();
        BookState before = book.getState();
        BookState after = book.restart().state();
        assertThat(BookSnapshot.of(after)).isEqualTo(BookSnapshot.of(before));
        book.runCommand(TICK);
        // The confirmation was in memory only, so the first report comes again as well.
        assertThat(sent).extracting(Report::number).containsExactly(1L, 2L);
    }

    @Test
    void a_report_that_is_not_confirmed_comes_again_and_a_confirmed_one_does_not() {
        run(sell("ada", "a1", "100", "1"), 1);
        book.runCommand(TICK);
        sent.clear();
        now = now.plusSeconds(2);
        book.runCommand(TICK);
        assertThat(sent).extracting(Report::number).containsExactly(1L);
        book.runCommand(new BookMessage.Confirm("ada", 1));
        now = now.plusSeconds(60);
        book.runCommand(TICK);
        assertThat(sent).hasSize(1);
        assertThat(counted).containsEntry(Counter.RESENT_REPORTS, 1L);
    }

    @Test
    void confirmations_are_journaled_now_and_then() {
        run(sell("ada", "a1", "100", "1"), 1);
        run(sell("ada", "a2", "100", "1"), 2);
        run(sell("ada", "a3", "100", "1"), 3);
        assertThat(book.runCommand(new BookMessage.Confirm("ada", 2)).hasNoEvents())
                .isTrue();
        assertThat(book.runCommand(new BookMessage.Confirm("ada", 3)).event())
                .isEqualTo(new ReportsConfirmed(5, Map.of("ada", 3L)));
        assertThat(book.getState().party("ada").unconfirmed()).isZero();
    }

    @Test
    void a_book_comes_back_from_its_snapshot() {
        for (int i = 1; i <= 12; i++) {
            run(sell("ada", "a" + i, Integer.toString(100 + i), "1"), i);
        }
        BookSnapshot before = BookSnapshot.of(book.getState());
        assertThat(BookSnapshot.of(book.restart().state())).isEqualTo(before);
    }

    @Test
    void quotes_and_fees_are_answered() {
        TestProbe<BookReply> replies = testKit.createTestProbe();
        run(sell("ada", "a1", "100", "2"), 1);
        run(buy("bob", "b1", "100", "1"), 1);
        book.runCommand(new BookMessage.GetQuote(7, replies.ref()));
        replies.expectMessage(new BookReply.Quote(7, TestMarket.SYMBOL, 0, Atoms.of("100")));
        book.runCommand(new BookMessage.GetFees(8, replies.ref()));
        replies.expectMessage(new BookReply.Fees(8, TestMarket.SYMBOL, "USD", Atoms.of("0.3")));
    }

    @Test
    void a_new_watcher_gets_a_snapshot_then_updates_and_on_keep_alive_only_the_head() {
        TestProbe<MarketFeed> watcher = testKit.createTestProbe();
        watch(watcher.ref(), false);
        assertThat(watcher.expectMessageClass(MarketFeed.Snapshot.class).seq()).isZero();
        run(sell("ada", "a1", "100", "1"), 1);
        assertThat(watcher.expectMessageClass(MarketFeed.Updates.class).updates())
                .extracting(MarketUpdate::seq)
                .containsExactly(1L, 2L);
        watch(watcher.ref(), false);
        watcher.expectMessage(new MarketFeed.Head(TestMarket.SYMBOL, TestMarket.EPOCH, 2));
        watch(watcher.ref(), true);
        assertThat(watcher.expectMessageClass(MarketFeed.Snapshot.class).seq()).isEqualTo(2);
    }

    @Test
    void a_watcher_that_is_not_heard_of_is_forgotten() {
        TestProbe<MarketFeed> watcher = testKit.createTestProbe();
        watch(watcher.ref(), false);
        watcher.expectMessageClass(MarketFeed.Snapshot.class);
        now = now.plus(Duration.ofMinutes(1));
        book.runCommand(TICK);
        run(sell("ada", "a1", "100", "1"), 1);
        watch(watcher.ref(), false);
        watcher.expectMessageClass(MarketFeed.Snapshot.class);
    }

    @Test
    void a_contradiction_raises_an_alarm_and_changes_nothing() {
        book.runCommand(TICK);
        assertThat(book.runCommand(new BookMessage.Confirm("ada", 1)).hasNoEvents())
                .isTrue();
        assertThat(counted).containsEntry(Counter.CONTRADICTIONS, 1L);
    }

    private void watch(ActorRef<MarketFeed> watcher, boolean fresh) {
        book.runCommand(new BookMessage.WatchMarket(watcher, fresh));
    }

    private CommandResult<BookMessage, BookEvent, BookState> run(BookInstruction instruction, long number) {
        return book.runCommand(instruct(instruction, number));
    }

    private static BookMessage instruct(BookInstruction instruction, long number) {
        return new BookMessage.Instruct(
                new BookCommand(instruction.key().collective(), TestMarket.SYMBOL, number, 0, instruction));
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }
}
