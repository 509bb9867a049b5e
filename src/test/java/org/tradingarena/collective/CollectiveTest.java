package org.tradingarena.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.tradingarena.collective.Refusals.assertRefused;
import static org.tradingarena.collective.TestCollective.buy;
import static org.tradingarena.collective.TestCollective.market;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.clearing.Outcome;
import org.tradingarena.clearing.Report;
import org.tradingarena.collective.CollectiveCommand.Attach;
import org.tradingarena.collective.CollectiveCommand.Deliver;
import org.tradingarena.collective.CollectiveCommand.GetState;
import org.tradingarena.collective.CollectiveCommand.Stop;
import org.tradingarena.collective.CollectiveIntent.Deposit;
import org.tradingarena.collective.CollectiveIntent.RevokeKey;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Side;
import org.tradingarena.protocol.ErrorCode;

@Tag("actor")
class CollectiveTest {
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final CollectiveHarness arena = new CollectiveHarness();

    @AfterEach
    void close() {
        arena.close();
    }

    private void attach(
            ActorRef<CollectiveCommand> collective, TestProbe<CollectiveReply> who, String name, long after) {
        collective.tell(new Attach(0, name, after, TestCollective.KEY, who.getRef()));
    }

    private void deliver(ActorRef<CollectiveCommand> collective, long number, long answered, Outcome outcome) {
        collective.tell(new Deliver(
                new Report(TestCollective.BTC, TestCollective.ID, number, answered, List.of(outcome), Instant.now())));
    }

    @Test
    void nothing_is_answered_sent_or_told_before_it_is_durable() throws InterruptedException {
        ActorRef<CollectiveCommand> collective = arena.startOpened();
        TestProbe<CollectiveReply> subscriber = arena.anotherProbe();
        attach(collective, subscriber, "s", -1);
        subscriber.expectMessageClass(CollectiveReply.Attached.class);

        arena.journal.hold();
        arena.submit(collective, buy("c1", "100", "1"));

        arena.probe.expectNoMessage(MOMENT);
        subscriber.expectNoMessage(Duration.ofMillis(1));
        assertThat(arena.instructed).isEmpty();
        arena.journal.release();
        assertThat(arena.verdict()).isInstanceOf(Verdict.Placed.class);
        assertThat(subscriber.expectMessageClass(CollectiveReply.Events.class).events())
                .hasSize(1);
        assertThat(arena.instructed.poll(5, TimeUnit.SECONDS))
                .extracting(BookCommand::number)
                .isEqualTo(1L);
    }

    @Test
    void a_variant_that_answers_before_the_persist_is_noticed() {
        ActorRef<CollectiveCommand> collective =
                arena.start(Duration.ofHours(1), 10, 100, (effects, events, answer) -> {
                    answer.run();
                    return events.isEmpty() ? effects.none() : effects.persist(events);
                });
        arena.journal.hold();

        arena.submit(collective, TestCollective.opening());

        arena.probe.expectMessageClass(CollectiveReply.Decided.class);
    }

    @Test
    void after_a_failed_persist_the_outcome_is_unknown_and_asking_again_tells_the_fate() {
        ActorRef<CollectiveCommand> collective = arena.startOpened();
        arena.journal.fail(true);
        long ticket = arena.submit(collective, buy("c1", "100", "1"));

        arena.probe.expectMessage(new CollectiveReply.OutcomeUnknown(ticket));
        arena.expectStopped(collective);
        assertThat(arena.wakes).hasValue(1);
        assertThat(arena.instructed).isEmpty();

        arena.journal.fail(false);
        ActorRef<CollectiveCommand> again = arena.start();
        arena.submit(again, buy("c1", "100", "1"));
        assertThat(arena.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Placed.class, it -> assertThat(it.duplicate()).isFalse());
        arena.submit(again, buy("c1", "100", "1"));
        assertThat(arena.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Placed.class, it -> assertThat(it.duplicate()).isTrue());
    }

    @Test
    void what_waits_during_a_write_is_journaled_with_one_write_and_beyond_the_capacity_refused() {
        ActorRef<CollectiveCommand> collective = arena.startOpened();
        int before = arena.journal.writes().size();
        arena.journal.hold();
        for (int i = 0; i <= 101; i++) {
            arena.submit(collective, new Deposit("d" + i, "USD", 1));
        }

        CollectiveReply refused = arena.probe.receiveMessage();
        assertThat(refused).isInstanceOf(CollectiveReply.Overloaded.class);
        arena.journal.release();
        for (int i = 0; i <= 100; i++) {
            assertThat(arena.verdict()).isInstanceOf(Verdict.FundsMoved.class);
        }
        assertThat(arena.journal.writes().subList(before, arena.journal.writes().size()))
                .containsExactly(1, 100);
    }

