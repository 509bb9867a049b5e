package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.tradingarena.market.TestMarket.sell;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Side;
import org.tradingarena.market.BookMessage.WatchMarket;
import org.tradingarena.market.MarketCounters.Counter;
import org.tradingarena.protocol.Resume.MarketPosition;

/** The hub of a node between a book, here a probe, and its subscribers. */
@Tag("actor")
class MarketHubTest {
    private static final MarketSettings SETTINGS = TestSettings.with("keep-alive = 100ms, resume-messages = 10");

    private final TestMarket market = new TestMarket();
    private final Map<Counter, Long> counted = new ConcurrentHashMap<>();
    private final MarketBoard board = new MarketBoard();
    private ActorTestKit testKit;
    private TestProbe<BookMessage> books;
    private TestProbe<MarketFrames> ann;
    private TestProbe<MarketFrames> ben;
    private ActorRef<MarketHubCommand> hub;

    @BeforeEach
    void start() {
        testKit = ActorTestKit.create(TestSystem.config());
        books = testKit.createTestProbe();
        ann = testKit.createTestProbe();
        ben = testKit.createTestProbe();
        hub = testKit.spawn(MarketHub.create(
                List.of(TestMarket.SYMBOL),
                SETTINGS,
                (symbol, message) -> books.ref().tell(message),
                board,
                (counter, symbol, amount) -> counted.merge(counter, amount, Long::sum)));
    }

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void the_hub_asks_for_a_snapshot_until_it_has_one_and_then_only_says_that_it_is_there() {
        assertThat(watch().fresh()).isTrue();
        assertThat(watch().fresh()).isTrue();
        hear(snapshot());
        awaitWatch(false);
    }

    @Test
    void a_subscriber_gets_a_snapshot_and_the_messages_that_follow_it() {
        hear(snapshot());
        subscribe("ann", ann, null);
        MarketFrames first = ann.receiveMessage();
        assertThat(first.anew()).isTrue();
        assertThat(first.lastSeq()).isZero();
        assertThat(first.frames()).singleElement().asString().contains("\"book_snapshot\"", "\"seq\":0");
        order("100");
        MarketFrames next = ann.receiveMessage();
        assertThat(next.anew()).isFalse();
        assertThat(next.lastSeq()).isEqualTo(2);
        assertThat(next.frames().getFirst()).contains("\"book_delta\"", "\"seq\":1,\"prev_seq\":0");
        assertThat(next.frames().getLast()).contains("\"ticker\"", "\"seq\":2,\"prev_seq\":1");
    }

    @Test
    void all_subscribers_share_the_same_texts() {
        hear(snapshot());
        subscribe("ann", ann, null);
        subscribe("ben", ben, null);
        ann.receiveMessage();
        ben.receiveMessage();
        order("100");
        assertThat(ann.receiveMessage().frames().getFirst())
                .isSameAs(ben.receiveMessage().frames().getFirst());
    }

    @Test
    void a_subscriber_that_comes_before_the_book_waits_for_it() {
        subscribe("ann", ann, null);
        ann.expectNoMessage();
        hear(snapshot());
        assertThat(ann.receiveMessage().frames().getFirst())
                .contains("\"book_snapshot\"")
                .doesNotContain("conflated");
    }

    @Test
    void a_known_position_gets_what_it_missed() {
        hear(snapshot());
        order("100");
        order("99");
        subscribe("ann", ann, position(2));
        MarketFrames missed = ann.receiveMessage();
        assertThat(missed.anew()).isFalse();
        assertThat(missed.frames()).hasSize(2);
        assertThat(missed.frames().getFirst()).contains("\"seq\":3,\"prev_seq\":2");
        assertThat(missed.lastSeq()).isEqualTo(4);
    }

    @Test
    void a_position_at_the_head_gets_only_what_is_new() {
        hear(snapshot());
        order("100");
        subscribe("ann", ann, position(2));
        ann.expectNoMessage();
        order("99");
        assertThat(ann.receiveMessage().frames().getFirst()).contains("\"seq\":3,\"prev_seq\":2");
    }

