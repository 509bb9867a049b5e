package org.tradingarena.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tradingarena.gateway.transport.Frame;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Preferences;

class PaceTest {
    private static final SocketSettings.Outbound LIMITS =
            new SocketSettings.Outbound(16, 1000, 10_000, Duration.ofSeconds(60));

    private final FakeSink sink = new FakeSink();
    private final AtomicLong nanos = new AtomicLong();
    private final Traffic traffic = new Traffic(sink, LIMITS, nanos::get);
    private final Pace pace = new Pace(traffic, 16, nanos::get);
    private final List<String> written = new ArrayList<>();

    private void begin(ClientType type) {
        pace.begin(Preferences.defaults(type), 1);
    }

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private List<String> written() throws InterruptedException {
        while (!sink.isQuiet()) {
            written.add(sink.next());
        }
        return written;
    }

    /** Ten seconds of a socket whose session always has events, and whose market always has moved; the hub takes some time. */
    private long marketFramesOfTenSeconds() throws InterruptedException {
        int credit = 1;
        int hubAnswersIn = -1;
        for (int milli = 0; milli < 10_000; milli++) {
            for (; credit > 0; credit--) {
                pace.deliver(Frame.text("event"));
            }
            pace.flush();
            if (hubAnswersIn-- == 0 && pace.takesMarket()) {
                traffic.write(Frame.text("market"));
            }
            if (hubAnswersIn < 0 && pace.invitesMarket()) {
                hubAnswersIn = 3;
            }
            credit += pace.credit();
            pass(1);
        }
        return written().stream().filter("market"::equals).count();
    }

    @Test
    void a_phone_gets_five_frames_a_second_and_private_events_and_market_data_take_turns() throws InterruptedException {
        begin(ClientType.IOS);
        assertThat(marketFramesOfTenSeconds()).isBetween(20L, 30L);
        assertThat(written).hasSizeBetween(47, 51);
    }

    @Test
    void a_terminal_gets_twenty_frames_a_second_and_both_have_their_part() throws InterruptedException {
        begin(ClientType.CLI);
        assertThat(marketFramesOfTenSeconds()).isBetween(50L, 150L);
        assertThat(written).hasSizeBetween(190, 202);
    }

    @Test
    void a_bot_may_write_a_tenth_of_its_rate_at_once_and_its_credit_comes_in_halves() {
        begin(ClientType.BOT);
        assertThat(pace.credit()).isEqualTo(15);
        for (int i = 0; i < 7; i++) {
            pace.deliver(Frame.text("event"));
        }
        assertThat(pace.credit()).isZero();
        pace.deliver(Frame.text("event"));
        assertThat(pace.credit()).isEqualTo(8);
    }

    @Test
    void what_must_not_overtake_waits_behind_events_and_costs_nothing() throws InterruptedException {
        begin(ClientType.IOS);
        pace.deliver(Frame.text("first"));
        pace.follow(Frame.text("free"));
        pace.deliver(Frame.text("second"));
        pace.follow(Frame.text("state"));
        assertThat(written()).containsExactly("first", "free");
        assertThat(pace.deadline(false)).isEqualTo(Duration.ofMillis(200).toNanos());
        pass(199);
        pace.flush();
        assertThat(written()).hasSize(2);
        pass(1);
        pace.flush();
        assertThat(written()).containsExactly("first", "free", "second", "state");
    }

    @Test
    void a_client_that_does_not_read_gets_no_credit_and_no_market_data() throws InterruptedException {
        begin(ClientType.BOT);
        sink.stall();
        traffic.write(Frame.text("x".repeat(2000)));
        assertThat(pace.credit()).isZero();
        assertThat(pace.takesMarket()).isFalse();
        assertThat(pace.invitesMarket()).isFalse();
        assertThat(pace.deadline(true)).isEqualTo(Long.MAX_VALUE);
        sink.drain();
        assertThat(pace.credit()).isEqualTo(15);
        assertThat(pace.takesMarket()).isTrue();
    }

    @Test
    void another_rate_counts_at_once() {
        begin(ClientType.BOT);
        pace.use(Preferences.defaults(ClientType.IOS));
        assertThat(pace.takesMarket()).isTrue();
        assertThat(pace.takesMarket()).isFalse();
        assertThat(pace.deadline(true)).isEqualTo(Duration.ofMillis(200).toNanos());
    }
}
