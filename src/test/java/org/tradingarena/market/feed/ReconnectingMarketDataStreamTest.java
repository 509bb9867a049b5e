package org.tradingarena.market.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tradingarena.market.feed.MarketEvents.book;
import static org.tradingarena.market.feed.MarketEvents.lost;
import static org.tradingarena.market.feed.StreamState.Phase.BACKOFF;
import static org.tradingarena.market.feed.StreamState.Phase.BY_HAND;
import static org.tradingarena.market.feed.StreamState.Phase.CIRCUIT_OPEN;
import static org.tradingarena.market.feed.StreamState.Phase.CLOSED;
import static org.tradingarena.market.feed.StreamState.Phase.CONNECTED;
import static org.tradingarena.market.feed.StreamState.Phase.NEW;
import static org.tradingarena.market.feed.StreamState.Phase.RECONNECTING;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tradingarena.market.feed.StreamState.Phase;
import org.tradingarena.reconnect.ReconnectionSettings;
import org.tradingarena.reconnect.ReconnectionStrategy;

/** The machine between losses, on a virtual clock: every wait is exact. */
class ReconnectingMarketDataStreamTest {
    private static final List<String> SYMBOLS = List.of("BTC/USD", "ETH/USD");
    private static final MarketEvent FIRST = book("BTC/USD", "100", "101");
    private static final MarketEvent SECOND = book("BTC/USD", "102", "103");
    /** Fast, and open after three failures for 50 ms. */
    private static final ReconnectionSettings SMALL = ReconnectionSettings.forMarketData()
            .withDelays(Duration.ofMillis(10), Duration.ofMillis(100))
            .withBreaker(3, Duration.ofMillis(50));

    private final ScriptedStream inner = new ScriptedStream();
    private final VirtualTime time = new VirtualTime();
    private final List<StreamState> states = new ArrayList<>();

    private ReconnectingMarketDataStream stream(ReconnectionSettings settings) {
        return new ReconnectingMarketDataStream(inner, settings, time, () -> 0, time, states::add);
    }

    private ReconnectingMarketDataStream connected(ReconnectionSettings settings) throws Exception {
        ReconnectingMarketDataStream stream = stream(settings);
        stream.connect();
        stream.subscribe(SYMBOLS);
        return stream;
    }

    private List<Phase> phases() {
        return states.stream().map(StreamState::phase).toList();
    }

    @Test
    void a_connection_that_holds_hands_on_what_comes() throws Exception {
        inner.says(FIRST, SECOND);
        ReconnectingMarketDataStream stream = connected(SMALL);
        assertThat(stream.nextEvent()).isEqualTo(FIRST);
        assertThat(stream.nextEvent()).isEqualTo(SECOND);
        assertThat(inner.connections).isEqualTo(1);
        assertThat(time.waits()).isEmpty();
        assertThat(stream.exchangeName()).isEqualTo("scripted");
    }

    @Test
    void a_loss_is_not_handed_on_but_connected_and_subscribed_again() throws Exception {
        inner.says(FIRST, lost("reset by peer"), SECOND);
        ReconnectingMarketDataStream stream = connected(SMALL);
        assertThat(stream.nextEvent()).isEqualTo(FIRST);
        assertThat(stream.nextEvent()).isEqualTo(SECOND);
        assertThat(inner.connections).isEqualTo(2);
        assertThat(inner.subscriptions).containsExactly(SYMBOLS, SYMBOLS);
        assertThat(time.waits()).containsExactly(10L);
        assertThat(phases()).containsExactly(CONNECTED, BACKOFF, RECONNECTING, CONNECTED);
        assertThat(states.get(1).reason()).isEqualTo("reset by peer");
        assertThat(stream.state().reconnections()).isEqualTo(1);
    }

    @Test
    void the_newest_subscription_is_the_one_that_is_made_again() throws Exception {
        inner.says(lost("gone"), SECOND);
        ReconnectingMarketDataStream stream = connected(SMALL);
        stream.subscribe(List.of("SOL/USD"));
        stream.nextEvent();
        assertThat(inner.subscriptions.getLast()).containsExactly("SOL/USD");
    }

    @Test
    void attempts_that_fail_wait_10_20_40_80_100() throws Exception {
        inner.says(lost("gone"), SECOND).connects(true, false, false, false, false, false, true);
        ReconnectingMarketDataStream stream = connected(SMALL.withBreaker(100, Duration.ofDays(1)));
        assertThat(stream.nextEvent()).isEqualTo(SECOND);
        assertThat(time.waits()).containsExactly(10L, 20L, 40L, 80L, 100L, 100L);
        assertThat(inner.connections).isEqualTo(7);
    }

