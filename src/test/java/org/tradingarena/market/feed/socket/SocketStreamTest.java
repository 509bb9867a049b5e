package org.tradingarena.market.feed.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tradingarena.market.feed.MarketEvent;
import org.tradingarena.market.feed.MarketEvent.Disconnected;
import org.tradingarena.market.feed.exchange.FakeExchange;
import org.tradingarena.protocol.Fields;

@Timeout(60)
class SocketStreamTest {
    private static final int EVENTS_A_MESSAGE = 6000;

    @Test
    void too_many_events_before_the_confirmation_are_a_loss() throws Exception {
        try (FakeExchange exchange = FakeExchange.kraken("BTC/USD");
                SocketStream stream = new SocketStream(
                        "talkative",
                        exchange.address(),
                        StreamSettings.DEFAULT,
                        Clock.systemUTC(),
                        symbols -> new Talkative()) {}) {
            stream.connect();
            // The status of the beginning and the pong are two messages.
            assertThatThrownBy(() -> stream.subscribe(List.of("BTC/USD")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("talkative: too large: more than 10000 events before the confirmation");
            assertThat(stream.nextEvent()).isInstanceOf(Disconnected.class);
        }
    }

    /** Says much in every message, and never confirms. */
    private static final class Talkative extends Conversation {
        Talkative() {
            super(1 << 20);
        }

        @Override
        public List<String> requests() {
            return List.of("{\"method\":\"ping\"}");
        }

        @Override
        public boolean confirmed() {
            return false;
        }

        @Override
        public Optional<String> keepAlive(Instant now) {
            return Optional.empty();
        }

        @Override
        protected List<MarketEvent> events(Fields message, Instant arrival) {
            MarketEvent ticker =
                    new MarketEvent.Ticker("BTC/USD", BigDecimal.ONE, BigDecimal.TWO, BigDecimal.ONE, arrival);
            return Collections.nCopies(EVENTS_A_MESSAGE, ticker);
        }
    }
}
