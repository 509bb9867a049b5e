package org.tradingarena.market.feed.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tradingarena.market.feed.MarketDataStream;
import org.tradingarena.market.feed.MarketEvent;
import org.tradingarena.market.feed.MarketEvent.Book;
import org.tradingarena.market.feed.MarketEvent.Disconnected;
import org.tradingarena.market.feed.MarketEvent.Ticker;
import org.tradingarena.market.feed.MarketEvent.Trade;
import org.tradingarena.market.feed.coinbase.CoinbaseConversation.Check;
import org.tradingarena.market.feed.exchange.FakeCoinbase;
import org.tradingarena.market.feed.exchange.FakeExchange;
import org.tradingarena.market.feed.socket.StreamContract;
import org.tradingarena.market.feed.socket.StreamSettings;

class CoinbaseStreamTest extends StreamContract {
    @Override
    protected FakeExchange startExchange() {
        return FakeExchange.coinbase(BTC, ETH);
    }

    @Override
    protected MarketDataStream streamTo(URI address, StreamSettings settings, InstantSource clock) {
        return new CoinbaseStream(address, settings, clock);
    }

    @Override
    protected String refusal() {
        return "Failed to subscribe: NONE-USD is not a valid product";
    }

    @Test
    void a_trade_that_was_left_out_is_a_gap() throws Exception {
        assertLost(
                fake -> {
                    fake.skipNextTrade();
                    fake.trade(BTC, true);
                },
                "gap: BTC/USD: trade ");
    }

    @Test
    void a_trade_that_was_left_out_goes_unnoticed_only_if_nobody_counts() throws Exception {
        assertThat(afterALostTrade(CoinbaseConversation.ALL_CHECKS)).isInstanceOf(Disconnected.class);
        assertThat(afterALostTrade(without(Check.TRADE_NUMBERS))).as("a mutant").isInstanceOf(Trade.class);
    }

    @Test
    void the_newest_trade_that_was_left_out_is_a_gap_at_the_second_heartbeat() throws Exception {
        assertThat(afterALostNewestTrade(CoinbaseConversation.ALL_CHECKS))
                .isInstanceOfSatisfying(
                        Disconnected.class, lost -> assertThat(lost.reason()).contains("was announced"));
        assertThat(afterALostNewestTrade(without(Check.HEARTBEATS)))
                .as("a mutant")
                .isInstanceOf(Ticker.class);
    }

    @Test
    void heartbeats_and_their_trades_in_any_order_are_no_gap() throws Exception {
        subscribe(BTC, ETH);
        for (int i = 0; i < 5; i++) {
            exchange().beat();
            exchange().trade(BTC, true);
            exchange().trade(ETH, true);
            exchange().beat();
            next(Trade.class);
            next(Trade.class);
        }
    }

    @Test
    void a_crossed_book_is_a_loss() throws Exception {
        assertThat(afterACrossedBook(CoinbaseConversation.ALL_CHECKS))
                .isEqualTo(new Disconnected("crossed book: BTC/USD: the best bid is not below the best ask"));
        assertThat(afterACrossedBook(without(Check.CROSSED_BOOK)))
                .as("a mutant")
                .isInstanceOf(Book.class);
    }

    @Test
    void a_ticker_out_of_order_is_passed_over() throws Exception {
        subscribe(BTC);
        next(Ticker.class);
        coinbase().tickOutOfOrder(BTC);
        exchange().trade(BTC, true);
        assertThat(afterBooks()).isInstanceOf(Trade.class);
    }

    private MarketEvent afterALostTrade(Set<Check> checks) throws Exception {
        subscribeWith(checks);
        exchange().skipNextTrade();
        exchange().trade(BTC, true);
        exchange().trade(BTC, true);
        return afterBooks();
    }

    private MarketEvent afterALostNewestTrade(Set<Check> checks) throws Exception {
        subscribeWith(checks);
        exchange().skipNextTrade();
        exchange().trade(BTC, true);
        exchange().beat();
        exchange().beat();
        exchange().tick(BTC);
        return afterBooks();
    }

    private MarketEvent afterACrossedBook(Set<Check> checks) throws Exception {
        subscribeWith(checks);
        String ask = exchange().levels(BTC, false, 1).getFirst().price().toPlainString();
        coinbase().sayChange(BTC, true, ask, "1.5");
        return stream().nextEvent();
    }

    /** And takes what the subscription brings. */
    private void subscribeWith(Set<Check> checks) throws Exception {
        use(new CoinbaseStream(exchange().address(), SETTINGS, Clock.systemUTC(), checks));
        subscribe(BTC);
        awaitBook(BTC);
        next(Ticker.class);
    }

    private MarketEvent afterBooks() throws InterruptedException {
        MarketEvent event = stream().nextEvent();
        while (event instanceof Book) {
            event = stream().nextEvent();
        }
        return event;
    }

    private FakeCoinbase coinbase() {
        return (FakeCoinbase) exchange();
    }

    private static Set<Check> without(Check check) {
        return EnumSet.complementOf(EnumSet.of(check));
    }
}