    @Test
    void an_attached_subscriber_gets_what_it_missed_and_then_everything_in_order_with_the_state() {
        ActorRef<CollectiveCommand> collective = arena.startOpened();
        TestProbe<CollectiveReply> subscriber = arena.anotherProbe();
        attach(collective, subscriber, "s", 1);
        CollectiveReply.Attached attached = subscriber.expectMessageClass(CollectiveReply.Attached.class);
        assertThat(attached.events()).extracting(CollectiveEvent::seq).containsExactly(2L, 3L);
        assertThat(attached.head()).isEqualTo(3);

        arena.journal.hold();
        arena.submit(collective, new Deposit("d1", "USD", 1));
        arena.submit(collective, new Deposit("d2", "USD", 1));
        collective.tell(new GetState(7, subscriber.getRef()));
        arena.submit(collective, new Deposit("d3", "USD", 1));
        arena.journal.release();

        assertThat(subscriber
                        .expectMessageClass(CollectiveReply.Events.class)
                        .events()
                        .getLast()
                        .seq())
                .isEqualTo(4);
        assertThat(subscriber
                        .expectMessageClass(CollectiveReply.Events.class)
                        .events()
                        .getLast()
                        .seq())
                .isEqualTo(5);
        assertThat(subscriber
                        .expectMessageClass(CollectiveReply.State.class)
                        .state()
                        .seq())
                .isEqualTo(5);
        assertThat(subscriber
                        .expectMessageClass(CollectiveReply.Events.class)
                        .events()
                        .getLast()
                        .seq())
                .isEqualTo(6);
    }

    @Test
    void a_position_ahead_a_foreign_key_and_a_collective_that_is_not_open_are_told_apart() {
        ActorRef<CollectiveCommand> collective = arena.start();
        attach(collective, arena.probe, "s", 0);
        arena.probe.expectMessageClass(CollectiveReply.NotOpen.class);
        await().untilAsserted(() -> assertThat(arena.passivations).hasValue(1));
        arena.open(collective);

        attach(collective, arena.probe, "s", 99);
        assertThat(arena.probe
                        .expectMessageClass(CollectiveReply.NotInMemory.class)
                        .head())
                .isEqualTo(3);
        collective.tell(new Attach(0, "s", 0, "another key", arena.probe.getRef()));
        arena.probe.expectMessageClass(CollectiveReply.KeyRefused.class);
    }

    @Test
    void a_subscriber_that_must_read_on_in_the_journal_is_not_live_meanwhile() {
        ActorRef<CollectiveCommand> collective = arena.startOpened();
        TestProbe<CollectiveReply> subscriber = arena.anotherProbe();
        attach(collective, subscriber, "s", 3);
        subscriber.expectMessageClass(CollectiveReply.Attached.class);
        attach(collective, subscriber, "s", 99);
        subscriber.expectMessageClass(CollectiveReply.NotInMemory.class);

        arena.submit(collective, new Deposit("d1", "USD", 1));
        arena.verdict();
        subscriber.expectNoMessage(MOMENT);
    }

    @Test
    void a_subscriber_that_stops_makes_room_for_another() {
        ActorRef<CollectiveCommand> collective = arena.start(Duration.ofHours(1), 1);
        arena.open(collective);
        TestProbe<CollectiveReply> first = arena.anotherProbe();
        attach(collective, first, "first", -1);
        first.expectMessageClass(CollectiveReply.Attached.class);
        attach(collective, arena.probe, "second", -1);
        arena.probe.expectMessageClass(CollectiveReply.Overloaded.class);

        arena.stop(first);
        await().untilAsserted(() -> {
            attach(collective, arena.probe, "second", -1);
            assertThat(arena.probe.receiveMessage()).isInstanceOf(CollectiveReply.Attached.class);
        });
    }

    @Test
    void a_revoked_key_ends_the_subscriptions_behind_the_event() {
        ActorRef<CollectiveCommand> collective = arena.startOpened();
        TestProbe<CollectiveReply> subscriber = arena.anotherProbe();
        attach(collective, subscriber, "s", -1);
        subscriber.expectMessageClass(CollectiveReply.Attached.class);

        arena.submit(collective, new RevokeKey(TestCollective.KEY));

        subscriber.expectMessageClass(CollectiveReply.Events.class);
        subscriber.expectMessage(new CollectiveReply.KeyRevoked(TestCollective.KEY));
        arena.verdict();
        arena.submit(collective, new Deposit("d1", "USD", 1));
        arena.verdict();
        subscriber.expectNoMessage(MOMENT);
    }

    @Test
    void an_instruction_without_an_answer_is_sent_again_on_ticks_and_after_a_recovery() throws InterruptedException {
        ActorRef<CollectiveCommand> collective = arena.start(Duration.ofMillis(50), 10);
        arena.open(collective);
        arena.submit(collective, buy("c1", "100", "1"));
        arena.verdict();
        for (int i = 0; i < 3; i++) {
            assertThat(arena.instructed.poll(5, TimeUnit.SECONDS)).isNotNull();
        }
        collective.tell(new Stop());
        arena.expectStopped(collective);
        await().untilAsserted(() -> assertThat(arena.wakes).hasValue(1));

        arena.instructed.clear();
        ActorRef<CollectiveCommand> again = arena.start();
        assertThat(arena.instructed.poll(5, TimeUnit.SECONDS)).isNotNull();
        deliver(again, 1, 1, new Outcome.Opened("alpha.3f1c2b6e.4"));
        assertThat(arena.confirmed.poll(5, TimeUnit.SECONDS)).isEqualTo(1L);
        deliver(again, 1, 1, new Outcome.Opened("alpha.3f1c2b6e.4"));
        assertThat(arena.confirmed.poll(5, TimeUnit.SECONDS)).isEqualTo(1L);
    }

