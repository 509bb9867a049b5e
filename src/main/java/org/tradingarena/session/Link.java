package org.tradingarena.session;

import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;

/** The socket that holds a session's newest generation, and what has gone through it. */
final class Link {
    private final long generation;
    private final String connectionId;
    private final String key;
    private final boolean trader;
    private final Instant connectedAt;
    private final ActorRef<SocketCommand> socket;
    private long requests;
    private long orderEvents;
    private long portfolioEvents;

    Link(
            long generation,
            String connectionId,
            String key,
            boolean trader,
            Instant connectedAt,
            ActorRef<SocketCommand> socket) {
        this.generation = generation;
        this.connectionId = connectionId;
        this.key = key;
        this.trader = trader;
        this.connectedAt = connectedAt;
        this.socket = socket;
    }

    long generation() {
        return generation;
    }

    String connectionId() {
        return connectionId;
    }

    String key() {
        return key;
    }

    boolean isTrader() {
        return trader;
    }

    Instant connectedAt() {
        return connectedAt;
    }

    void tell(SocketCommand command) {
        socket.tell(command);
    }

    void asked() {
        requests++;
    }

    void delivered(RenderedEvent event) {
        orderEvents += event.orders() ? 1 : 0;
        portfolioEvents += event.portfolio() ? 1 : 0;
    }

    long requests() {
        return requests;
    }

    long orderEvents() {
        return orderEvents;
    }

    long portfolioEvents() {
        return portfolioEvents;
    }
}
