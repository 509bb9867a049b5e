package org.tradingarena.market.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.tradingarena.domain.Side.BUY;
import static org.tradingarena.domain.Side.SELL;
import static org.tradingarena.market.feed.MarketEvents.book;
import static org.tradingarena.market.feed.MarketEvents.lost;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Order;
import org.tradingarena.market.MarketBoard;
import org.tradingarena.testing.ArenaTestConfig;

/** The maker's actor, on manual time, between a board that a test writes and a collective that keeps orders at once. */
@Tag("actor")
class MarketMakerTest {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration STALE_AFTER = Duration.ofSeconds(5);
    private static final MarketMaker.Settings SETTINGS = new MarketMaker.Settings(
            INTERVAL,
            STALE_AFTER,
            new QuotingSettings(4_000, 2, 1_000, Atoms.of("200"), Atoms.of("1000"), 0, 500),
            List.of(
                    new MarketMaker.Market(FeedInstruments.SOL, "SOL/USD"),
                    new MarketMaker.Market(FeedInstruments.BTC, "XBT/USD")));

    private final ManualClock clock = new ManualClock();
    private final FeedBoard feed = new FeedBoard(clock);
    private static ActorTestKit testKit;
    private static ManualTime time;
    private ActorRef<MarketMaker.Command> maker;
    private FakeDesk desk;

    @BeforeAll
    static void begin() {
        testKit = ActorTestKit.create(ManualTime.config().withFallback(ArenaTestConfig.local()));
        time = ManualTime.get(testKit.system());
    }

    @AfterAll
    static void end() {
        testKit.shutdownTestKit();
    }

    @BeforeEach
    void start() throws Exception {
        CompletableFuture<FakeDesk> opened = new CompletableFuture<>();
        maker = testKit.spawn(MarketMaker.create(
                SETTINGS,
                feed,
                new MarketBoard(),
                context -> {
                    FakeDesk made = new FakeDesk(context.getSelf());
                    opened.complete(made);
                    return made;
                },
                clock));
        desk = opened.get();
    }

    @AfterEach
    void stop() {
        testKit.stop(maker);
    }

    /** One interval passes; returns when the maker has asked. By then it has done all that the answer to its last question called for. */
    private void tick() {
        long asked = asked();
        clock.pass(INTERVAL);
        time.timePasses(INTERVAL);
        await().until(() -> asked() > asked);
    }

    private long asked() {
        return desk.calls().stream().filter("ask"::equals).count();
    }

    private static List<String> prices(List<Order> orders) {
        return orders.stream().map(order -> Atoms.text(order.price())).toList();
    }

    private void awaitQuotes(String symbol, String... bids) {
        await().untilAsserted(
                        () -> assertThat(prices(desk.working(symbol, BUY))).containsExactlyInAnyOrder(bids));
    }

    @Test
    void it_opens_its_collective_and_takes_back_what_an_earlier_run_left() {
        await().untilAsserted(
                        () -> assertThat(desk.calls()).startsWith("open", "cancelAll SOL/USD", "cancelAll BTC/USD"));
        desk.rests(MarketMaker.CLIENT, "SOL/USD", SELL, Atoms.of("90"));
        tick();
        await().untilAsserted(() -> assertThat(desk.working()).isEmpty());
    }

    @Test
    void it_quotes_around_the_feeds_price_and_follows_it() {
        feed.onEvent(book("SOL/USD", "99.99", "100.01"));
        tick();
        awaitQuotes("SOL/USD", "99.8", "99.7");
        assertThat(prices(desk.working("SOL/USD", SELL))).containsExactlyInAnyOrder("100.2", "100.3");
        assertThat(desk.working("BTC/USD", BUY)).isEmpty();
        feed.onEvent(book("SOL/USD", "109.99", "110.01"));
        tick();
        tick();
        awaitQuotes("SOL/USD", "109.78", "109.67");
        assertThat(desk.working()).hasSize(4);
    }

    @Test
    void an_instrument_is_quoted_by_the_price_of_the_symbol_that_the_feed_has_for_it() {
        feed.onEvent(book("XBT/USD", "999", "1001"));
        tick();
        awaitQuotes("BTC/USD", "998", "997");
    }

