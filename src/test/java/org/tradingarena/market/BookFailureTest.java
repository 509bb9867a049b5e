package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.tradingarena.market.TestMarket.buy;
import static org.tradingarena.market.TestMarket.sell;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.JournalOperation;
import org.apache.pekko.persistence.testkit.ProcessingPolicy;
import org.apache.pekko.persistence.testkit.ProcessingResult;
import org.apache.pekko.persistence.testkit.ProcessingSuccess;
import org.apache.pekko.persistence.testkit.WriteEvents;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.clearing.Report;
import org.tradingarena.domain.BookInstruction;
import org.tradingarena.market.MarketCounters.Counter;

/** A book whose journal fails, is slow, or has a hole. */
@Tag("actor")
class BookFailureTest {
    private static final String ID = BookEntity.persistenceId(TestMarket.SYMBOL).id();

    private static final MarketSettings SETTINGS = TestSettings.with("""
            tick = 50ms
            waiting-messages = 20
            restart { at-first = 10ms, at-most = 20ms }
            """);

    private final Queue<Report> sent = new ConcurrentLinkedQueue<>();
    private final Map<Counter, Long> counted = new ConcurrentHashMap<>();
    private ActorTestKit testKit;
    private PersistenceTestKit journal;
    private TestProbe<BookReply> replies;

    @BeforeEach
    void start() {
        testKit = ActorTestKit.create(TestSystem.config());
        journal = PersistenceTestKit.create(testKit.system());
        replies = testKit.createTestProbe();
    }

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void a_failed_persist_tells_nobody_and_the_command_that_comes_again_is_carried_out() {
        ActorRef<BookMessage> book = listed();
        journal.failNextPersisted(ID);
        book.tell(instruct(sell("ada", "a1", "100", "1"), 1));
        await().untilAsserted(() -> assertThat(counted).containsKey(Counter.BOOK_FAILURES));
        assertThat(sent).isEmpty();
        book.tell(instruct(sell("ada", "a1", "100", "1"), 1));
        await().untilAsserted(() -> assertThat(sent).extracting(Report::number).contains(1L));
        assertThat(stored()).hasSize(2);
    }

    @Test
    void what_waits_while_a_persist_fails_is_decided_after_the_recovery() {
        ActorRef<BookMessage> book = listed();
        journal.failNextPersisted(ID);
        book.tell(instruct(sell("ada", "a1", "100", "1"), 1));
        book.tell(new BookMessage.GetQuote(5, replies.ref()));
        assertThat(replies.receiveMessage().ticket()).isEqualTo(5);
        assertThat(sent).isEmpty();
    }

    @Test
    void a_rejected_persist_is_a_failure_too() {
        ActorRef<BookMessage> book = listed();
        journal.rejectNextPersisted(ID);
        book.tell(instruct(sell("ada", "a1", "100", "1"), 1));
        await().untilAsserted(() -> assertThat(counted).containsKey(Counter.BOOK_FAILURES));
        assertThat(sent).isEmpty();
        book.tell(instruct(sell("ada", "a1", "100", "1"), 1));
        await().untilAsserted(() -> assertThat(sent).isNotEmpty());
    }

    @Test
    void a_journal_with_a_hole_never_becomes_a_book() {
        TestMarket market = new TestMarket();
        market.run(sell("ada", "a1", "100", "1"));
        market.run(sell("ada", "a2", "101", "1"));
        journal.persistForRecovery(ID, List.of(market.journal.get(0), market.journal.get(2)));
        ActorRef<BookMessage> book = spawn();
        book.tell(new BookMessage.GetQuote(1, replies.ref()));
        await().untilAsserted(() ->
                assertThat(counted.getOrDefault(Counter.BOOK_FAILURES, 0L)).isGreaterThan(1));
        replies.expectNoMessage();
        assertThat(sent).isEmpty();
    }

    @Test
    void a_book_that_recovers_sends_what_is_not_confirmed_without_being_asked() {
        TestMarket market = new TestMarket();
        market.run(sell("ada", "a1", "100", "1"));
        market.run(buy("bob", "b1", "100", "1"));
        journal.persistForRecovery(ID, List.copyOf(market.journal));
        spawn();
        await().untilAsserted(() -> assertThat(sent).containsExactlyInAnyOrderElementsOf(market.reports));
    }

    @Test
    void what_waits_during_a_persist_is_journaled_with_one_write_in_its_order() {
        ActorRef<BookMessage> book = listed();
        SlowJournal slow = new SlowJournal();
        journal.withPolicy(slow);
        for (int i = 1; i <= 15; i++) {
            book.tell(instruct(sell("ada", "a" + i, "100", "1"), i));
        }
        slow.goOn.countDown();
        await().untilAsserted(() -> assertThat(sent).hasSize(15));
        assertThat(sent).extracting(Report::answered).isSorted();
        assertThat(stored()).hasSize(16);
        assertThat(slow.writes).containsExactly(1, 14);
    }

    @Test
    void what_finds_no_room_is_refused_and_questions_are_answered_so() {
        // The recovery takes a moment, in which more arrives than may wait.
        ActorRef<BookMessage> book = spawn();
        for (int i = 0; i < 500; i++) {
            book.tell(new BookMessage.GetQuote(i, replies.ref()));
        }
        List<BookReply> answers = replies.receiveSeveralMessages(500);
        assertThat(answers).hasAtLeastOneElementOfType(BookReply.Quote.class);
        long refused =
                answers.stream().filter(BookReply.Overloaded.class::isInstance).count();
        assertThat(counted.getOrDefault(Counter.REFUSED_MESSAGES, 0L)).isEqualTo(refused);
    }

    /** Holds all writes back until it may go on, and notes how many events each has. */
    private static final class SlowJournal implements ProcessingPolicy<JournalOperation> {
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final Queue<Integer> writes = new ConcurrentLinkedQueue<>();

        @Override
        public ProcessingResult tryProcess(String persistenceId, JournalOperation operation) {
            if (operation instanceof WriteEvents write) {
                awaitGoOn();
                writes.add(write.batch().size());
            }
            return ProcessingSuccess.getInstance();
        }

        private void awaitGoOn() {
            try {
                assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ActorRef<BookMessage> listed() {
        ActorRef<BookMessage> book = spawn();
        book.tell(new BookMessage.GetQuote(0, replies.ref()));
        replies.expectMessage(new BookReply.Quote(0, TestMarket.SYMBOL, 0, 0));
        return book;
    }

    private ActorRef<BookMessage> spawn() {
        return testKit.spawn(BookEntity.create(
                TestMarket.INSTRUMENT,
                new BookSurroundings(
                        SETTINGS,
                        (collective, report) -> sent.add(report),
                        (counter, symbol, amount) -> counted.merge(counter, amount, Long::sum),
                        Clock.systemUTC(),
                        () -> TestMarket.EPOCH)));
    }

    private List<Object> stored() {
        return journal.persistedInStorage(ID);
    }

    private static BookMessage instruct(BookInstruction instruction, long number) {
        return new BookMessage.Instruct(
                new BookCommand(instruction.key().collective(), TestMarket.SYMBOL, number, 0, instruction));
    }
}
