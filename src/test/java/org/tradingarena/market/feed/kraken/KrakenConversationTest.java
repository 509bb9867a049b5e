package org.tradingarena.market.feed.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradingarena.domain.Side;
import org.tradingarena.market.feed.MarketEvent;
import org.tradingarena.market.feed.MarketEvent.Book;
import org.tradingarena.market.feed.MarketEvent.Level;
import org.tradingarena.market.feed.MarketEvent.Ticker;
import org.tradingarena.market.feed.MarketEvent.Trade;
import org.tradingarena.market.feed.socket.Loss;
import org.tradingarena.market.feed.socket.Reading;
import org.tradingarena.market.feed.socket.StreamSettings;

class KrakenConversationTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final StreamSettings SETTINGS =
            new StreamSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 10, 1 << 20);

    @Test
    void the_guides_example_has_the_guides_checksum() {
        Book book = (Book) only(about("BTC/USD"), KrakenExamples.GUIDE_SNAPSHOT);
        assertThat(book.bids().getFirst()).isEqualTo(level("45283.5", "0.10000000"));
        assertThat(book.asks().getLast()).isEqualTo(level("45299.5", "0.18772827"));
        assertThat(book.asks()).hasSize(10);
        assertThat(book.at()).as("the example has no time").isEqualTo(NOW);
    }

    @Test
    void the_guides_example_with_another_checksum_is_a_loss() {
        String wrong = KrakenExamples.GUIDE_SNAPSHOT.replace("3310070434", "3310070435");
        assertThat(loss(about("BTC/USD"), wrong))
                .isEqualTo(new Loss(
                        Loss.Kind.CHECKSUM,
                        "BTC/USD: the exchange's book has 3310070435, the one kept here 3310070434"));
    }

    @Test
    void decimals_may_be_strings_as_the_guide_writes_them() {
        String quoted = KrakenExamples.GUIDE_SNAPSHOT.replaceAll("(\"(?:price|qty)\":)([0-9.]+)", "$1\"$2\"");
        assertThat(only(about("BTC/USD"), quoted)).isInstanceOf(Book.class);
    }

    @Test
    void what_the_feed_has_sent_has_the_feeds_checksums() {
        KrakenConversation kraken = about("ETH/BTC");
        only(kraken, KrakenExamples.SENT_SNAPSHOT);
        Book book = (Book) only(kraken, KrakenExamples.SENT_UPDATE);
        assertThat(book.bids())
                .hasSize(10)
                .contains(level("0.031329", "19.07893401"))
                .noneMatch(bid -> bid.price().equals(new BigDecimal("0.031347")));
        assertThat(book.at()).isEqualTo(Instant.parse("2026-08-26T15:16:16.730423Z"));
    }

    @Test
    void a_snapshot_replaces_the_book() {
        KrakenConversation kraken = about("ETH/BTC");
        only(kraken, KrakenExamples.SENT_SNAPSHOT);
        only(kraken, KrakenExamples.SENT_UPDATE);
        Book again = (Book) only(kraken, KrakenExamples.SENT_SNAPSHOT);
        assertThat(again).isEqualTo(only(about("ETH/BTC"), KrakenExamples.SENT_SNAPSHOT));
    }

    @Test
    void a_change_before_the_snapshot_is_a_gap() {
        assertThat(loss(about("ETH/BTC"), KrakenExamples.SENT_UPDATE))
                .isEqualTo(new Loss(Loss.Kind.GAP, "ETH/BTC: a change of the book came before its snapshot"));
    }

    @Test
    void trades_before_the_subscription_say_where_the_numbers_stand() {
        KrakenConversation kraken = about("MATIC/USD");
        assertThat(events(kraken, KrakenExamples.TRADES)).isEmpty();
        assertThat(only(kraken, KrakenExamples.NEXT_TRADE))
                .isEqualTo(new Trade(
                        "MATIC/USD",
                        new BigDecimal("0.5117"),
                        new BigDecimal("40.0"),
                        Side.SELL,
                        Instant.parse("2023-09-25T07:50:00.000001Z")));
        assertThat(events(kraken, KrakenExamples.NEXT_TRADE))
                .as("the same again")
                .isEmpty();
        assertThat(loss(kraken, KrakenExamples.NEXT_TRADE.replace("4665848", "4665850")))
                .isEqualTo(new Loss(Loss.Kind.GAP, "MATIC/USD: trade 4665850 follows 4665848"));
    }

    @Test
    void trades_of_one_message_are_counted_in_the_order_of_their_numbers() {
        String swapped = KrakenExamples.TRADES
                .replace("snapshot", "update")
                .replace("4665846", "9")
                .replace("4665847", "8");
        assertThat(events(about("MATIC/USD"), swapped)).hasSize(2);
    }

    @Test
    void a_ticker_has_the_best_prices_and_the_last() {
        assertThat(only(about("ALGO/USD"), KrakenExamples.TICKER))
                .isEqualTo(new Ticker(
                        "ALGO/USD",
                        new BigDecimal("0.10025"),
                        new BigDecimal("0.10035"),
                        new BigDecimal("0.10035"),
                        NOW));
        String noBid = KrakenExamples.TICKER.replace("\"bid\":0.10025", "\"bid\":0.00000");
        assertThat(events(about("ALGO/USD"), noBid)).as("without a bid").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KrakenExamples.STATUS,
                KrakenExamples.HEARTBEAT,
                KrakenExamples.PONG,
                "{\"channel\":\"ohlc\",\"type\":\"update\",\"data\":[]}"
            })
    void what_is_not_about_a_market_says_nothing(String message) {
        assertThat(events(about("BTC/USD"), message)).isEmpty();
    }

    @Test
    void maintenance_is_a_loss() {
        assertThat(loss(about("BTC/USD"), KrakenExamples.STATUS.replace("online", "maintenance"))
                        .kind())
                .isEqualTo(Loss.Kind.MAINTENANCE);
    }

    @Test
    void data_about_another_symbol_is_a_loss() {
        assertThat(loss(about("ETH/USD"), KrakenExamples.GUIDE_SNAPSHOT))
                .isEqualTo(new Loss(Loss.Kind.UNKNOWN_SYMBOL, "BTC/USD"));
    }

    @Test
    void requests_name_every_symbol() {
        assertThat(about("BTC/USD", "ETH/USD").requests())
                .containsExactly(
                        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\",\"ETH/USD\"],\"depth\":10,\"snapshot\":true}}",
                        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"trade\",\"symbol\":[\"BTC/USD\",\"ETH/USD\"],\"snapshot\":true}}",
                        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"ticker\",\"symbol\":[\"BTC/USD\",\"ETH/USD\"],\"event_trigger\":\"bbo\",\"snapshot\":true}}");
    }

    @Test
    void it_is_confirmed_with_the_last_channel_of_the_last_symbol() {
        KrakenConversation kraken = about("BTC/USD", "ETH/USD");
        for (String channel : List.of("book", "trade", "ticker")) {
            for (String symbol : List.of("BTC/USD", "ETH/USD")) {
                assertThat(kraken.confirmed()).isFalse();
                events(kraken, KrakenExamples.confirmation(channel, symbol));
            }
        }
        assertThat(kraken.confirmed()).isTrue();
    }

    @Test
    void a_refusal_is_a_loss_with_what_the_exchange_says() {
        String refusal =
                "{\"error\":\"Currency pair not supported FOO/BAR\",\"method\":\"subscribe\",\"success\":false,\"symbol\":\"FOO/BAR\"}";
        assertThat(loss(about("BTC/USD"), refusal))
                .isEqualTo(new Loss(Loss.Kind.REFUSED, "Currency pair not supported FOO/BAR"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "[]|a JSON object",
                "{\"channel\":7}|channel must be a string",
                "{}|channel is missing",
                "{\"channel\":\"book\"}|type is missing",
                "{\"channel\":\"book\",\"type\":\"other\"}|type must be snapshot or update",
                "{\"channel\":\"book\",\"type\":\"update\"}|data must be an array",
                "{\"channel\":\"book\",\"type\":\"update\",\"data\":[1]}|data.0 must be an object",
                "{\"channel\":\"book\",\"type\":\"update\",\"data\":[{}]}|data.0.symbol is missing",
                "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"BTC/USD\"}]}|data.0.bids must be an array",
                "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":[{\"price\":-1,\"qty\":1}]}]}|data.0.bids.0.price must be a decimal above zero",
                "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":[{\"price\":1,\"qty\":1e999999999}]}]}|data.0.bids.0.qty must be a decimal of zero or more",
                "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":[],\"asks\":[]}]}|data.0.checksum is missing",
                "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":[],\"asks\":[],\"checksum\":0,\"timestamp\":\"now\"}]}|data.0.timestamp must be an RFC 3339 time",
                "{\"method\":\"subscribe\",\"success\":true}|result is missing"
            })
    void a_message_of_another_form_is_a_loss_that_names_the_field(String message, String wanted) {
        Loss loss = loss(about("BTC/USD"), message);
        assertThat(loss.kind()).isEqualTo(Loss.Kind.MALFORMED);
        assertThat(loss.detail()).contains(wanted).contains(", in ");
    }

    @Test
    void after_a_loss_there_is_nothing_but_it() {
        KrakenConversation kraken = about("BTC/USD");
        Loss first = loss(kraken, "{");
        assertThat(loss(kraken, KrakenExamples.GUIDE_SNAPSHOT)).isEqualTo(first);
    }

    @Test
    void a_ping_is_due_every_thirty_seconds() {
        KrakenConversation kraken = about("BTC/USD");
        assertThat(kraken.keepAlive(NOW.plusMillis(29_999))).isEmpty();
        assertThat(kraken.keepAlive(NOW.plusSeconds(30))).contains("{\"method\":\"ping\"}");
        assertThat(kraken.keepAlive(NOW.plusSeconds(59))).isEmpty();
        assertThat(kraken.keepAlive(NOW.plusSeconds(60))).isPresent();
    }

    private static KrakenConversation about(String... symbols) {
        return new KrakenConversation(List.of(symbols), SETTINGS, NOW, KrakenConversation.ALL_CHECKS);
    }

    private static Level level(String price, String quantity) {
        return new Level(new BigDecimal(price), new BigDecimal(quantity));
    }

    private static MarketEvent only(KrakenConversation kraken, String message) {
        List<MarketEvent> events = events(kraken, message);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private static List<MarketEvent> events(KrakenConversation kraken, String message) {
        Reading reading = kraken.read(message, NOW);
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events();
    }

    private static Loss loss(KrakenConversation kraken, String message) {
        Reading reading = kraken.read(message, NOW);
        assertThat(reading).isInstanceOf(Reading.Lost.class);
        return ((Reading.Lost) reading).loss();
    }
}