    @Test
    void the_default_is_1_2_4_to_60_seconds_and_5_minutes_after_ten_failures() throws Exception {
        inner.says(lost("gone"), SECOND)
                .connects(true, false, false, false, false, false, false, false, false, false, false, true);
        connected(ReconnectionSettings.forMarketData()).nextEvent();
        assertThat(time.waits())
                .containsExactly(
                        1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L, 60_000L, 301_000L,
                        301_000L);
    }

    @Test
    void the_circuit_breaker_opens_at_its_number_of_failures_and_a_trial_closes_it() throws Exception {
        inner.says(lost("gone"), FIRST, lost("again"), SECOND).connects(true, false, false, true);
        ReconnectingMarketDataStream stream = connected(SMALL);
        assertThat(stream.nextEvent()).isEqualTo(FIRST);
        assertThat(time.waits()).containsExactly(10L, 20L, 60L);
        assertThat(phases())
                .containsExactly(
                        CONNECTED, BACKOFF, RECONNECTING, BACKOFF, RECONNECTING, CIRCUIT_OPEN, RECONNECTING, CONNECTED);
        StreamState open = states.get(5);
        assertThat(open.failures()).isEqualTo(3);
        assertThat(open.since()).isEqualTo(VirtualTime.START.plusMillis(30));
        assertThat(open.nextAttempt()).isEqualTo(VirtualTime.START.plusMillis(90));
        assertThat(stream.state().failures()).isZero();

        assertThat(stream.nextEvent()).isEqualTo(SECOND);
        assertThat(time.waits()).as("everything began anew").endsWith(10L);
    }

    @Test
    void a_trial_that_fails_opens_the_breaker_for_a_whole_cooldown() throws Exception {
        inner.says(lost("gone"), SECOND).connects(true, false, false, false, true);
        connected(SMALL).nextEvent();
        assertThat(time.waits()).containsExactly(10L, 20L, 60L, 60L);
    }

    @Test
    void success_forgets_failures() throws Exception {
        ReconnectionSettings settings = SMALL;
        inner.connects(true, false, true, false, true, false, true);
        for (int i = 0; i < 3; i++) {
            inner.says(lost("gone"), FIRST);
        }
        ReconnectingMarketDataStream stream = connected(settings);
        for (int i = 0; i < 3; i++) {
            assertThat(stream.nextEvent()).isEqualTo(FIRST);
        }
        assertThat(time.waits()).containsExactly(10L, 20L, 10L, 20L, 10L, 20L);
        assertThat(phases()).doesNotContain(CIRCUIT_OPEN);
    }

    @Test
    void an_exception_of_the_stream_is_a_loss() throws Exception {
        inner.fails(new IllegalStateException("a defect")).says(SECOND);
        ReconnectingMarketDataStream stream = connected(SMALL);
        assertThat(stream.nextEvent()).isEqualTo(SECOND);
        assertThat(states.get(1).reason()).isEqualTo("a defect");
    }

    @Test
    void an_exception_of_the_first_connection_is_a_loss_too() throws Exception {
        inner.connectsWith(new IllegalStateException("a defect")).says(FIRST);
        ReconnectingMarketDataStream stream = stream(SMALL);
        assertThatExceptionOfType(IOException.class).isThrownBy(stream::connect).withMessage("a defect");
        assertThat(stream.state().failures()).isEqualTo(1);
        assertThat(stream.nextEvent()).isEqualTo(FIRST);
    }

    @Test
    void a_resubscription_that_fails_is_a_failed_attempt() throws Exception {
        inner.says(lost("gone"), SECOND).subscribes(true, false, true);
        ReconnectingMarketDataStream stream = connected(SMALL);
        assertThat(stream.nextEvent()).isEqualTo(SECOND);
        assertThat(time.waits()).containsExactly(10L, 20L);
        assertThat(inner.connections).isEqualTo(3);
        assertThat(states).extracting(StreamState::reason).contains("no such symbol");
    }

    @Test
    void a_first_connection_that_fails_is_told_counted_and_tried_again_with_its_symbols() throws Exception {
        inner.connects(false, false, true).says(FIRST);
        ReconnectingMarketDataStream stream = stream(SMALL);
        assertThat(stream.state().phase()).isEqualTo(NEW);
        assertThatExceptionOfType(IOException.class).isThrownBy(stream::connect).withMessage("connection refused");
        assertThat(stream.state().failures()).isEqualTo(1);
        stream.subscribe(SYMBOLS);
        assertThat(inner.subscriptions).isEmpty();
        assertThat(stream.nextEvent()).isEqualTo(FIRST);
        assertThat(time.waits()).containsExactly(10L, 20L);
        assertThat(inner.subscriptions).containsExactly(SYMBOLS);
    }

