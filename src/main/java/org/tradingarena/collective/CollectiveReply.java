package org.tradingarena.collective;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.Order;
import org.tradingarena.protocol.StateView;

/** Everything that a {@link Collective} says: replies to commands, and the live feed of its subscribers, in one order. */
public sealed interface CollectiveReply {
    /** The ticket of the command that is answered; 0 for what was not asked. */
    default long ticket() {
        return 0;
    }

    /** The verdict on an intent, durable. */
    record Decided(long ticket, Verdict verdict) implements CollectiveReply {}

    /** Too much to do: nothing was decided, nothing changed. */
    record Overloaded(long ticket) implements CollectiveReply {}

    /** A persist failed: what was asked may or may not have happened. */
    record OutcomeUnknown(long ticket) implements CollectiveReply {}

    /** There is no such collective. */
    record NotOpen(long ticket) implements CollectiveReply {}

    /**
     * The subscriber is live: {@code events} are all after its position, up to {@code head}, and every later one follows as
     * {@link Events}.
     *
     * @param collective to be watched: when it stops, attach again
     */
    record Attached(
            long ticket,
            String epoch,
            long head,
            long earliest,
            List<CollectiveEvent> events,
            ActorRef<CollectiveCommand> collective)
            implements CollectiveReply {}

    /** The position lies before what is in memory (or, {@code after} &gt; {@code head}, in the future): the subscriber is not live. */
    record NotInMemory(long ticket, String epoch, long head, long earliest) implements CollectiveReply {}

    /** The key may not sign in (any more); nothing was attached. */
    record KeyRefused(long ticket) implements CollectiveReply {}

    /** New events, in order, for a live subscriber. */
    record Events(List<CollectiveEvent> events) implements CollectiveReply {}

    /** A live subscriber's key was revoked; it is detached. */
    record KeyRevoked(String key) implements CollectiveReply {}

    /**
     * The state as of {@code state.seq()}.
     *
     * @param base the state that the asker said it holds; null if it is no longer in memory
     */
    record State(
            long ticket,
            StateView state,
            String stateHash,
            @Nullable StateView base) implements CollectiveReply {
        /** Nothing was to be compared with. */
        public State(long ticket, StateView state, String stateHash) {
            this(ticket, state, stateHash, null);
        }
    }

    /** The head. */
    record Head(long ticket, String epoch, long seq, String stateHash) implements CollectiveReply {}

    /**
     * Orders, newest first.
     *
     * @param next the {@code before} of the next page; 0 at the end
     */
    record Orders(long ticket, List<Order> orders, long next) implements CollectiveReply {}

    /** Whether the collective is open, and whether the key may sign in. */
    record KeyChecked(long ticket, boolean open, boolean mayEnter) implements CollectiveReply {}
}
