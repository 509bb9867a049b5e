package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.market.feed.exchange.FakeExchange;

/** A real server between its clients and an exchange that comes and goes: quotes follow the feed, and trading never waits for it. */
@ExtendWith(ShowsArenaLog.class)
class FeedIT {
    private static final String BTC = "BTC/USD";
    private static final String ETH = "ETH/USD";
    private static final int QUOTES = 8;

    @TempDir
    private Path directory;

    /** The maker: two levels a side, stale after two seconds. */
    private static ArenaProcess.Setup setup(String name, String feed) {
        return ArenaProcess.Setup.named(name).withConfig("""
                arena.feed {
                  symbols { "BTC/USD" = "BTC/USD", "ETH/USD" = "ETH/USD" }
                  reconnection { initial_delay_ms = 100, max_delay_ms = 300, max_consecutive_failures = 100000 }
                  market-maker { enabled = true, levels = 2, interval = 100ms, stale-after = 2s }
                }
                """).withConfig(feed);
    }

    private static JsonNode book(Arena arena, String symbol) {
        return AdminApi.expect(200, arena.admin().get("/api/v1/market/" + symbol.replace("/", "%2F") + "/book"));
    }

    private static boolean isEmpty(Arena arena, String symbol) {
        JsonNode book = book(arena, symbol);
        return book.path("bids").isEmpty() && book.path("asks").isEmpty();
    }

    private static void awaitQuotes(Arena arena, String symbol, BigDecimal price) {
        Waiting.until("two levels of quotes of " + symbol + " around " + price, () -> {
            JsonNode book = book(arena, symbol);
            JsonNode bids = book.path("bids");
            JsonNode asks = book.path("asks");
            return bids.size() == 2
                    && asks.size() == 2
                    && isJust(price, bids.path(0).path(0).decimalValue(), -1)
                    && isJust(price, asks.path(0).path(0).decimalValue(), 1);
        });
    }

    /** Whether a quote is on its side of a price, and no further than a thousandth. */
    private static boolean isJust(BigDecimal price, BigDecimal quote, int side) {
        BigDecimal away = quote.subtract(price).multiply(BigDecimal.valueOf(side));
        return away.signum() > 0 && away.compareTo(price.movePointLeft(3)) < 0;
    }

    /** In the middle of the made-up exchange's book: its levels move, its middle does not. */
    private static BigDecimal middle(FakeExchange exchange, String symbol) {
        return exchange.levels(symbol, true, 1)
                .getFirst()
                .price()
                .add(exchange.levels(symbol, false, 1).getFirst().price())
                .divide(BigDecimal.TWO);
    }

    private static void assertTradingGoesOn(WireClient ann, WireClient ben) {
        ann.expect("place_order", Orders.limit(Orders.newId(), "SOL/USD", "sell", "1", "150"));
        JsonNode bought = Orders.place(ben, Orders.limit(Orders.newId(), "SOL/USD", "buy", "1", "150"));
        Orders.awaitEvent(ben, "order_filled", bought);
    }

    @Test
    void an_exchange_that_comes_goes_and_comes_back() {
        try (FakeExchange exchange = FakeExchange.kraken(BTC, ETH)) {
            exchange.refuseHandshakes();
            exchange.moveEvery(Duration.ofMillis(50));
            try (Arena arena = Arena.start(setup(
                    "feed-kraken", "arena.feed { source = kraken, kraken.url = \"" + exchange.address() + "\" }"))) {
                WireClient ann = arena.client("ann", "one", arena.open("ann"));
                WireClient ben = arena.client("ben", "one", arena.open("ben"));
                ann.signIn();
                ben.signIn();
                assertTradingGoesOn(ann, ben);
                assertThat(arena.admin().metric("arena_feed_connected")).isZero();
                assertThat(isEmpty(arena, BTC)).isTrue();

                exchange.recover();
                awaitQuotes(arena, BTC, middle(exchange, BTC));
                awaitQuotes(arena, ETH, middle(exchange, ETH));
                assertThat(arena.admin().metric("arena_feed_connected")).isEqualTo(1);
                JsonNode taken = Orders.place(
                        ben,
                        Orders.limit(Orders.newId(), BTC, "buy", "0.01", "70000")
                                .put("time_in_force", "ioc"));
                Orders.awaitEvent(ben, "order_filled", taken);
                Waiting.until("all levels are quoted", () -> arena.admin().metric("arena_feed_quotes_live") == QUOTES);

                exchange.refuseHandshakes();
                exchange.drop();
                Waiting.until("no quote is left", () -> isEmpty(arena, BTC) && isEmpty(arena, ETH));
                assertThat(arena.admin().metric("arena_feed_withdrawals_total")).isGreaterThanOrEqualTo(2);
                Waiting.until("the loss is noticed", () -> arena.admin().metric("arena_feed_connected") == 0);
                assertTradingGoesOn(ann, ben);

                exchange.recover();
                awaitQuotes(arena, BTC, middle(exchange, BTC));
                awaitQuotes(arena, ETH, middle(exchange, ETH));
                assertThat(arena.admin().metric("arena_feed_reconnections_total"))
                        .isGreaterThanOrEqualTo(2);

                arena.process().kill9();
                exchange.refuseHandshakes();
                arena.process().start();
                Waiting.until(
                        "what the killed server left is taken back without a feed",
                        () -> isEmpty(arena, BTC) && isEmpty(arena, ETH));
                exchange.recover();
                awaitQuotes(arena, BTC, middle(exchange, BTC));
                Waiting.until("all levels are quoted", () -> arena.admin().metric("arena_feed_quotes_live") == QUOTES);
                assertThat(arena.violations()).isEmpty();
            }
        }
    }

    @Test
    void a_recording_that_ends_and_is_played_again() throws IOException {
        StringBuilder recording = new StringBuilder(
                "{\"type\":\"recording\",\"version\":1,\"exchange\":\"kraken\",\"symbols\":[\"BTC/USD\",\"ETH/USD\"]}\n");
        for (int offset = 0; offset <= 3_000; offset += 100) {
            for (String symbol : new String[] {BTC, ETH}) {
                recording
                        .append("{\"offset_ms\":" + offset + ",\"type\":\"book\",\"symbol\":\"" + symbol)
                        .append("\",\"bids\":[[999.9,1]],\"asks\":[[1000.1,1]],\"at\":\"2026-01-01T00:00:00.000Z\"}\n");
            }
        }
        Path file = Files.writeString(directory.resolve("recording.ndjson"), recording);
        try (Arena arena = Arena.start(setup(
                "feed-recorded",
                "arena.feed { source = recorded, recorded { file = \"" + file + "\", loop = false },"
                        + " reconnection { initial_delay_ms = 4000, max_delay_ms = 4000 } }"))) {
            awaitQuotes(arena, BTC, new BigDecimal(1000));
            Waiting.until("the end of the recording takes the quotes back", () -> isEmpty(arena, BTC));
            awaitQuotes(arena, BTC, new BigDecimal(1000));
        }
    }

    @Test
    void a_feed_that_does_not_exist_is_refused_in_one_sentence() {
        try (ArenaProcess arena = ArenaProcess.notStarted(
                ArenaProcess.Setup.named("feed-refused").withConfig("arena.feed.source = bitstamp"))) {
            ArenaProcess.Ran ran = arena.run("server");
            assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
            assertThat(ran.err())
                    .startsWith("arena cannot start: arena.feed.source: must be none, simulated, recorded, kraken or")
                    .hasLineCount(1);
        }
    }
}
