package org.tradingarena.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Side;

class MarketSummaryTest {
    private static final Instant START = TestMarket.START;

    private MarketSummary summary = MarketSummary.EMPTY;
    private int trades;

    @Test
    void without_a_trade_there_is_no_price_and_no_change() {
        assertThat(summary.last()).isZero();
        assertThat(summary.change()).isEmpty();
    }

    @Test
    void trades_of_a_minute_make_one_candle() {
        trade("10", "1", Duration.ofSeconds(1));
        trade("12", "2", Duration.ofSeconds(20));
        trade("9", "3", Duration.ofSeconds(40));
        trade("11", "4", Duration.ofSeconds(59));
        assertThat(summary.candles().values())
                .containsExactly(new Candle(
                        Candle.minuteOf(START),
                        Atoms.of("10"),
                        Atoms.of("12"),
                        Atoms.of("9"),
                        Atoms.of("11"),
                        Atoms.of("10"),
                        4));
    }

    @Test
    void change_is_counted_from_the_first_price_of_a_young_market() {
        trade("10", "1", Duration.ZERO);
        trade("12", "1", Duration.ofMinutes(5));
        assertThat(summary.change()).hasValue(Atoms.of("2"));
    }

    @Test
    void change_is_counted_from_the_last_price_before_the_window() {
        trade("10", "1", Duration.ZERO);
        trade("11", "1", Duration.ofMinutes(1));
        trade("15", "1", Duration.ofDays(1).plusMinutes(1));
        assertThat(summary.change()).hasValue(Atoms.of("4"));
        assertThat(summary.volume()).isEqualTo(Atoms.of("1"));
    }

    @Test
    void volume_leaves_with_its_minute_also_when_nothing_trades() {
        trade("10", "1", Duration.ZERO);
        trade("11", "2", Duration.ofHours(1));
        summary = summary.at(START.plus(Duration.ofDays(1)).minusSeconds(1));
        assertThat(summary.volume()).isEqualTo(Atoms.of("3"));
        summary = summary.at(START.plus(Duration.ofDays(1)));
        assertThat(summary.volume()).isEqualTo(Atoms.of("2"));
        summary = summary.at(START.plus(Duration.ofDays(7)));
        assertThat(summary.volume()).isZero();
        assertThat(summary.change()).hasValue(0);
        assertThat(summary.last()).isEqualTo(Atoms.of("11"));
    }

    @Test
    void no_more_than_a_day_of_candles_and_a_thousand_trades_is_kept() {
        for (int minute = 0; minute < 2_000; minute++) {
            trade("10", "1", Duration.ofMinutes(minute));
        }
        assertThat(summary.candles()).hasSize(1_440);
        assertThat(summary.trades()).hasSize(1_000);
        assertThat(summary.trades().getLast().tradeId()).isEqualTo("t2000");
        assertThat(summary.volume()).isEqualTo(Atoms.of("1440"));
    }

    @Test
    void it_comes_back_from_its_lists() {
        trade("10", "1", Duration.ZERO);
        trade("11", "2", Duration.ofDays(1));
        assertThat(MarketSummary.of(summary.history())).isEqualTo(summary);
    }

    private void trade(String price, String quantity, Duration after) {
        Instant at = START.plus(after);
        MarketTrade trade = new MarketTrade("t" + ++trades, Atoms.of(price), Atoms.of(quantity), Side.BUY, at);
        summary = summary.at(at).plus(trade);
    }
}