    @Test
    void a_stale_feed_takes_all_quotes_back_within_stale_after_and_an_interval_and_a_fresh_one_brings_them_back() {
        feed.onEvent(book("SOL/USD", "99.99", "100.01"));
        tick();
        awaitQuotes("SOL/USD", "99.8", "99.7");
        for (Duration passed = INTERVAL; passed.compareTo(STALE_AFTER) < 0; passed = passed.plus(INTERVAL)) {
            tick();
            assertThat(desk.working()).as("%s after the last event", passed).hasSize(4);
        }
        tick();
        await().untilAsserted(() -> assertThat(desk.working()).isEmpty());
        assertThat(feed.withdrawals()).isEqualTo(1);
        tick();
        assertThat(feed.withdrawals()).as("told once").isEqualTo(1);
        feed.onEvent(book("SOL/USD", "99.99", "100.01"));
        tick();
        awaitQuotes("SOL/USD", "99.8", "99.7");
    }

    @Test
    void a_withdrawal_that_got_lost_is_sent_again_until_the_quotes_are_gone() {
        feed.onEvent(book("SOL/USD", "99.99", "100.01"));
        tick();
        awaitQuotes("SOL/USD", "99.8", "99.7");
        desk.losesCancels(true);
        clock.pass(STALE_AFTER);
        tick();
        tick();
        assertThat(desk.working()).hasSize(4);
        desk.losesCancels(false);
        tick();
        await().untilAsserted(() -> assertThat(desk.working()).isEmpty());
    }

    @Test
    void a_short_interruption_leaves_the_quotes_where_they_are() {
        feed.onEvent(book("SOL/USD", "99.99", "100.01"));
        tick();
        feed.onEvent(lost("gone"));
        tick();
        tick();
        feed.onEvent(book("SOL/USD", "99.99", "100.01"));
        tick();
        tick();
        assertThat(desk.working()).hasSize(4);
        assertThat(desk.calls().stream().filter("place"::equals)).hasSize(4);
    }

    @Test
    void orders_of_others_in_the_same_collective_are_left_alone() {
        desk.rests("a-person", "SOL/USD", SELL, Atoms.of("150"));
        feed.onEvent(book("SOL/USD", "99.99", "100.01"));
        tick();
        clock.pass(STALE_AFTER);
        tick();
        await().untilAsserted(() -> assertThat(desk.working()).hasSize(1));
    }

    @Test
    void what_was_filled_is_quoted_anew_and_the_position_counts() {
        feed.onEvent(book("SOL/USD", "99.99", "100.01"));
        tick();
        awaitQuotes("SOL/USD", "99.8", "99.7");
        desk.fill(desk.working("SOL/USD", BUY).getFirst().orderId());
        feed.onEvent(book("SOL/USD", "99.99", "100.01"));
        tick();
        awaitQuotes("SOL/USD", "99.8", "99.7");
        desk.position(Atoms.of("10"));
        feed.onEvent(book("SOL/USD", "99.99", "100.01"));
        tick();
        awaitQuotes("SOL/USD");
    }

    @Test
    void a_collective_that_is_not_open_is_opened_again() {
        desk.isOpen(false);
        tick();
        await().until(() -> desk.calls().stream().filter("open"::equals).count() >= 2);
        desk.isOpen(true);
        feed.onEvent(book("SOL/USD", "99.99", "100.01"));
        tick();
        awaitQuotes("SOL/USD", "99.8", "99.7");
    }

    @Test
    void an_answer_that_never_comes_is_asked_for_again_after_two_seconds() {
        desk.mute(true);
        tick();
        long asked = asked();
        for (int i = 0; i < 4; i++) {
            clock.pass(INTERVAL);
            time.timePasses(INTERVAL);
        }
        await().until(() -> asked() > asked);
        assertThat(asked()).as("not at every interval").isEqualTo(asked + 1);
        desk.mute(false);
        clock.pass(Duration.ofSeconds(2));
        feed.onEvent(book("SOL/USD", "99.99", "100.01"));
        tick();
        awaitQuotes("SOL/USD", "99.8", "99.7");
    }

    @Test
    void before_the_node_stops_the_quotes_are_taken_back() {
        feed.onEvent(book("SOL/USD", "99.99", "100.01"));
        tick();
        awaitQuotes("SOL/USD", "99.8", "99.7");
        feed.retire();
        tick();
        await().untilAsserted(() -> assertThat(desk.working()).isEmpty());
    }
}
