package org.tradingarena.session;

import java.time.Instant;
import java.util.List;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.InitialState;
import org.tradingarena.protocol.Role;
import org.tradingarena.session.ConnectionCommand.Ask;
import org.tradingarena.session.ConnectionCommand.SignIn;

/** The socket that holds a session's newest generation, and what has gone through it. */
final class Link {
    private final SignIn signIn;
    private final String client;
    private final long generation;
    private final long reconnects;
    private final String key;
    private long requests;
    private long lastTicket;
    private long orderEvents;
    private long portfolioEvents;
    private long marketMessages;

    /**
     * A socket that has signed in.
     *
     * @param reconnects sockets of this session before it
     * @param key the public key that it is here by
     */
    Link(SignIn signIn, String client, long generation, long reconnects, String key) {
        this.signIn = signIn;
        this.client = client;
        this.generation = generation;
        this.reconnects = reconnects;
        this.key = key;
    }

    /** Whether it is the socket of this sign-in. */
    boolean isOf(SignIn other) {
        return signIn.connectionId().equals(other.connectionId());
    }

    long generation() {
        return generation;
    }

    String key() {
        return key;
    }

    /** When the socket was opened. */
    Instant connectedAt() {
        return signIn.connectedAt();
    }

    boolean isTrader() {
        return signIn.auth().role() == Role.TRADER;
    }

    void tell(SocketCommand command) {
        signIn.socket().tell(command);
    }

    /** Answers a request, or (ticket 0) says what was not asked for. */
    void respond(long ticket, String frame) {
        tell(new SocketCommand.Respond(ticket, frame));
    }

    void deliver(String frame, List<RenderedEvent> events, long lastSeq) {
        for (RenderedEvent event : events) {
            orderEvents += event.orders() ? 1 : 0;
            portfolioEvents += event.portfolio() ? 1 : 0;
        }
        tell(new SocketCommand.Deliver(frame, events.size(), lastSeq));
    }

    void close(CloseCode code) {
        tell(new SocketCommand.CloseWith(code));
    }

    /** A request came through, for the first time or again. */
    void asked(Ask ask) {
        if (ask.ticket() > lastTicket) {
            lastTicket = ask.ticket();
            requests++;
        }
        marketMessages = ask.marketMessages();
    }

    /** The {@code connection} component, as of the newest request. */
    InitialState.Socket counts() {
        return new InitialState.Socket(
                signIn.connectionId(),
                client,
                signIn.connectedAt(),
                requests,
                portfolioEvents,
                orderEvents,
                marketMessages,
                reconnects);
    }
}
