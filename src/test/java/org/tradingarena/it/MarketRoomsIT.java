package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Market rooms: a client's own book follows the arena's, over disconnections too (protocol sections 4 and 7). */
@ExtendWith(ShowsArenaLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MarketRoomsIT {
    private static final String SYMBOL = "BTC/USD";

    private final Arena arena = Arena.start(ArenaProcess.Setup.named("market-rooms"));
    private final Identity makers = arena.open("makers");
    private final Identity takers = arena.open("takers");
    private final WireClient maker = arena.client("makers", "maker", makers);
    private final WireClient taker = arena.client("takers", "taker", takers);
    private int price = 1000;

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

    private WireClient watcher(String clientId, String... rooms) {
        WireClient watcher = arena.client("takers", clientId, takers);
        watcher.signIn(WireJson.rooms(rooms));
        return watcher;
    }

    /** Moves the book: orders rest, some trade, some go. */
    private void move(int times) {
        List<CompletableFuture<Frame>> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int step = i % 15;
            answers.add(maker.ask(
                    "place_order",
                    Orders.limit(Orders.newId(), SYMBOL, "buy", "0.01", Integer.toString(price - 1 - step))));
            answers.add(maker.ask(
                    "place_order",
                    Orders.limit(Orders.newId(), SYMBOL, "sell", "0.01", Integer.toString(price + 1 + step))));
            if (i % 3 == 0) {
                answers.add(taker.ask(
                        "place_order",
                        Orders.limit(Orders.newId(), SYMBOL, "buy", "0.015", Integer.toString(price + 2))
                                .put("time_in_force", "ioc")));
            }
            if (i % 50 == 49) {
                answers.forEach(answer -> Waiting.on("an answer", answer));
                maker.expect("cancel_all_orders", WireJson.object().put("symbol", SYMBOL));
            }
        }
        answers.forEach(answer -> Waiting.on("an answer", answer));
    }

    private void assertFollows(WireClient watcher) {
        Waiting.until("the client's book is the arena's", () -> {
            JsonNode book = maker.expect("get_order_book", WireJson.object().put("symbol", SYMBOL));
            ClientBook own = watcher.book(SYMBOL);
            return own.seq() >= book.path("seq").asLong()
                    && own.bids().equals(levels(book.path("bids")))
                    && own.asks().equals(levels(book.path("asks")));
        });
    }

    private static List<String> levels(JsonNode side) {
        return side.valueStream()
                .map(level -> level.path(0).decimalValue().toPlainString() + ":"
                        + level.path(1).decimalValue().toPlainString())
                .toList();
    }

    private static ObjectNode marketResume(String epoch, long seq) {
        ObjectNode fields = WireJson.rooms("market:" + SYMBOL);
        fields.putObject("resume")
                .putObject("market")
                .putObject(SYMBOL)
                .put("epoch", epoch)
                .put("seq", seq);
        return fields;
    }

    @Test
    void a_book_begins_with_a_snapshot_and_follows_by_deltas() {
        move(5);
        WireClient watcher = watcher("follower", "market:" + SYMBOL);
        move(40);
        assertFollows(watcher);
        assertThat(watcher.book(SYMBOL).snapshots()).isEqualTo(1);
        assertThat(watcher.book(SYMBOL).deltas()).isPositive();
        for (String type : List.of("trade", "ticker")) {
            Waiting.until(
                    "a " + type + " has come",
                    () -> !watcher.inbox().ofType(type).isEmpty());
        }
    }

    @Test
    void who_is_in_both_rooms_gets_each_message_once() {
        WireClient watcher = watcher("both", "market", "market:" + SYMBOL);
        move(20);
        assertFollows(watcher);
        assertThat(watcher.book(SYMBOL).snapshots()).isEqualTo(1);
        watcher.expect("subscribe", WireJson.object("{'rooms':['market:" + SYMBOL + "']}"));
        move(5);
        assertFollows(watcher);
        watcher.expect("unsubscribe", WireJson.object("{'rooms':['market']}"));
        move(5);
        assertFollows(watcher);
    }

    @Test
    void who_comes_back_with_its_position_gets_the_deltas_that_it_missed() {
        WireClient watcher = watcher("returner", "market:" + SYMBOL);
        move(10);
        assertFollows(watcher);
        watcher.cut();
        move(20);
        ClientBook book = watcher.book(SYMBOL);
        watcher.signIn(marketResume(book.epoch(), book.seq()));
        move(5);
        assertFollows(watcher);
        assertThat(book.snapshots()).as("no second snapshot").isEqualTo(1);
    }

    @Test
    void who_comes_back_without_a_position_or_too_late_gets_a_new_snapshot() {
        WireClient watcher = watcher("late", "market:" + SYMBOL);
        move(5);
        assertFollows(watcher);
        watcher.cut();
        watcher.signIn(WireJson.rooms("market:" + SYMBOL));
        assertFollows(watcher);
        assertThat(watcher.book(SYMBOL).snapshots()).isEqualTo(2);
        watcher.cut();
        move(700);
        watcher.signIn(
                marketResume(watcher.book(SYMBOL).epoch(), watcher.book(SYMBOL).seq()));
        assertFollows(watcher);
        assertThat(watcher.book(SYMBOL).snapshots())
                .as("more than 1000 messages were missed")
                .isEqualTo(3);
        watcher.cut();
        watcher.signIn(marketResume("00000000-0000-0000-0000-000000000000", 1));
        assertFollows(watcher);
        assertThat(watcher.book(SYMBOL).snapshots()).as("another epoch").isEqualTo(4);
    }

    @Test
    void private_stream_and_market_resume_together() {
        WireClient watcher = arena.client("takers", "together", takers);
        watcher.signIn(WireJson.rooms("orders:takers", "portfolio:takers", "market:" + SYMBOL));
        move(5);
        assertFollows(watcher);
        watcher.cut();
        move(30);
        ObjectNode fields = WireJson.object();
        fields.set("resume", watcher.position());
        ((ObjectNode) fields.path("resume"))
                .putObject("market")
                .putObject(SYMBOL)
                .put("epoch", watcher.book(SYMBOL).epoch())
                .put("seq", watcher.book(SYMBOL).seq());
        watcher.signIn(fields);
        assertThat(watcher.awaitResumed().first().path("outcome").asText()).isEqualTo("replayed");
        assertFollows(watcher);
        assertThat(watcher.book(SYMBOL).snapshots()).isEqualTo(1);
    }

    @Test
    void the_leaderboard_ranks_by_what_is_owned() {
        WireClient watcher = watcher("spectator", "leaderboard");
        Frame told = watcher.inbox()
                .await(
                        "the leaderboard",
                        frame -> frame.type().equals("leaderboard")
                                && frame.data().path("standings").size() >= 2);
        List<BigDecimal> equities = told.data()
                .path("standings")
                .valueStream()
                .map(standing -> standing.path("equity").decimalValue())
                .toList();
        assertThat(equities).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(told.data().path("standings").path(0).path("rank").asInt()).isEqualTo(1);
        assertThat(watcher.expect("get_leaderboard").path("standings").size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void questions_about_the_market_are_answered() {
        move(5);
        assertThat(maker.expect("get_instruments")
                        .path("instruments")
                        .valueStream()
                        .map(each -> each.path("symbol").asText()))
                .containsExactlyInAnyOrder("BTC/USD", "ETH/USD", "SOL/USD");
        JsonNode trades = taker.expect(
                        "get_trades", WireJson.object().put("symbol", SYMBOL).put("limit", 3))
                .path("trades");
        assertThat(trades).hasSizeBetween(1, 3);
        JsonNode candles = taker.expect("get_candles", WireJson.object("{'symbol':'" + SYMBOL + "','interval':'1m'}"))
                .path("candles");
        assertThat(candles).isNotEmpty();
        assertThat(candles.valueStream()).allSatisfy(candle -> {
            assertThat(candle.path("low").decimalValue())
                    .isLessThanOrEqualTo(candle.path("open").decimalValue());
            assertThat(candle.path("high").decimalValue())
                    .isGreaterThanOrEqualTo(candle.path("close").decimalValue());
        });
        JsonNode top = taker.expect("get_order_book", WireJson.object("{'symbol':'" + SYMBOL + "','depth':1}"));
        assertThat(top.path("bids").size()).isLessThanOrEqualTo(1);
    }
}
