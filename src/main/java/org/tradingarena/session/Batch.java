package org.tradingarena.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tradingarena.collective.CollectiveEvent;

/**
 * What one frame takes out of the window.
 *
 * @param events as the client sees them
 * @param originals the same events as the collective has them
 * @param moved whether the window moved on, be it over events without a part for the client
 */
record Batch(List<RenderedEvent> events, List<CollectiveEvent> originals, boolean moved) {

    /**
     * Takes as many waiting events as one frame holds.
     *
     * @param upTo the greatest seq that may be taken
     * @param frame whether a frame can be sent; if not, only events without a part for the client are taken
     */
    static Batch take(EventWindow window, Parts parts, long upTo, boolean frame, DeliveryLimits limits) {
        List<RenderedEvent> events = new ArrayList<>();
        List<CollectiveEvent> originals = new ArrayList<>();
        long before = window.sent();
        int bytes = 0;
        while (window.hasWaiting() && window.next().seq() <= upTo) {
            CollectiveEvent event = window.next();
            if (parts.in(event)) {
                if (!frame || events.size() == limits.pageEvents()) {
                    break;
                }
                Optional<RenderedEvent> rendered = EventRendering.render(event, parts);
                int more = rendered.map(RenderedEvent::bytes).orElse(0);
                if (!events.isEmpty() && bytes + more > limits.pageBytes()) {
                    break;
                }
                bytes += more;
                rendered.ifPresent(events::add);
                originals.add(event);
            }
            window.advance();
        }
        return new Batch(events, originals, window.sent() > before);
    }

    /** How many waiting events up to a seq have a part for the client. */
    static long count(EventWindow window, Parts parts, long upTo) {
        long count = 0;
        for (CollectiveEvent event : window.waitingEvents()) {
            if (event.seq() > upTo) {
                break;
            }
            count += parts.in(event) ? 1 : 0;
        }
        return count;
    }
}
