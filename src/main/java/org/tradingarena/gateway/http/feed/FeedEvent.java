package org.tradingarena.gateway.http.feed;

import java.util.Optional;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.session.EventRendering;
import org.tradingarena.session.Parts;
import org.tradingarena.session.RenderedEvent;

/**
 * An event with all its parts, as HTTP tells it.
 *
 * @param shown empty for one that has no part for anybody, such as a key event: it only moves the position
 */
record FeedEvent(long seq, Optional<RenderedEvent> shown) {
    static FeedEvent of(CollectiveEvent event) {
        return new FeedEvent(event.seq(), EventRendering.render(event, Parts.BOTH));
    }

    int bytes() {
        return shown.map(RenderedEvent::bytes).orElse(0);
    }
}