    /** A tick used to send, in the middle of a batch, what the batch had decided and not yet journaled. */
    @Test
    void a_tick_during_a_write_sends_nothing_that_is_not_durable() {
        ActorRef<CollectiveCommand> collective = arena.startOpened();
        arena.submit(collective, buy("c1", "100", "1"));
        arena.verdict();
        collective.tell(new CollectiveCommand.Tick());
        arena.journal.hold();
        arena.submit(collective, new Deposit("d1", "USD", 1));
        arena.submit(collective, buy("c2", "100", "1"));
        collective.tell(new CollectiveCommand.Tick());
        await().until(() -> arena.journal.writes().size() == 3);
        arena.journal.failAfter(3);
        arena.journal.release();
        arena.verdict();
        arena.probe.expectMessageClass(CollectiveReply.OutcomeUnknown.class);
        arena.expectStopped(collective);

        assertThat(arena.instructed).allMatch(command -> command.number() == 1);
    }

    @Test
    void an_order_that_left_memory_is_read_from_the_journal() {
        ActorRef<CollectiveCommand> collective = arena.startOpened();
        int together = 50; // with each write the journal in memory reads all that it has
        for (int first = 1; first <= CollectiveState.CLOSED_ORDERS + together; first += together) {
            for (int i = first; i < first + together; i++) {
                arena.submit(collective, buy("c" + i, "1", "1"));
            }
            for (int i = first; i < first + together; i++) {
                Verdict.Placed placed = (Verdict.Placed) arena.verdict();
                deliver(collective, i, i, new Outcome.Cancelled(placed.order().orderId(), Reason.SELF_TRADE));
            }
        }

        arena.submit(collective, buy("c1", "1", "1"));

        assertThat(arena.verdict()).isInstanceOfSatisfying(Verdict.Placed.class, it -> {
            assertThat(it.duplicate()).isTrue();
            assertThat(it.order().reason()).isEqualTo(Reason.SELF_TRADE);
        });
    }

    @Test
    void a_market_buy_reserves_by_the_quote_and_is_refused_without_one() {
        ActorRef<CollectiveCommand> collective = arena.startOpened();
        arena.bestAsk = CompletableFuture.completedFuture(Atoms.of("1000"));
        arena.submit(collective, market("m1", Side.BUY, "1"));
        assertThat(arena.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Placed.class,
                        it -> assertThat(it.order().limit()).isEqualTo(Atoms.of("1050")));

        arena.bestAsk = CompletableFuture.failedFuture(new IllegalStateException("no answer"));
        long ticket = arena.submit(collective, market("m2", Side.BUY, "1"));
        arena.probe.expectMessage(new CollectiveReply.Overloaded(ticket));
        arena.bestAsk = CompletableFuture.completedFuture(0L);
        arena.submit(collective, market("m2", Side.BUY, "1"));
        assertThat(arena.verdict()).isInstanceOf(Verdict.Placed.class);
    }

    @Test
    void a_market_buy_that_waits_for_its_quote_is_answered_when_the_collective_stops() {
        ActorRef<CollectiveCommand> collective = arena.startOpened();
        arena.bestAsk = new CompletableFuture<>();
        long ticket = arena.submit(collective, market("m1", Side.BUY, "1"));
        arena.probe.expectNoMessage(MOMENT);

        collective.tell(new Stop());

        arena.probe.expectMessage(new CollectiveReply.Overloaded(ticket));
        arena.expectStopped(collective);
    }

    @Test
    void stopping_finishes_what_is_under_way_even_when_nothing_more_may_wait() {
        ActorRef<CollectiveCommand> collective =
                arena.start(Duration.ofHours(1), 10, 1, Collective.Answering.WHEN_DURABLE);
        arena.open(collective);
        arena.journal.hold();
        arena.submit(collective, new Deposit("d1", "USD", 1));
        arena.submit(collective, new Deposit("d2", "USD", 1));
        collective.tell(new Stop());
        arena.journal.release();

        assertThat(arena.verdict()).isInstanceOf(Verdict.FundsMoved.class);
        assertThat(arena.verdict()).isInstanceOf(Verdict.FundsMoved.class);
        arena.expectStopped(collective);
        assertThat(arena.wakes).hasValue(0);
    }

    @Test
    void a_collective_that_is_not_open_refuses_and_passivates() {
        ActorRef<CollectiveCommand> collective = arena.start();
        arena.submit(collective, buy("c1", "1", "1"));

        assertRefused(arena.verdict(), ErrorCode.NOT_FOUND);
        await().untilAsserted(() -> assertThat(arena.passivations).hasValue(1));
    }
}