    @Test
    void a_position_that_is_too_old_or_of_another_epoch_gets_a_snapshot() {
        hear(snapshot());
        for (int i = 0; i < 10; i++) {
            order(Integer.toString(100 - i));
        }
        subscribe("ann", ann, position(9));
        assertThat(ann.receiveMessage().anew()).isTrue();
        subscribe("ben", ben, new MarketPosition("other", 20));
        assertThat(ben.receiveMessage().anew()).isTrue();
    }

    @Test
    void a_position_from_before_the_hub_began_is_judged_when_the_book_has_spoken() {
        market.run(sell("ada", "early", "100", "1"));
        subscribe("ann", ann, position(2));
        subscribe("ben", ben, position(1));
        hear(snapshot());
        ann.expectNoMessage();
        assertThat(ben.receiveMessage().anew()).isTrue();
    }

    @Test
    void a_client_in_two_rooms_of_one_symbol_gets_each_message_once() {
        hear(snapshot());
        subscribe("ann", ann, null);
        subscribe("ann", ann, null);
        ann.receiveMessage();
        order("100");
        ann.receiveMessage();
        ann.expectNoMessage();
    }

    @Test
    void a_newer_receiver_replaces_the_older_one() {
        hear(snapshot());
        subscribe("ann", ann, null);
        ann.receiveMessage();
        subscribe("ann", ben, null);
        ben.receiveMessage();
        order("100");
        ben.receiveMessage();
        ann.expectNoMessage();
    }

    @Test
    void lost_messages_are_noticed_and_all_subscribers_begin_anew() {
        hear(snapshot());
        subscribe("ann", ann, null);
        ann.receiveMessage();
        market.run(sell("ada", "lost", "100", "1"));
        order("99");
        awaitWatch(true);
        ann.expectNoMessage();
        hear(snapshot());
        MarketFrames anew = ann.receiveMessage();
        assertThat(anew.anew()).isTrue();
        assertThat(anew.frames().getFirst()).contains("\"conflated\":true", "\"seq\":4", "[[99,1],[100,1]]");
        assertThat(counted).containsEntry(Counter.MARKET_GAPS, 1L);
        order("98");
        assertThat(ann.receiveMessage().frames().getFirst()).contains("\"seq\":5,\"prev_seq\":4");
    }

    @Test
    void a_lost_last_message_is_noticed_at_the_next_keep_alive() {
        hear(snapshot());
        market.run(sell("ada", "lost", "100", "1"));
        hear(new MarketFeed.Head(TestMarket.SYMBOL, TestMarket.EPOCH, 2));
        await().untilAsserted(() -> assertThat(counted).containsEntry(Counter.MARKET_GAPS, 1L));
    }

    @Test
    void a_book_that_began_anew_is_told_with_its_epoch() {
        hear(snapshot());
        subscribe("ann", ann, position(0));
        hear(new MarketFeed.Head(TestMarket.SYMBOL, "second", 0));
        hear(new MarketFeed.Snapshot(
                TestMarket.SYMBOL, "second", 0, TopOfBook.EMPTY, MarketSummary.EMPTY.history(), TestMarket.START));
        assertThat(ann.receiveMessage().frames().getFirst()).contains("\"epoch\":\"second\"", "\"seq\":0");
    }

    @Test
    void who_dropped_frames_gets_them_in_short() {
        hear(snapshot());
        subscribe("ann", ann, null);
        ann.receiveMessage();
        order("100");
        ann.receiveMessage();
        hub.tell(new MarketHubCommand.Resync("ann", TestMarket.SYMBOL, 0));
        MarketFrames anew = ann.receiveMessage();
        assertThat(anew.anew()).isTrue();
        assertThat(anew.lastSeq()).isEqualTo(2);
        assertThat(anew.frames()).hasSize(2).allMatch(frame -> frame.contains("\"conflated\":true"));
        assertThat(anew.frames().getLast()).contains("\"book_snapshot\"");
        hub.tell(new MarketHubCommand.Resync("ann", TestMarket.SYMBOL));
        assertThat(ann.receiveMessage().frames()).hasSize(1);
    }

