package org.tradingarena.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.collective.TestCollective.amend;
import static org.tradingarena.collective.TestCollective.buy;
import static org.tradingarena.collective.TestCollective.cancel;
import static org.tradingarena.collective.TestCollective.market;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.domain.Side;
import org.tradingarena.journal.EventReader;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.testing.ArenaTestConfig;

/** A journal without room for new business: what ends business goes on. */
@Tag("actor")
class NearlyFullDiskTest {
    private final ActorTestKit kit = ActorTestKit.create(ArenaTestConfig.local());
    private final AtomicBoolean room = new AtomicBoolean(true);
    private final TestProbe<CollectiveReply> replies = kit.createTestProbe();
    private ActorRef<CollectiveCommand> collective;

    @BeforeEach
    void start() {
        collective = kit.spawn(Collective.create(
                TestCollective.ID,
                new Collective.Dependencies(
                        new CollectiveRules(TestCollective.INSTRUMENTS, TestCollective.LIMITS),
                        CollectiveSettings.from(ArenaTestConfig.local().getConfig("arena.collective")),
                        new SilentBooks(),
                        new EmptyJournal(),
                        holdings -> {},
                        room::get,
                        Clock.systemUTC()),
                () -> {},
                () -> {}));
        submit(TestCollective.opening());
        submit(buy("resting", "100", "1"));
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private Verdict submit(CollectiveIntent intent) {
        collective.tell(new CollectiveCommand.Submit(1, intent, replies.ref()));
        return replies.expectMessageClass(CollectiveReply.Decided.class).verdict();
    }

    @Test
    void new_orders_and_amendments_are_refused_until_there_is_room_again() {
        room.set(false);
        for (CollectiveIntent business :
                List.of(buy("new", "100", "1"), market("taker", Side.BUY, "1"), amend("resting", "101", "1"))) {
            assertThat(submit(business)).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
                assertThat(refused.error().code()).isEqualTo(ErrorCode.OVERLOADED);
                assertThat(refused.error().message()).contains("disk is nearly full");
                assertThat(refused.error().retryAfterMillis()).isPresent();
            });
        }
        room.set(true);
        assertThat(submit(buy("new", "100", "1")))
                .isInstanceOfSatisfying(
                        Verdict.Placed.class,
                        placed -> assertThat(placed.duplicate())
                                .as("the refusal left no trace")
                                .isFalse());
    }

    @Test
    void cancels_questions_and_orders_that_are_known_are_answered_as_ever() {
        room.set(false);
        assertThat(submit(buy("resting", "100", "1")))
                .isInstanceOfSatisfying(
                        Verdict.Placed.class,
                        placed -> assertThat(placed.duplicate()).isTrue());
        assertThat(submit(cancel("resting"))).isNotInstanceOf(Verdict.Refused.class);
        collective.tell(new CollectiveCommand.GetState(2, replies.ref()));
        replies.expectMessageClass(CollectiveReply.State.class);
    }

    private static final class SilentBooks implements Books {
        @Override
        public void instruct(BookCommand command) {}

        @Override
        public void confirm(String symbol, String collective, long report) {}

        @Override
        public CompletionStage<Long> bestAsk(String symbol) {
            throw new AssertionError("no book is asked for an order that is not taken");
        }
    }

    private static final class EmptyJournal implements EventReader {
        @Override
        public CompletionStage<List<Stored>> after(String persistenceId, long seq, int limit) {
            return CompletableFuture.completedStage(List.of());
        }

        @Override
        public CompletionStage<List<String>> persistenceIds() {
            return CompletableFuture.completedStage(List.of());
        }
    }
}
