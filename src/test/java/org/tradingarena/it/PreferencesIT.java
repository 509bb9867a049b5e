package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client prefers, over a real socket: its rate, batches, conflated market data, compressed frames (protocol section 8). */
@ExtendWith(ShowsArenaLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreferencesIT {
    private static final String SYMBOL = "BTC/USD";
    private static final int PHONE_RATE = 5;

    private final Arena arena = Arena.start(ArenaProcess.Setup.named("preferences"));
    private final Identity makers = arena.open("makers");
    private final Identity takers = arena.open("takers");
    private final WireClient maker = arena.client("makers", "maker", makers);
    private final WireClient taker = arena.client("takers", "taker", takers);

    @BeforeAll
    void begin() {
        maker.signIn();
        taker.signIn();
    }

    @AfterAll
    void end() {
        try {
            assertThat(arena.violations()).isEmpty();
            WireContract.published().hold(arena.transcript());
        } finally {
            arena.close();
        }
    }

    private void trade(int times) {
        List<CompletableFuture<Frame>> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int price = 1000 + i % 7;
            answers.add(maker.ask(
                    "place_order", Orders.limit(Orders.newId(), SYMBOL, "sell", "0.01", Integer.toString(price))));
            answers.add(taker.ask(
                    "place_order", Orders.limit(Orders.newId(), SYMBOL, "buy", "0.01", Integer.toString(price))));
        }
        answers.forEach(answer -> Waiting.on("an answer", answer));
    }

    private static boolean hasConflated(WireClient client, String type) {
        return client.inbox().ofType(type).stream()
                .anyMatch(frame -> frame.json().path("conflated").asBoolean(false));
    }

    @Test
    void a_phone_gets_every_private_event_in_few_frames_and_the_market_in_short() {
        WireClient phone = arena.client("takers", "phone", takers);
        long began = System.nanoTime();
        phone.signIn(WireJson.rooms("orders:takers", "portfolio:takers", "market:" + SYMBOL)
                .put("client_type", "ios"));
        long from = phone.log().position();

        trade(150);
        taker.settle();
        Waiting.until(
                "the phone has caught up",
                () -> phone.log().position() == taker.log().position());
        trade(1);
        Waiting.until("the phone has been told of trades in short", () -> hasConflated(phone, "trade_summary"));
        Waiting.until("the phone's book is the newest", () -> hasConflated(phone, "book_snapshot"));

        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat(phone.pacedFrames()).isLessThanOrEqualTo((long) (seconds * PHONE_RATE) + 2);
        assertThat(phone.log().size()).isGreaterThanOrEqualTo(300);
        assertThat(phone.log().position()).isGreaterThanOrEqualTo(from + 300);
        phone.close();
    }

    @Test
    void a_phone_that_asks_for_more_gets_more() {
        WireClient phone = arena.client("makers", "phone", makers);
        phone.signIn(WireJson.object().put("client_type", "ios"));
        assertThat(phone.expect(
                                "set_preferences",
                                WireJson.object()
                                        .put("delivery", "immediate")
                                        .put("max_events_per_second", 1000)
                                        .put("priority", "low"))
                        .toString())
                .isEqualTo("{\"delivery\":\"immediate\",\"priority\":\"low\",\"max_events_per_second\":1000}");
        trade(100);
        maker.settle();
        Waiting.until(
                "the phone has caught up",
                () -> phone.log().position() == maker.log().position());
        phone.close();
    }

    @Test
    void who_wants_gzip_gets_long_frames_compressed_and_the_same_events() {
        WireClient thrifty = arena.client("takers", "thrifty", takers);
        thrifty.signIn(WireJson.rooms("orders:takers", "portfolio:takers", "market:" + SYMBOL)
                .put("compression", "gzip")
                .put("client_type", "web"));
        trade(50);
        taker.settle();
        Waiting.until(
                "it has caught up",
                () -> thrifty.log().position() == taker.log().position());
        assertThat(thrifty.expect("get_initial_state").path("mode").asText()).isEqualTo("full");
        assertThat(thrifty.socket().compressedFrames()).isPositive();
        thrifty.close();
    }

    @Test
    void a_session_remembers_that_it_wants_gzip() {
        WireClient thrifty = arena.client("takers", "remembered", takers);
        thrifty.signIn();
        thrifty.expect("set_preferences", WireJson.object().put("compression", "gzip"));
        thrifty.expect("get_initial_state");
        assertThat(thrifty.socket().compressedFrames()).isEqualTo(1);
        thrifty.cut();
        thrifty.signIn();
        thrifty.expect("get_initial_state");
        assertThat(thrifty.socket().compressedFrames()).isEqualTo(1);
        thrifty.expect("set_preferences", WireJson.object().put("compression", "none"));
        thrifty.expect("get_initial_state");
        assertThat(thrifty.socket().compressedFrames()).isEqualTo(1);
        thrifty.close();
    }
}
