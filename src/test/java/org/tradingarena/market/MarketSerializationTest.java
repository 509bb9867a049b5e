package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.clearing.Outcome;
import org.tradingarena.clearing.Report;
import org.tradingarena.domain.BookChange;
import org.tradingarena.domain.BookInstruction;
import org.tradingarena.domain.Liquidity;
import org.tradingarena.domain.OrderKey;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.domain.Reason;
import org.tradingarena.domain.Side;
import org.tradingarena.market.BookEvent.BookListed;
import org.tradingarena.market.BookEvent.InstructionProcessed;
import org.tradingarena.market.BookEvent.ReportsConfirmed;

/** What stands in the journal, in snapshots and between nodes comes back as it was, without a class name in it. */
@Tag("actor")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MarketSerializationTest {
    /** Artery's default {@code maximum-frame-size}, less its envelope. */
    private static final int LARGEST_MESSAGE = 250_000;

    private static final Instant AT = TestMarket.START;
    private static final OrderKey KEY = new OrderKey("ada", "a1");

    private ActorTestKit testKit;
    private Serialization serialization;

    @BeforeAll
    void start() {
        testKit = ActorTestKit.create(TestSystem.config());
        serialization = SerializationExtension.get(testKit.system());
    }

    @AfterAll
    void stop() {
        testKit.shutdownTestKit();
    }

    static Stream<BookEvent> events() {
        List<BookChange> changes = List.of(
                new BookChange.Traded(KEY, new OrderKey("bob", "b1"), Side.BUY, 100, 1, 2, 3),
                new BookChange.Rested(KEY, Side.SELL, 100, 5, 1, 2_000, true, 7),
                new BookChange.Cancelled(KEY, Reason.CANCEL_ON_DISCONNECT),
                new BookChange.Rejected(KEY, Reason.FOK_NOT_FILLABLE),
                new BookChange.Amended(KEY, 101, 6, false),
                new BookChange.AmendRejected(KEY, Reason.ORDER_CLOSED),
                new BookChange.CancelRejected(KEY, Reason.ORDER_CLOSED));
        return Stream.of(
                new BookListed(TestMarket.EPOCH, TestMarket.SYMBOL, AT),
                new InstructionProcessed(2, "ada", 3, 4, changes, AT, TestMarket.EPOCH),
                new ReportsConfirmed(3, Map.of("ada", 1L, "bob", Long.MAX_VALUE)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_comes_back_as_it_was(BookEvent event) throws Exception {
        assertRoundTrip(event);
        assertThat(manifest(event)).isEmpty();
        assertThat(text(event)).doesNotContain("tradingarena").doesNotContain("BookEvent");
    }

    @Test
    void the_events_and_changes_have_these_words_for_ever() {
        assertThat(events().map(this::text).reduce("", String::concat))
                .contains("book_listed", "instruction_processed", "reports_confirmed")
                .contains("traded", "rested", "cancelled", "rejected", "amended", "amend_rejected", "cancel_rejected");
        assertThat(List.of(BookEvent.class.getPermittedSubclasses()).size()).isEqualTo((int) events().count());
    }

    @Test
    void a_snapshot_comes_back_as_it_was() throws Exception {
        TestMarket market = new TestMarket();
        RandomTrading trading = new RandomTrading(3);
        for (int i = 0; i < 300; i++) {
            market.run(trading.next());
        }
        BookSnapshot snapshot = BookSnapshot.of(market.state());
        assertThat(snapshot.parties()).isNotEmpty();
        assertRoundTrip(snapshot);
        assertThat(manifest(snapshot)).isEmpty();
        assertThat(text(snapshot)).doesNotContain("tradingarena");
    }

    @Test
    void every_outcome_comes_back_in_a_snapshot() throws Exception {
        List<Outcome> outcomes = List.of(
                new Outcome.Filled("a1", "t1", 1, 2, 3, Liquidity.MAKER),
                new Outcome.Opened("a1"),
                new Outcome.Cancelled("a1", Reason.ADMIN),
                new Outcome.Rejected("a1", Reason.NO_LIQUIDITY),
                new Outcome.Amended("a1", 1, 2),
                new Outcome.AmendRejected("a1", Reason.OVERLOADED),
                new Outcome.CancelRejected("a1", Reason.ORDER_CLOSED));
        assertThat(outcomes).hasSize(Outcome.class.getPermittedSubclasses().length);
        Report report = new Report(TestMarket.SYMBOL, "ada", 1, 1, outcomes, AT);
        BookSnapshot empty = BookSnapshot.of(new TestMarket().state());
        assertRoundTrip(new BookSnapshot(
                empty.symbol(),
                empty.epoch(),
                empty.seq(),
                empty.at(),
                empty.orders(),
                empty.nextArrival(),
                List.of(new BookSnapshot.StoredParty("ada", 1, 1, List.of(report))),
                0,
                0,
                0,
                empty.history()));
    }

    @Test
    void messages_between_nodes_come_back_as_they_were() throws Exception {
        TestProbe<BookReply> replies = testKit.createTestProbe();
        TestProbe<MarketFeed> watcher = testKit.createTestProbe();
        List<Object> messages = List.of(
                instruct(TestMarket.buy("ada", "a1", "100", "1")),
                instruct(TestMarket.cancel("ada", "a1")),
                instruct(TestMarket.amend("ada", "a1", "100", "1")),
                new BookMessage.Confirm("ada", 7),
                new BookMessage.GetQuote(1, replies.ref()),
                new BookMessage.GetFees(2, replies.ref()),
                new BookMessage.WatchMarket(watcher.ref(), true),
                new BookMessage.Wake(),
                new BookReply.Quote(1, TestMarket.SYMBOL, 2, 3),
                new BookReply.Fees(1, TestMarket.SYMBOL, "USD", 3),
                new BookReply.Overloaded(1, TestMarket.SYMBOL),
                new MarketFeed.Head(TestMarket.SYMBOL, TestMarket.EPOCH, 9));
        for (Object message : messages) {
            assertRoundTrip(message);
        }
    }

    @Test
    void every_market_update_comes_back_as_it_was() throws Exception {
        List<MarketUpdate> updates = List.of(
                new MarketUpdate.Traded(1, new MarketTrade("t1", 100, 2, Side.SELL, AT)),
                new MarketUpdate.BookMoved(2, new TopOfBook(levels(2), levels(3)), 4_000_000_000L, AT),
                new MarketUpdate.TickerMoved(3, new Ticker(1, 2, 3, 4, -5), AT));
        assertRoundTrip(new MarketFeed.Updates(TestMarket.SYMBOL, TestMarket.EPOCH, updates));
    }

    @Test
    void the_largest_snapshot_fits_a_message_between_nodes() throws Exception {
        List<MarketTrade> trades = new ArrayList<>();
        for (int i = 0; i < MarketSummary.TRADES; i++) {
            trades.add(new MarketTrade("BTC-USD.0f8fad5b." + (10_000_000 + i), price(i), price(3L * i), Side.BUY, AT));
        }
        List<Candle> candles = new ArrayList<>();
        for (int i = 0; i < MarketSummary.MINUTES; i++) {
            candles.add(new Candle(29_000_000 + i, price(i), price(i + 9), price(i), price(i + 5), price(7L * i), i));
        }
        TopOfBook top = new TopOfBook(levels(TopOfBook.DEPTH), levels(TopOfBook.DEPTH));
        MarketFeed snapshot = new MarketFeed.Snapshot(
                TestMarket.SYMBOL, TestMarket.EPOCH, 9, top, new MarketHistory(1, 2, 3, trades, candles), AT);
        assertRoundTrip(snapshot);
        assertThat(bytes(snapshot).length).isLessThan(LARGEST_MESSAGE);
    }

    private static BookMessage instruct(BookInstruction instruction) {
        return new BookMessage.Instruct(new BookCommand("ada", TestMarket.SYMBOL, 1, 2, instruction));
    }

    private static List<PriceLevel> levels(int count) {
        return Stream.iterate(1L, i -> i + 1)
                .limit(count)
                .map(i -> new PriceLevel(price(i), price(11 * i)))
                .toList();
    }

    /** Prices that a compressor cannot guess. */
    private static long price(long i) {
        return 6_400_000_000_000L + (i * 1_103_515_245 + 12_345) % 1_000_003 * 1_000_000;
    }

    private void assertRoundTrip(Object value) throws NotSerializableException {
        int serializer = serialization.serializerFor(value.getClass()).identifier();
        assertThat(serialization
                        .deserialize(bytes(value), serializer, manifest(value))
                        .get())
                .isEqualTo(value);
    }

    private byte[] bytes(Object value) {
        return serialization.serialize(value).get();
    }

    private String text(Object value) {
        return new String(bytes(value), StandardCharsets.ISO_8859_1);
    }

    private String manifest(Object value) throws NotSerializableException {
        return Serializers.manifestFor(serialization.serializerFor(value.getClass()), value);
    }
}
