package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.domain.Side;
import org.tradingarena.protocol.CandleInterval;
import org.tradingarena.protocol.Wire;

/** Market data and answers as they stand on the wire. */
class MarketJsonTest {
    private static final Instant AT = TestMarket.START;
    private static final MarketTrade TRADE = trade(1, "64000.1", "0.0001", Duration.ZERO);

    @Test
    void a_trade() {
        assertThat(MarketJson.update("BTC/USD", "e", new MarketUpdate.Traded(7, TRADE)))
                .isEqualTo("{\"type\":\"trade\",\"symbol\":\"BTC/USD\",\"epoch\":\"e\",\"seq\":7,\"prev_seq\":6,"
                        + "\"data\":{\"trade_id\":\"t1\",\"price\":64000.1,\"quantity\":0.0001,\"taker_side\":\"sell\"},"
                        + "\"timestamp\":\"2026-01-01T12:00:00.000Z\"}");
    }

    @Test
    void a_book_delta() {
        TopOfBook changes = new TopOfBook(List.of(level("100", "0")), List.of(level("100.5", "12000")));
        assertThat(MarketJson.update("BTC/USD", "e", new MarketUpdate.BookMoved(1, changes, 4_294_967_295L, AT)))
                .isEqualTo("{\"type\":\"book_delta\",\"symbol\":\"BTC/USD\",\"epoch\":\"e\",\"seq\":1,\"prev_seq\":0,"
                        + "\"data\":{\"bids\":[[100,0]],\"asks\":[[100.5,12000]],\"checksum\":4294967295},"
                        + "\"timestamp\":\"2026-01-01T12:00:00.000Z\"}");
    }

    @Test
    void a_ticker_in_which_nothing_is_known() {
        assertThat(MarketJson.update("BTC/USD", "e", new MarketUpdate.TickerMoved(1, Ticker.EMPTY, AT)))
                .contains("\"data\":{\"last\":null,\"bid\":null,\"ask\":null,\"volume_24h\":0,\"change_24h\":0}");
    }

    @Test
    void a_ticker_whose_price_fell() {
        Ticker ticker = new Ticker(Atoms.of("10"), Atoms.of("9.5"), 0, Atoms.of("3"), Atoms.of("-0.25"));
        assertThat(MarketJson.update("BTC/USD", "e", new MarketUpdate.TickerMoved(1, ticker, AT)))
                .contains("\"data\":{\"last\":10,\"bid\":9.5,\"ask\":null,\"volume_24h\":3,\"change_24h\":-0.25}");
    }

    @Test
    void a_snapshot_has_the_number_that_the_next_message_follows() {
        assertThat(MarketJson.snapshot(view(), false))
                .isEqualTo(
                        "{\"type\":\"book_snapshot\",\"symbol\":\"BTC/USD\",\"epoch\":\"e\",\"seq\":9,\"prev_seq\":8,"
                                + "\"data\":{\"bids\":[[100,1],[99,2]],\"asks\":[[101,3]]},"
                                + "\"timestamp\":\"2026-01-01T12:00:00.000Z\"}");
        assertThat(MarketJson.snapshot(view(), true)).startsWith("{\"type\":\"book_snapshot\",\"conflated\":true,");
    }

    @Test
    void an_order_book_no_deeper_than_asked() {
        assertThat(Wire.bare(MarketQueries.orderBook(view(), 1)))
                .isEqualTo("{\"symbol\":\"BTC/USD\",\"epoch\":\"e\",\"seq\":9,\"bids\":[[100,1]],\"asks\":[[101,3]],"
                        + "\"timestamp\":\"2026-01-01T12:00:00.000Z\"}");
    }

    @Test
    void trades_newest_first() {
        assertThat(Wire.bare(MarketQueries.trades(view(), 2)))
                .startsWith("{\"symbol\":\"BTC/USD\",\"trades\":[{\"trade_id\":\"t4\",\"price\":11,")
                .contains("\"taker_side\":\"sell\",\"timestamp\":\"2026-01-01T12:01:30.000Z\"},{\"trade_id\":\"t3\"")
                .doesNotContain("t2");
    }

    @Test
    void candles_of_one_minute() {
        assertThat(Wire.bare(MarketQueries.candles(view(), CandleInterval.ONE_MINUTE, 1)))
                .isEqualTo("{\"symbol\":\"BTC/USD\",\"interval\":\"1m\",\"candles\":["
                        + "{\"start\":\"2026-01-01T12:06:00.000Z\",\"open\":14,\"high\":14,\"low\":14,\"close\":14,"
                        + "\"volume\":1,\"trades\":1}]}");
    }

    @Test
    void candles_of_five_minutes_begin_at_multiples_of_five() {
        assertThat(Wire.bare(MarketQueries.candles(view(), CandleInterval.FIVE_MINUTES, 10)))
                .contains("[{\"start\":\"2026-01-01T12:00:00.000Z\",\"open\":10,\"high\":12,\"low\":10,\"close\":11,"
                        + "\"volume\":4,\"trades\":4},{\"start\":\"2026-01-01T12:05:00.000Z\"");
    }

    @Test
    void candles_of_a_day_begin_at_midnight() {
        assertThat(Wire.bare(MarketQueries.candles(view(), CandleInterval.ONE_DAY, 10)))
                .contains("[{\"start\":\"2026-01-01T00:00:00.000Z\",\"open\":10,\"high\":14,\"low\":10,\"close\":14,"
                        + "\"volume\":5,\"trades\":5}]");
    }

    @Test
    void instruments_are_listed_as_configured() {
        assertThat(Wire.bare(MarketQueries.instruments(List.of(TestMarket.INSTRUMENT))))
                .startsWith("{\"instruments\":[{\"symbol\":\"BTC/USD\"");
    }

    @Test
    void the_board_knows_what_is_published_and_marks_move_with_it() {
        MarketBoard board = new MarketBoard();
        assertThat(board.view("BTC/USD")).isEmpty();
        assertThat(board.marks().last("BTC/USD")).isEmpty();
        board.publish(view());
        assertThat(board.view("BTC/USD")).contains(view());
        assertThat(board.marks().last("BTC/USD")).hasValue(Atoms.of("14"));
    }

    private static MarketView view() {
        List<MarketTrade> trades = new ArrayList<>();
        trades.add(trade(1, "10", "1", Duration.ZERO));
        trades.add(trade(2, "12", "1", Duration.ofSeconds(20)));
        trades.add(trade(3, "12", "1", Duration.ofSeconds(70)));
        trades.add(trade(4, "11", "1", Duration.ofSeconds(90)));
        MarketSummary summary = MarketSummary.EMPTY;
        for (MarketTrade trade : trades) {
            summary = summary.plus(trade);
        }
        MarketSummary later = summary.plus(trade(5, "14", "1", Duration.ofMinutes(6)));
        TopOfBook top = new TopOfBook(List.of(level("100", "1"), level("99", "2")), List.of(level("101", "3")));
        Ticker ticker = new MarketState(9, top, later).ticker();
        return new MarketView("BTC/USD", "e", 9, top, ticker, summary.trades(), later.candles(), AT);
    }

    private static MarketTrade trade(int number, String price, String quantity, Duration after) {
        return new MarketTrade("t" + number, Atoms.of(price), Atoms.of(quantity), Side.SELL, AT.plus(after));
    }

    private static PriceLevel level(String price, String quantity) {
        return new PriceLevel(Atoms.of(price), Atoms.of(quantity));
    }
}
