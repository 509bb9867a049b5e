package org.tradingarena.market.feed.socket;

import java.util.List;
import org.tradingarena.market.feed.MarketEvent;

/** What a message came to. */
public sealed interface Reading {
    /** It said this of the markets; often nothing. */
    record Events(List<MarketEvent> events) implements Reading {
        public Events {
            events = List.copyOf(events);
        }
    }

    /** Nothing that came or will come over this connection can be relied on. */
    record Lost(Loss loss) implements Reading {}
}
