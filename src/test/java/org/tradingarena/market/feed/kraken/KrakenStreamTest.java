package org.tradingarena.market.feed.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.tradingarena.market.feed.MarketDataStream;
import org.tradingarena.market.feed.MarketEvent;
import org.tradingarena.market.feed.MarketEvent.Book;
import org.tradingarena.market.feed.MarketEvent.Disconnected;
import org.tradingarena.market.feed.MarketEvent.Trade;
import org.tradingarena.market.feed.exchange.FakeExchange;
import org.tradingarena.market.feed.exchange.FakeKraken;
import org.tradingarena.market.feed.kraken.KrakenConversation.Check;
import org.tradingarena.market.feed.socket.StreamContract;
import org.tradingarena.market.feed.socket.StreamSettings;

class KrakenStreamTest extends StreamContract {
    @Override
    protected FakeExchange startExchange() {
        return FakeExchange.kraken(BTC, ETH);
    }

    @Override
    protected MarketDataStream streamTo(URI address, StreamSettings settings, InstantSource clock) {
        return new KrakenStream(address, settings, clock);
    }

    @Override
    protected String refusal() {
        return "Currency pair not supported NONE/USD";
    }

    @Test
    void a_wrong_checksum_is_a_loss() throws Exception {
        assertLost(
                fake -> {
                    kraken().spoilNextChecksum();
                    moveVisibly();
                },
                "checksum: BTC/USD: ");
    }

    @Test
    void a_change_that_was_left_out_is_noticed_by_the_checksum() throws Exception {
        assertThat(afterALostChange(KrakenConversation.ALL_CHECKS)).isInstanceOf(Disconnected.class);
        assertThat(afterALostChange(without(Check.CHECKSUM))).as("a mutant").isInstanceOf(Book.class);
    }

    @Test
    void a_wrong_checksum_goes_unnoticed_only_if_it_is_not_verified() throws Exception {
        assertThat(afterAWrongChecksum(KrakenConversation.ALL_CHECKS)).isInstanceOf(Disconnected.class);
        assertThat(afterAWrongChecksum(without(Check.CHECKSUM))).as("a mutant").isInstanceOf(Book.class);
    }

    @Test
    void a_trade_that_was_left_out_is_a_gap() throws Exception {
        assertThat(afterALostTrade(KrakenConversation.ALL_CHECKS))
                .isInstanceOfSatisfying(
                        Disconnected.class, lost -> assertThat(lost.reason()).startsWith("gap: BTC/USD: trade "));
        assertThat(afterALostTrade(without(Check.TRADE_NUMBERS))).as("a mutant").isInstanceOf(Trade.class);
    }

    @Test
    void maintenance_is_a_loss_and_other_states_are_none() throws Exception {
        assertLost(
                fake -> {
                    kraken().status("post_only");
                    kraken().status("maintenance");
                },
                "maintenance: ");
    }

    @Test
    void the_connection_is_kept_open_with_pings() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        use(new KrakenStream(exchange().address(), SETTINGS, now::get));
        subscribe(BTC);
        awaitBook(BTC);
        exchange().trade(BTC, true);
        next(Trade.class);
        assertThat(pings()).isZero();

        now.set(Instant.EPOCH.plus(Duration.ofSeconds(30)));
        exchange().trade(BTC, true);
        exchange().trade(BTC, true);
        next(Trade.class);
        next(Trade.class);
        await().until(() -> pings() == 1);
    }

    private MarketEvent afterALostChange(Set<Check> checks) throws Exception {
        use(new KrakenStream(exchange().address(), SETTINGS, Clock.systemUTC(), checks));
        subscribe(BTC);
        awaitBook(BTC);
        exchange().skipNextMove();
        moveVisibly();
        moveVisibly();
        return afterTickers();
    }

    private MarketEvent afterAWrongChecksum(Set<Check> checks) throws Exception {
        use(new KrakenStream(exchange().address(), SETTINGS, Clock.systemUTC(), checks));
        subscribe(BTC);
        awaitBook(BTC);
        kraken().spoilNextChecksum();
        moveVisibly();
        return afterTickers();
    }

    private MarketEvent afterALostTrade(Set<Check> checks) throws Exception {
        use(new KrakenStream(exchange().address(), SETTINGS, Clock.systemUTC(), checks));
        subscribe(BTC);
        awaitBook(BTC);
        exchange().skipNextTrade();
        exchange().trade(BTC, true);
        exchange().trade(BTC, true);
        return afterTickers();
    }

    private MarketEvent afterTickers() throws InterruptedException {
        MarketEvent event = stream().nextEvent();
        while (event instanceof MarketEvent.Ticker) {
            event = stream().nextEvent();
        }
        return event;
    }

    /** Moves until something in the subscribed depth has changed. */
    private void moveVisibly() {
        Object bids = exchange().levels(BTC, true, DEPTH);
        Object asks = exchange().levels(BTC, false, DEPTH);
        do {
            exchange().move(BTC);
        } while (bids.equals(exchange().levels(BTC, true, DEPTH))
                && asks.equals(exchange().levels(BTC, false, DEPTH)));
    }

    private long pings() {
        return exchange().received().stream()
                .filter(message -> message.equals("{\"method\":\"ping\"}"))
                .count();
    }

    private FakeKraken kraken() {
        return (FakeKraken) exchange();
    }

    private static Set<Check> without(Check check) {
        return EnumSet.complementOf(EnumSet.of(check));
    }
}
