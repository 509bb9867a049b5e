package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.market.TestMarket.buy;
import static org.tradingarena.market.TestMarket.sell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import org.tradingarena.market.MarketTape.Frame;
import org.tradingarena.market.MarketTape.Heard;
import org.tradingarena.protocol.Resume.MarketPosition;

/** A symbol's market as a hub hears of it. */
class MarketTapeTest {
    private static final int CAPACITY = 100;

    private TestMarket market = new TestMarket();
    private MarketTape tape = new MarketTape(TestMarket.SYMBOL, CAPACITY);

    @BeforeTry
    void begin() {
        market = new TestMarket();
        tape = new MarketTape(TestMarket.SYMBOL, CAPACITY);
    }

    @Property(tries = 10)
    void the_view_is_always_the_book_s_market(@ForAll long seed) {
        tape.hear(snapshot());
        RandomTrading trading = new RandomTrading(seed);
        for (int i = 0; i < 200; i++) {
            hear(market.run(trading.next()).updates());
            MarketState expected = market.state().market();
            assertThat(tape.view().seq()).isEqualTo(expected.seq());
            assertThat(tape.view().top()).isEqualTo(expected.top());
            assertThat(tape.view().ticker()).isEqualTo(expected.ticker());
            assertThat(tape.view().trades()).isEqualTo(expected.summary().trades());
            assertThat(tape.view().candles()).isEqualTo(expected.summary().candles());
        }
    }

    @Example
    void updates_before_the_first_snapshot_are_nothing() {
        market.run(sell("ada", "a1", "100", "1"));
        assertThat(tape.hear(updates(market.updates))).isInstanceOf(Heard.Nothing.class);
        assertThat(tape.follows()).isFalse();
        assertThat(tape.hear(snapshot())).isInstanceOf(Heard.Anew.class);
        assertThat(tape.follows()).isTrue();
    }

    @Example
    void a_hole_is_noticed_and_a_snapshot_fills_it() {
        tape.hear(snapshot());
        market.run(sell("ada", "a1", "100", "1"));
        List<MarketUpdate> later = market.run(sell("ada", "a2", "99", "1")).updates();
        assertThat(tape.hear(updates(later))).isInstanceOf(Heard.Hole.class);
        assertThat(tape.hear(updates(later))).isInstanceOf(Heard.Nothing.class);
        assertThat(tape.hear(snapshot())).isInstanceOf(Heard.Anew.class);
        assertThat(tape.view().ticker()).isEqualTo(market.state().market().ticker());
    }

    @Example
    void a_lost_last_message_is_noticed_by_the_head() {
        tape.hear(snapshot());
        assertThat(tape.hear(head())).isInstanceOf(Heard.Nothing.class);
        market.run(sell("ada", "a1", "100", "1"));
        assertThat(tape.hear(head())).isInstanceOf(Heard.Hole.class);
        assertThat(tape.follows()).isFalse();
    }

    @Example
    void another_epoch_is_a_hole() {
        tape.hear(snapshot());
        assertThat(tape.hear(new MarketFeed.Head(TestMarket.SYMBOL, "other", 0)))
                .isInstanceOf(Heard.Hole.class);
        tape.hear(snapshot());
        market.run(sell("ada", "a1", "100", "1"));
        assertThat(tape.hear(new MarketFeed.Updates(TestMarket.SYMBOL, "other", market.updates)))
                .isInstanceOf(Heard.Hole.class);
    }

    @Example
    void what_is_known_already_is_nothing() {
        market.run(sell("ada", "a1", "100", "1"));
        tape.hear(snapshot());
        assertThat(tape.hear(updates(market.updates))).isInstanceOf(Heard.Nothing.class);
        assertThat(tape.hear(snapshot())).isInstanceOf(Heard.Nothing.class);
    }

    @Example
    void a_position_in_the_ring_gets_what_follows_it() {
        tape.hear(snapshot());
        trade(3);
        assertThat(seqs(tape.since(position(2)))).containsExactly(3L, 4L, 5L, 6L);
        assertThat(seqs(tape.since(position(0)))).hasSize(6);
        assertThat(seqs(tape.since(position(6)))).isEmpty();
    }