    @Test
    void a_first_subscription_that_fails_is_told_and_made_again() throws Exception {
        inner.subscribes(false, true).says(FIRST);
        ReconnectingMarketDataStream stream = stream(SMALL);
        stream.connect();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> stream.subscribe(SYMBOLS));
        assertThat(stream.nextEvent()).isEqualTo(FIRST);
        assertThat(inner.connections).isEqualTo(2);
    }

    @Test
    void who_never_connects_is_connected_after_the_first_wait() throws Exception {
        inner.says(FIRST);
        assertThat(stream(SMALL).nextEvent()).isEqualTo(FIRST);
        assertThat(time.waits()).containsExactly(10L);
    }

    @Test
    void manual_waits_until_somebody_asks() throws Exception {
        inner.says(lost("gone"), SECOND).connects(true, false, true);
        ReconnectingMarketDataStream stream = connected(SMALL.withStrategy(ReconnectionStrategy.MANUAL));
        time.whileWaiting(stream::reconnectNow);
        assertThat(stream.nextEvent()).isEqualTo(SECOND);
        assertThat(time.waits()).containsExactly(-1L, -1L);
        assertThat(phases()).containsExactly(CONNECTED, BY_HAND, RECONNECTING, BY_HAND, RECONNECTING, CONNECTED);
    }

    @Test
    void reconnecting_now_cuts_a_wait_short_and_an_open_breaker_too() throws Exception {
        inner.says(lost("gone"), SECOND).connects(true, false, false, true);
        ReconnectingMarketDataStream stream = connected(SMALL);
        time.whileWaiting(stream::reconnectNow);
        assertThat(stream.nextEvent()).isEqualTo(SECOND);
        assertThat(time.waits()).containsExactly(10L, 20L, 60L);
        assertThat(time.instant()).as("nothing was waited in full").isEqualTo(VirtualTime.START);
    }

    @Test
    void reconnecting_now_while_connected_does_nothing_now_or_later() throws Exception {
        inner.says(FIRST, lost("gone"), SECOND);
        ReconnectingMarketDataStream stream = connected(SMALL);
        stream.reconnectNow();
        stream.nextEvent();
        stream.nextEvent();
        assertThat(time.instant()).isEqualTo(VirtualTime.START.plusMillis(10));
    }

    @Test
    void a_closed_stream_says_so_for_ever_and_reports_no_loss() throws Exception {
        ReconnectingMarketDataStream stream = connected(SMALL);
        inner.then(() -> {
            stream.close();
            return lost("closed by this side");
        });
        assertThat(stream.nextEvent()).isInstanceOf(MarketEvent.Disconnected.class);
        assertThat(stream.nextEvent()).isInstanceOf(MarketEvent.Disconnected.class);
        assertThat(phases()).containsExactly(CONNECTED, CLOSED, CLOSED);
        assertThat(inner.closed).isTrue();
        assertThatExceptionOfType(IOException.class).isThrownBy(stream::connect);
    }

    @Test
    void closing_ends_a_wait_and_no_further_attempt_is_made() throws Exception {
        inner.says(lost("gone"));
        ReconnectingMarketDataStream stream = connected(SMALL);
        time.whileWaiting(stream::close);
        assertThat(stream.nextEvent()).isInstanceOf(MarketEvent.Disconnected.class);
        assertThat(inner.connections).isEqualTo(1);
    }

    @Test
    void another_thread_wakes_a_real_wait() throws Exception {
        inner.says(lost("gone"), SECOND);
        CountDownLatch waits = new CountDownLatch(1);
        ReconnectingMarketDataStream stream = new ReconnectingMarketDataStream(
                inner, SMALL.withStrategy(ReconnectionStrategy.MANUAL), time, () -> 0, Pause.ofThread(), state -> {
                    if (state.phase() == BY_HAND) {
                        waits.countDown();
                    }
                });
        stream.connect();
        CompletableFuture<MarketEvent> event = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                event.complete(stream.nextEvent());
            } catch (Throwable failed) {
                event.completeExceptionally(failed);
            }
        });
        assertThat(waits.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(event).isNotDone();
        stream.reconnectNow();
        assertThat(event.get(20, TimeUnit.SECONDS)).isEqualTo(SECOND);
    }
}
