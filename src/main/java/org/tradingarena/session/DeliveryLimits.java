package org.tradingarena.session;

/**
 * The bounds of a {@link Delivery}.
 *
 * @param buffer events held in memory for one session, beside what one hand-over of the collective brings
 * @param pageEvents events in one frame, and in one read of the journal
 * @param pageBytes bytes of events in one frame, unless a single event is larger
 * @param stateRequests requests for the state that may wait at once
 */
public record DeliveryLimits(int buffer, int pageEvents, int pageBytes, int stateRequests) {
    /** What protocol section 4 promises. */
    public static final DeliveryLimits DEFAULT = new DeliveryLimits(1000, 500, 256 * 1024, 16);

    public DeliveryLimits {
        if (buffer < 1 || pageEvents < 1 || pageBytes < 1 || stateRequests < 1) {
            throw new IllegalArgumentException("bounds of a delivery must be positive");
        }
    }
}