    @Test
    void who_left_or_is_gone_or_has_stopped_gets_nothing_more() {
        hear(snapshot());
        ActorRef<MarketFrames> stopping = testKit.spawn(Behaviors.receive((context, frames) -> Behaviors.stopped()));
        hub.tell(new MarketHubCommand.Subscribe("stopping", TestMarket.SYMBOL, null, stopping));
        subscribe("ann", ann, null);
        subscribe("ben", ben, null);
        ann.receiveMessage();
        ben.receiveMessage();
        hub.tell(new MarketHubCommand.Unsubscribe("ann", TestMarket.SYMBOL));
        hub.tell(new MarketHubCommand.Gone("ben"));
        order("100");
        ann.expectNoMessage();
        ben.expectNoMessage();
    }

    @Test
    void subscribers_survive_a_restart_of_the_hub() {
        hear(snapshot());
        subscribe("ann", ann, null);
        ann.receiveMessage();
        // Its book is crossed by an impossible message, which no book sends.
        hub.tell(new MarketHubCommand.FromBook(poison()));
        hear(snapshot());
        assertThat(ann.receiveMessage().frames().getFirst()).contains("\"book_snapshot\"", "\"conflated\":true");
    }

    @Test
    void what_the_hub_knows_stands_on_the_board() {
        hear(snapshot());
        order("100");
        await().untilAsserted(() -> assertThat(board.view(TestMarket.SYMBOL))
                .hasValueSatisfying(view -> assertThat(view.ticker().ask()).isEqualTo(Atoms.of("100"))));
    }

    @Test
    void an_unknown_symbol_harms_nobody() {
        hub.tell(new MarketHubCommand.Subscribe("ann", "NO/USD", null, ann.ref()));
        hub.tell(new MarketHubCommand.Resync("ann", "NO/USD"));
        hub.tell(new MarketHubCommand.Unsubscribe("ann", "NO/USD"));
        hear(new MarketFeed.Head("NO/USD", "e", 1));
        hear(snapshot());
        subscribe("ann", ann, null);
        assertThat(ann.receiveMessage().symbol()).isEqualTo(TestMarket.SYMBOL);
    }

    private WatchMarket watch() {
        return books.expectMessageClass(WatchMarket.class);
    }

    private void awaitWatch(boolean fresh) {
        books.fishForMessage(
                Duration.ofSeconds(3),
                message -> message instanceof WatchMarket watch && watch.fresh() == fresh
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore());
    }

    private void subscribe(String subscriber, TestProbe<MarketFrames> to, @Nullable MarketPosition resume) {
        hub.tell(new MarketHubCommand.Subscribe(subscriber, TestMarket.SYMBOL, resume, to.ref()));
    }

    /** A better offer than all before: a delta and a ticker. */
    private void order(String price) {
        hear(new MarketFeed.Updates(
                TestMarket.SYMBOL,
                TestMarket.EPOCH,
                market.run(sell("ada", "at " + price, price, "1")).updates()));
    }

    private void hear(MarketFeed feed) {
        hub.tell(new MarketHubCommand.FromBook(feed));
    }

    private MarketFeed snapshot() {
        return Watchers.snapshot(market.state());
    }

    /** A trade whose volume does not fit any more. */
    private MarketFeed poison() {
        MarketTrade trade = new MarketTrade("t", 1, Long.MAX_VALUE, Side.BUY, TestMarket.START);
        return new MarketFeed.Updates(
                TestMarket.SYMBOL,
                TestMarket.EPOCH,
                List.of(new MarketUpdate.Traded(1, trade), new MarketUpdate.Traded(2, trade)));
    }

    private static MarketPosition position(long seq) {
        return new MarketPosition(TestMarket.EPOCH, seq);
    }
}
