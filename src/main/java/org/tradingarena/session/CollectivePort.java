package org.tradingarena.session;

import java.util.List;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.domain.OrderStatus;

/** The collective as one connection speaks to it. Each question gets a ticket of its own, which the answer repeats. */
final class CollectivePort {
    private final ActorContext<ConnectionCommand> context;
    private final Supplier<? extends RecipientRef<CollectiveCommand>> collective;
    private final ActorRef<CollectiveReply> replies;
    private final String subscriber;
    private @Nullable ActorRef<CollectiveCommand> watched;
    private boolean lost;
    private long lastTicket;

    CollectivePort(
            ActorContext<ConnectionCommand> context,
            Supplier<? extends RecipientRef<CollectiveCommand>> collective,
            String subscriber) {
        this.context = context;
        this.collective = collective;
        this.replies = context.messageAdapter(CollectiveReply.class, ConnectionCommand.FromCollective::new);
        this.subscriber = subscriber;
    }

    long attach(long after, String key) {
        long ticket = ++lastTicket;
        collective.get().tell(new CollectiveCommand.Attach(ticket, subscriber, after, key, replies));
        return ticket;
    }

    /** Asks whether a key may sign in. */
    long checkKey(String key) {
        long ticket = ++lastTicket;
        collective.get().tell(new CollectiveCommand.CheckKey(ticket, key, replies));
        return ticket;
    }

    void detach() {
        collective.get().tell(new CollectiveCommand.Detach(subscriber, replies));
        unwatch();
    }

    /**
     * Asks for the state.
     *
     * @param base the seq of a state that the client holds; below 0 if there is none
     */
    long getState(long base) {
        long ticket = ++lastTicket;
        collective.get().tell(new CollectiveCommand.GetState(ticket, base, replies));
        return ticket;
    }

    long getHead() {
        long ticket = ++lastTicket;
        collective.get().tell(new CollectiveCommand.GetHead(ticket, replies));
        return ticket;
    }

    long getOrders(List<OrderStatus> statuses, @Nullable String symbol, long before, int limit) {
        long ticket = ++lastTicket;
        collective.get().tell(new CollectiveCommand.GetOrders(ticket, statuses, symbol, before, limit, replies));
        return ticket;
    }

    /** Submits an intent of the session itself. */
    long submit(CollectiveIntent intent) {
        long ticket = ++lastTicket;
        collective.get().tell(new CollectiveCommand.Submit(ticket, intent, replies));
        return ticket;
    }

    /** Submits an intent of the client; the answer goes past the session. */
    void submit(long ticket, CollectiveIntent intent, ActorRef<CollectiveReply> answersTo) {
        collective.get().tell(new CollectiveCommand.Submit(ticket, intent, answersTo));
    }

    /**
     * The incarnation that is attached to: its end is told with {@link ConnectionCommand.CollectiveStopped}. Returns whether the one before
     * it has stopped, and may have left questions without an answer.
     */
    boolean watch(ActorRef<CollectiveCommand> incarnation) {
        boolean follows = lost;
        lost = false;
        if (!incarnation.equals(watched)) {
            unwatch();
            watched = incarnation;
            context.watchWith(incarnation, new ConnectionCommand.CollectiveStopped());
        }
        return follows;
    }

    /** The incarnation that was attached to has stopped. */
    void stopped() {
        watched = null;
        lost = true;
    }

    private void unwatch() {
        if (watched != null) {
            context.unwatch(watched);
            watched = null;
        }
    }
}
