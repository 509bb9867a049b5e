package org.tradingarena.market.feed.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradingarena.domain.Side;
import org.tradingarena.market.feed.MarketEvent;
import org.tradingarena.market.feed.MarketEvent.Book;
import org.tradingarena.market.feed.MarketEvent.Level;
import org.tradingarena.market.feed.MarketEvent.Ticker;
import org.tradingarena.market.feed.MarketEvent.Trade;
import org.tradingarena.market.feed.socket.Loss;
import org.tradingarena.market.feed.socket.Reading;
import org.tradingarena.market.feed.socket.StreamSettings;

class CoinbaseConversationTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final StreamSettings SETTINGS =
            new StreamSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 10, 1 << 20);

    @Test
    void the_documented_book_and_its_change() {
        CoinbaseConversation coinbase = about("BTC/USD");
        assertThat(only(coinbase, CoinbaseExamples.SNAPSHOT))
                .isEqualTo(new Book(
                        "BTC/USD",
                        List.of(level("10101.10", "0.45054140")),
                        List.of(level("10102.55", "0.57753524")),
                        NOW));
        Book changed = (Book) only(coinbase, CoinbaseExamples.CHANGE);
        assertThat(changed.bids())
                .containsExactly(level("10101.80000000", "0.162567"), level("10101.10", "0.45054140"));
        assertThat(changed.at()).isEqualTo(Instant.parse("2019-08-14T20:42:27.265Z"));
    }

    @Test
    void a_size_of_zero_removes_the_level_whatever_zeros_its_price_ends_with() {
        CoinbaseConversation coinbase = about("BTC/USD");
        only(coinbase, CoinbaseExamples.SNAPSHOT);
        String removal =
                "{\"type\":\"l2update\",\"product_id\":\"BTC-USD\",\"changes\":[[\"buy\",\"10101.1\",\"0.00\"]]}";
        assertThat(((Book) only(coinbase, removal)).bids()).isEmpty();
    }

    @Test
    void a_level_beyond_the_depth_comes_back_into_it() {
        CoinbaseConversation coinbase = about("BTC/USD");
        StringBuilder bids = new StringBuilder("[\"99\",\"1\"]");
        for (int price = 98; price > 80; price--) {
            bids.append(",[\"").append(price).append("\",\"1\"]");
        }
        Book book = (Book) only(
                coinbase, "{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"bids\":[" + bids + "],\"asks\":[]}");
        assertThat(book.bids()).hasSize(10).last().isEqualTo(level("90", "1"));
        Book changed = (Book) only(
                coinbase, "{\"type\":\"l2update\",\"product_id\":\"BTC-USD\",\"changes\":[[\"buy\",\"99\",\"0\"]]}");
        assertThat(changed.bids()).hasSize(10).last().isEqualTo(level("89", "1"));
    }

    @Test
    void a_crossed_book_is_a_loss() {
        CoinbaseConversation coinbase = about("BTC/USD");
        only(coinbase, CoinbaseExamples.SNAPSHOT);
        assertThat(loss(coinbase, CoinbaseExamples.CHANGE.replace("10101.8", "10102.55"))
                        .kind())
                .isEqualTo(Loss.Kind.CROSSED_BOOK);
    }

    @Test
    void a_change_before_the_snapshot_is_a_gap() {
        assertThat(loss(about("BTC/USD"), CoinbaseExamples.CHANGE).kind()).isEqualTo(Loss.Kind.GAP);
    }

    @Test
    void a_match_names_the_maker_and_a_trade_the_taker() {
        assertThat(only(about("BTC/USD"), CoinbaseExamples.MATCH))
                .isEqualTo(new Trade(
                        "BTC/USD",
                        new BigDecimal("400.23"),
                        new BigDecimal("5.23512"),
                        Side.BUY,
                        Instant.parse("2014-11-07T08:19:27.028459Z")));
    }

    @Test
    void the_last_match_says_where_the_numbers_stand_and_sequences_may_leave_numbers_out() {
        CoinbaseConversation coinbase = about("BTC/USD");
        assertThat(events(coinbase, CoinbaseExamples.SENT_LAST_MATCH)).isEmpty();
        assertThat(events(coinbase, CoinbaseExamples.SENT_MATCH)).hasSize(1);
        assertThat(events(coinbase, CoinbaseExamples.SENT_MATCH))
                .as("the same again")
                .isEmpty();
        assertThat(loss(coinbase, CoinbaseExamples.SENT_MATCH.replace("1081862675", "1081862677")))
                .isEqualTo(new Loss(Loss.Kind.GAP, "BTC/USD: trade 1081862677 follows 1081862675"));
    }

    @Test
    void a_trade_that_a_heartbeat_announced_must_come_before_the_next() {
        CoinbaseConversation coinbase = about("BTC/USD");
        events(coinbase, CoinbaseExamples.HEARTBEAT);
        events(coinbase, CoinbaseExamples.HEARTBEAT.replace("20,", "21,"));
        assertThat(events(coinbase, CoinbaseExamples.MATCH.replace("10,", "21,")))
                .hasSize(1);
        events(coinbase, CoinbaseExamples.HEARTBEAT.replace("20,", "22,"));
        assertThat(loss(coinbase, CoinbaseExamples.HEARTBEAT.replace("20,", "22,")))
                .isEqualTo(new Loss(Loss.Kind.GAP, "BTC/USD: trade 22 was announced, and the last that came is 21"));
    }

    @Test
    void a_ticker_has_the_best_prices_and_the_last_and_none_comes_twice() {
        CoinbaseConversation coinbase = about("ETH/USD");
        assertThat(only(coinbase, CoinbaseExamples.TICKER))
                .isEqualTo(new Ticker(
                        "ETH/USD",
                        new BigDecimal("1285.04"),
                        new BigDecimal("1285.27"),
                        new BigDecimal("1285.22"),
                        Instant.parse("2022-10-19T23:28:22.061769Z")));
        assertThat(events(coinbase, CoinbaseExamples.TICKER)).isEmpty();
    }

    @Test
    void types_that_are_not_known_are_passed_over() {
        assertThat(events(about("BTC/USD"), "{\"type\":\"auction\",\"product_id\":\"LTC-USD\"}"))
                .isEmpty();
    }

    @Test
    void data_about_another_product_is_a_loss() {
        assertThat(loss(about("ETH/USD"), CoinbaseExamples.SNAPSHOT))
                .isEqualTo(new Loss(Loss.Kind.UNKNOWN_SYMBOL, "BTC-USD"));
    }

    @Test
    void the_request_names_every_product_and_channel() {
        assertThat(about("BTC/USD", "ETH/USD").requests())
                .containsExactly(
                        "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\",\"ETH-USD\"],\"channels\":[\"level2_batch\",\"matches\",\"ticker\",\"heartbeat\"]}");
    }

    @Test
    void it_is_confirmed_when_every_channel_has_every_product() {
        CoinbaseConversation coinbase = about("BTC/USD");
        events(coinbase, CoinbaseExamples.CONFIRMATION.replace("heartbeat", "status"));
        assertThat(coinbase.confirmed()).isFalse();
        events(coinbase, CoinbaseExamples.CONFIRMATION);
        assertThat(coinbase.confirmed()).isTrue();
        CoinbaseConversation two = about("BTC/USD", "ETH/USD");
        events(two, CoinbaseExamples.CONFIRMATION);
        assertThat(two.confirmed()).isFalse();
    }

    @Test
    void a_refusal_is_a_loss_with_what_the_exchange_says() {
        assertThat(loss(about("BTC/USD"), CoinbaseExamples.SENT_REFUSAL))
                .isEqualTo(new Loss(
                        Loss.Kind.REFUSED,
                        "Failed to subscribe: level2, level3, and full channels now require authentication."));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}|type is missing",
                "{\"type\":\"snapshot\"}|product_id is missing",
                "{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\"}|bids must be an array",
                "{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"bids\":[[\"1\"]],\"asks\":[]}|bids must be arrays of 2",
                "{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"bids\":[[\"x\",\"1\"]],\"asks\":[]}|bids must be a decimal above zero",
                "{\"type\":\"match\",\"product_id\":\"BTC-USD\"}|price must be a decimal above zero",
                "{\"type\":\"heartbeat\",\"product_id\":\"BTC-USD\",\"last_trade_id\":1.5}|last_trade_id must be an integer",
                "{\"type\":\"ticker\",\"product_id\":\"BTC-USD\"}|best_bid must be a decimal of zero or more",
                "{\"type\":\"subscriptions\"}|channels must be an array"
            })
    void a_message_of_another_form_is_a_loss_that_names_the_field(String message, String wanted) {
        Loss loss = loss(about("BTC/USD"), message);
        assertThat(loss.kind()).isEqualTo(Loss.Kind.MALFORMED);
        assertThat(loss.detail()).contains(wanted);
    }

    @Test
    void a_side_is_buy_or_sell() {
        CoinbaseConversation coinbase = about("BTC/USD");
        only(coinbase, CoinbaseExamples.SNAPSHOT);
        assertThat(loss(coinbase, CoinbaseExamples.CHANGE.replace("\"buy\"", "\"hold\""))
                        .detail())
                .contains("changes must begin with buy or sell");
    }

    private static CoinbaseConversation about(String... symbols) {
        return new CoinbaseConversation(List.of(symbols), SETTINGS, CoinbaseConversation.ALL_CHECKS);
    }

    private static Level level(String price, String quantity) {
        return new Level(new BigDecimal(price), new BigDecimal(quantity));
    }

    private static MarketEvent only(CoinbaseConversation coinbase, String message) {
        List<MarketEvent> events = events(coinbase, message);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private static List<MarketEvent> events(CoinbaseConversation coinbase, String message) {
        Reading reading = coinbase.read(message, NOW);
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events();
    }

    private static Loss loss(CoinbaseConversation coinbase, String message) {
        Reading reading = coinbase.read(message, NOW);
        assertThat(reading).isInstanceOf(Reading.Lost.class);
        return ((Reading.Lost) reading).loss();
    }
}
