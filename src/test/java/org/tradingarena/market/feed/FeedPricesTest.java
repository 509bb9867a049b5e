package org.tradingarena.market.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.market.feed.MarketEvents.book;
import static org.tradingarena.market.feed.MarketEvents.lost;
import static org.tradingarena.market.feed.MarketEvents.ticker;
import static org.tradingarena.market.feed.MarketEvents.trade;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradingarena.domain.Atoms;

class FeedPricesTest {
    private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STALE_AFTER = Duration.ofSeconds(5);

    private static Instant at(long millis) {
        return T.plusMillis(millis);
    }

    @Test
    void the_price_is_the_middle_of_book_or_ticker_whichever_came_last() {
        FeedPrices prices = FeedPrices.NONE.with(book("BTC/USD", "100", "101"), T);
        assertThat(prices.price("BTC/USD", T, STALE_AFTER)).hasValue(Atoms.of("100.5"));
        prices = prices.with(ticker("BTC/USD", "102", "104"), T);
        assertThat(prices.price("BTC/USD", T, STALE_AFTER)).hasValue(Atoms.of("103"));
        assertThat(prices.price("ETH/USD", T, STALE_AFTER)).isEmpty();
    }

    @Test
    void a_price_is_fresh_to_the_end_of_its_time_and_then_stale() {
        FeedPrices prices = FeedPrices.NONE.with(book("BTC/USD", "100", "101"), T);
        assertThat(prices.price("BTC/USD", at(5_000), STALE_AFTER)).isPresent();
        assertThat(prices.price("BTC/USD", at(5_001), STALE_AFTER)).isEmpty();
    }

    @Test
    void while_the_connection_holds_an_event_of_another_symbol_keeps_a_quiet_one_fresh() {
        FeedPrices prices =
                FeedPrices.NONE.with(book("BTC/USD", "100", "101"), T).with(trade("ETH/USD", "5"), at(4_000));
        assertThat(prices.price("BTC/USD", at(9_000), STALE_AFTER)).isPresent();
        assertThat(prices.price("BTC/USD", at(9_001), STALE_AFTER)).isEmpty();
    }

    @Test
    void after_a_loss_a_price_ages_until_its_own_symbol_is_heard_of_again() {
        FeedPrices prices = FeedPrices.NONE
                .with(book("BTC/USD", "100", "101"), T)
                .with(book("ETH/USD", "10", "11"), at(1_000))
                .with(lost("gone"), at(2_000))
                .with(book("ETH/USD", "12", "13"), at(4_000));
        assertThat(prices.price("BTC/USD", at(6_000), STALE_AFTER)).isPresent();
        assertThat(prices.price("BTC/USD", at(6_001), STALE_AFTER))
                .as("held until 1,000")
                .isEmpty();
        assertThat(prices.price("ETH/USD", at(9_000), STALE_AFTER)).hasValue(Atoms.of("12.5"));
        prices = prices.withoutConnection().with(book("BTC/USD", "90", "92"), at(7_000));
        assertThat(prices.price("BTC/USD", at(12_000), STALE_AFTER)).hasValue(Atoms.of("91"));
        assertThat(prices.price("ETH/USD", at(9_001), STALE_AFTER)).isEmpty();
    }

    @Test
    void a_book_without_two_sides_has_no_price() {
        MarketEvent.Book oneSided =
                new MarketEvent.Book("BTC/USD", List.of(), List.of(MarketEvents.level("101", "1")), MarketEvents.AT);
        FeedPrices prices =
                FeedPrices.NONE.with(book("BTC/USD", "100", "101"), T).with(oneSided, T);
        assertThat(prices.price("BTC/USD", T, STALE_AFTER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "101, 100",
        "100, 100",
        "-1, 1",
        "0, 1",
        "1e60, 2e60",
        "1, 1e1000000000",
        "1e-1000000000, 1",
        "90000000000, 99000000000000"
    })
    void what_no_market_says_is_no_price(String bid, String ask) {
        MarketEvent.Book odd = new MarketEvent.Book(
                "BTC/USD",
                List.of(new MarketEvent.Level(new BigDecimal(bid), BigDecimal.ONE)),
                List.of(new MarketEvent.Level(new BigDecimal(ask), BigDecimal.ONE)),
                MarketEvents.AT);
        assertThat(FeedPrices.NONE.with(odd, T).price("BTC/USD", T, STALE_AFTER))
                .isEmpty();
    }

    @Test
    void a_ticker_that_makes_no_sense_leaves_the_price() {
        FeedPrices prices =
                FeedPrices.NONE.with(book("BTC/USD", "100", "101"), T).with(ticker("BTC/USD", "5", "5"), T);
        assertThat(prices.price("BTC/USD", T, STALE_AFTER)).hasValue(Atoms.of("100.5"));
    }
}
