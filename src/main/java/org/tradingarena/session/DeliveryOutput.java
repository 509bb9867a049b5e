package org.tradingarena.session;

import java.util.List;
import org.tradingarena.protocol.StateView;

/** What a {@link Delivery} wants done, in this order. */
public sealed interface DeliveryOutput {
    /** Write these events as one frame; it takes one credit. Never empty. */
    record SendEvents(List<RenderedEvent> events) implements DeliveryOutput {}

    /** Write this page as one frame; it takes one credit. */
    record SendPage(SyncPage page) implements DeliveryOutput {}

    /** Answer the one who wanted the state; {@link Delivery#UNASKED} stands for the state that a resume ends with. */
    record GiveState(long token, StateView state, String stateHash) implements DeliveryOutput {}

    /** Too many wait for the state: refuse this one. */
    record RefuseState(long token) implements DeliveryOutput {}

    /** Attach to the collective after this seq; -1 is its head. */
    record Attach(long after) implements DeliveryOutput {}

    /** Events of the collective are of no use until the next attach. */
    record Detach() implements DeliveryOutput {}

    /** Read the journal after this seq. */
    record ReadJournal(long after, int limit) implements DeliveryOutput {}

    /** Ask the collective for its state. */
    record AskState(long token) implements DeliveryOutput {}

    /** Come back with {@link DeliveryInput.Retry} after a while, the longer the more attempts there have been. */
    record RetryLater(int attempt) implements DeliveryOutput {}

    /** An operator must know. */
    record Alarm(String message) implements DeliveryOutput {}

    /** The stream is not what the client was told: close the socket, so that it resumes. It counts as gone. */
    record Fail(String reason) implements DeliveryOutput {}
}