    @Example
    void a_position_that_is_not_known_gets_nothing_that_could_be_taken_for_all() {
        trade(2);
        tape.hear(snapshot());
        assertThat(tape.since(position(3))).isEmpty();
        assertThat(tape.since(position(4))).isPresent();
        assertThat(tape.since(position(5))).isEmpty();
        assertThat(tape.since(new MarketPosition("other", 4))).isEmpty();
    }

    @Example
    void the_ring_keeps_the_newest() {
        tape.hear(snapshot());
        trade(CAPACITY);
        long head = tape.view().seq();
        assertThat(head).isEqualTo(2 * CAPACITY);
        assertThat(seqs(tape.since(position(head - CAPACITY)))).hasSize(CAPACITY);
        assertThat(tape.since(position(head - CAPACITY - 1))).isEmpty();
    }

    @Example
    void a_text_is_made_once() {
        tape.hear(snapshot());
        trade(1);
        Frame frame = tape.since(position(0)).orElseThrow().getFirst();
        assertThat(frame.text()).isSameAs(frame.text());
        assertThat(tape.snapshot(false)).isSameAs(tape.snapshot(false)).isNotEqualTo(tape.snapshot(true));
    }

    @Example
    void in_short_trades_are_summed_up_the_newest_ticker_follows_and_a_snapshot_is_last() {
        tape.hear(snapshot());
        hear(market.run(sell("ada", "a1", "100", "3")).updates());
        hear(market.run(buy("bob", "b1", "100", "1")).updates());
        hear(market.run(buy("bob", "b2", "100", "1")).updates());
        List<String> texts = tape.inShort(2);
        assertThat(texts).hasSize(3).allMatch(text -> text.contains("\"conflated\":true"));
        assertThat(texts.get(0))
                .contains("\"trade_summary\"", "\"seq\":6,\"prev_seq\":2", "\"trades\":2", "\"volume\":2")
                .contains("\"complete\":true");
        assertThat(texts.get(1)).contains("\"ticker\"", "\"seq\":8,\"prev_seq\":6", "\"volume_24h\":2");
        assertThat(texts.get(2)).contains("\"book_snapshot\"", "\"seq\":8");
    }

    @Example
    void in_short_says_when_it_does_not_know_everything() {
        tape.hear(snapshot());
        hear(market.run(sell("ada", "a1", "100", "1000")).updates());
        for (int i = 0; i < CAPACITY; i++) {
            hear(market.run(buy("bob", "b" + i, "100", "1")).updates());
        }
        assertThat(tape.inShort(2).getFirst()).contains("\"trade_summary\"", "\"complete\":false");
        assertThat(tape.inShort(-1)).singleElement().asString().contains("\"book_snapshot\"");
        assertThat(tape.inShort(tape.view().seq())).singleElement().asString().contains("\"book_snapshot\"");
    }

    /** So many orders that each make two messages: a delta and a ticker. */
    private void trade(int count) {
        List<MarketUpdate> updates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String price = Integer.toString(500_000 - i);
            updates.addAll(market.run(sell("ada", "a" + price, price, "1")).updates());
        }
        if (tape.follows()) {
            hear(updates);
        }
    }

    private void hear(List<MarketUpdate> updates) {
        if (!updates.isEmpty()) {
            assertThat(tape.hear(updates(updates))).isInstanceOf(Heard.News.class);
        }
    }

    private MarketFeed snapshot() {
        return Watchers.snapshot(market.state());
    }

    private MarketFeed head() {
        return new MarketFeed.Head(
                TestMarket.SYMBOL, TestMarket.EPOCH, market.state().market().seq());
    }

    private static MarketFeed updates(List<MarketUpdate> updates) {
        return new MarketFeed.Updates(TestMarket.SYMBOL, TestMarket.EPOCH, updates);
    }

    private static MarketPosition position(long seq) {
        return new MarketPosition(TestMarket.EPOCH, seq);
    }

    /** The frames' numbers, read from their texts. */
    private static List<Long> seqs(Optional<List<Frame>> frames) {
        return frames.orElseThrow().stream()
                .map(frame -> Long.valueOf(frame.text().replaceAll(".*\"seq\":(\\d+),\"prev_seq\".*", "$1")))
                .toList();
    }
}
