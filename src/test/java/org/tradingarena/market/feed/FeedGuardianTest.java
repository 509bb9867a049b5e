package org.tradingarena.market.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.tradingarena.market.feed.MarketEvents.book;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.reconnect.ReconnectionSettings;
import org.tradingarena.reconnect.ReconnectionStrategy;
import org.tradingarena.testing.ArenaTestConfig;

/** The guardian with a feed that a test speaks for. */
@Tag("actor")
class FeedGuardianTest {
    private static final Duration STALE_AFTER = Duration.ofDays(1);

    /** Says what a test puts into it; answers to close as a real one does. */
    private static final class SpokenStream implements MarketDataStream {
        private final BlockingQueue<MarketEvent> said = new LinkedBlockingQueue<>();
        private final AtomicBoolean reachable = new AtomicBoolean(true);
        private final AtomicInteger connections = new AtomicInteger();
        private volatile List<String> symbols = List.of();
        private volatile boolean closed;

        @Override
        public void connect() throws IOException {
            connections.incrementAndGet();
            if (!reachable.get()) {
                throw new IOException("connection refused");
            }
        }

        @Override
        public void subscribe(List<String> wanted) {
            symbols = wanted;
        }

        @Override
        public MarketEvent nextEvent() throws InterruptedException {
            return said.take();
        }

        @Override
        public String exchangeName() {
            return "spoken";
        }

        @Override
        public void close() {
            closed = true;
            said.add(new MarketEvent.Disconnected("closed"));
        }
    }

    private final FeedBoard board = new FeedBoard(Clock.systemUTC());
    private final AtomicInteger opened = new AtomicInteger();
    private final SpokenStream spoken = new SpokenStream();
    private volatile boolean defective;
    private ActorTestKit testKit;
    private ManualTime time;

    @BeforeEach
    void start() {
        testKit = ActorTestKit.create(ManualTime.config().withFallback(ArenaTestConfig.local()));
        time = ManualTime.get(testKit.system());
    }

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    private ReconnectingMarketDataStream open(Consumer<StreamState> listener) {
        opened.incrementAndGet();
        boolean fails = defective;
        return new ReconnectingMarketDataStream(
                spoken,
                ReconnectionSettings.forMarketData().withStrategy(ReconnectionStrategy.MANUAL),
                Clock.systemUTC(),
                () -> 0,
                Pause.ofThread(),
                state -> {
                    listener.accept(state);
                    if (fails) {
                        throw new IllegalStateException("a defect of the reader");
                    }
                });
    }

    private ActorRef<FeedGuardian.Command> guardian() {
        return testKit.spawn(FeedGuardian.create(this::open, List.of("BTC/USD"), board, Optional.empty()));
    }

    private void awaitPrice() {
        await().until(() -> board.price("BTC/USD", STALE_AFTER).isPresent());
    }

    @Test
    void what_the_feed_says_is_on_the_board() {
        guardian();
        spoken.said.add(book("BTC/USD", "100", "101"));
        awaitPrice();
        assertThat(spoken.symbols).containsExactly("BTC/USD");
        assertThat(board.events()).isEqualTo(1);
        StreamState state = board.stream();
        assertThat(state != null && state.isConnected()).isTrue();
    }

    @Test
    void a_feed_that_cannot_be_reached_is_tried_again_when_somebody_asks_and_then_subscribed() {
        spoken.reachable.set(false);
        ActorRef<FeedGuardian.Command> guardian = guardian();
        awaitByHand();
        spoken.reachable.set(true);
        guardian.tell(new FeedGuardian.ReconnectNow());
        spoken.said.add(book("BTC/USD", "100", "101"));
        awaitPrice();
        assertThat(spoken.symbols).containsExactly("BTC/USD");
        assertThat(board.reconnections()).isEqualTo(1);
        assertThat(spoken.connections).hasValue(2);
    }

    private void awaitByHand() {
        await().until(() -> {
            StreamState state = board.stream();
            return state != null && state.phase() == StreamState.Phase.BY_HAND;
        });
    }

    @Test
    void a_reader_that_fails_begins_anew_after_its_pause() {
        defective = true;
        guardian();
        await().until(() -> spoken.closed && board.stream() == null);
        defective = false;
        assertThat(opened).hasValue(1);
        spoken.said.clear();
        await().until(() -> {
            time.timePasses(FeedGuardian.READER_PAUSE);
            return opened.get() == 2;
        });
        spoken.said.add(book("BTC/USD", "100", "101"));
        awaitPrice();
    }

    @Test
    void told_to_stop_it_closes_the_feed_and_ends_at_once() {
        ActorRef<FeedGuardian.Command> guardian = guardian();
        spoken.said.add(book("BTC/USD", "100", "101"));
        awaitPrice();
        TestProbe<Object> watcher = testKit.createTestProbe();
        guardian.tell(new FeedGuardian.Stop());
        watcher.expectTerminated(guardian, Duration.ofSeconds(20));
        assertThat(spoken.closed).isTrue();
    }

    @Test
    void a_maker_that_fails_begins_anew_and_the_feed_goes_on() {
        AtomicInteger makers = new AtomicInteger();
        testKit.spawn(FeedGuardian.create(
                this::open, List.of("BTC/USD"), board, Optional.of(Behaviors.setup(context -> {
                    if (makers.incrementAndGet() == 1) {
                        context.getSelf().tell(new MarketMaker.Done());
                    }
                    return Behaviors.receiveMessage(message -> {
                        throw new IllegalStateException("a defect of the maker");
                    });
                }))));
        await().until(() -> {
            time.timePasses(Duration.ofSeconds(2));
            return makers.get() == 2;
        });
        spoken.said.add(book("BTC/USD", "100", "101"));
        awaitPrice();
        assertThat(opened).hasValue(1);
    }
}
