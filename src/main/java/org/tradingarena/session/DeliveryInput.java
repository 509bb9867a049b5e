package org.tradingarena.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.protocol.Resume;
import org.tradingarena.protocol.StateView;

/** What happens to a {@link Delivery}. */
public sealed interface DeliveryInput {
    /** What the collective answers to an attach. */
    sealed interface Answer extends DeliveryInput {
        /** The incarnation of the stream. */
        String epoch();

        /** The newest event. */
        long head();

        /** The oldest event that is retained. */
        long earliest();
    }

    /** Live: these are all events after the position that was asked, up to the head, and every later one follows as {@link News}. */
    record HandedOver(String epoch, long head, long earliest, List<CollectiveEvent> events) implements Answer {}

    /** Not live: the position lies before what the collective has in memory, or after its head. */
    record NotHeld(String epoch, long head, long earliest) implements Answer {}

    /**
     * A socket has signed in and takes the place of any other.
     *
     * @param resume where the client says that it stands; anything but a position means from the head
     * @param answer the collective's answer to the sign-in: the head in it is the one that the client is told
     * @param credit how many frames of events the socket can take
     * @param interruption null if the session never had a socket
     */
    record Joined(
            Resume resume,
            Answer answer,
            Parts parts,
            int credit,
            @Nullable Interruption interruption) implements DeliveryInput {}

    /** The socket is gone. */
    record Left() implements DeliveryInput {}

    /** The socket has been gone for so long that nothing more is kept for it. */
    record Cooled() implements DeliveryInput {}

    /** New events of the collective. */
    record News(List<CollectiveEvent> events) implements DeliveryInput {}

    /** The collective's head, told in order with its events. */
    record HeadSeen(String epoch, long seq) implements DeliveryInput {}

    /** The collective has stopped. */
    record FeedLost() implements DeliveryInput {}

    /** A page of the journal; null if it could not be read. */
    record PageRead(long after, @Nullable List<CollectiveEvent> events) implements DeliveryInput {}

    /** The socket has written so many frames of events. */
    record Credited(int frames) implements DeliveryInput {}

    /** The client has processed everything up to and including this seq. */
    record Acked(long seq) implements DeliveryInput {}

    /**
     * The client is in other rooms from here on: behind {@link Delivery#sent}, which is the baseline to tell it before anything that
     * this input leads to.
     */
    record PartsChanged(Parts parts) implements DeliveryInput {}

    /** The client wants the state in order with the events. */
    record StateWanted(long token) implements DeliveryInput {}

    /** The state that was asked for. */
    record StateGiven(long token, StateView state, String stateHash) implements DeliveryInput {}

    /** The collective could not tell the state. */
    record StateRefused(long token) implements DeliveryInput {}

    /** What was asked of collective or journal has had no answer, or a pause is over. */
    record Retry() implements DeliveryInput {}
}
