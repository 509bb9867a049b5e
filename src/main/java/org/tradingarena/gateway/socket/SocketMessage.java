package org.tradingarena.gateway.socket;

import java.time.Duration;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.gateway.transport.Inbound;
import org.tradingarena.market.MarketFrames;
import org.tradingarena.session.SocketCommand;

/** Everything that a {@link Socket} understands. */
sealed interface SocketMessage {
    /** The transport says something. */
    record FromTransport(Inbound inbound) implements SocketMessage {}

    /** The Connection says something. */
    record FromConnection(SocketCommand command) implements SocketMessage {}

    /** The Connection that the socket is signed in to has stopped, on this node or with its own. */
    record ConnectionStopped() implements SocketMessage {}

    /** The collective answers a trading request. */
    record FromCollective(CollectiveReply reply) implements SocketMessage {}

    /** The market moves. */
    record FromMarket(MarketFrames frames) implements SocketMessage {}

    /** The leaderboard moves. */
    record FromLeaderboard(String frame) implements SocketMessage {}

    /** The signature of an {@code auth} has been verified. */
    record SignatureChecked(boolean isGood) implements SocketMessage {}

    /** The time has come to tell the client that it failed to sign in. */
    record RefusalDue() implements SocketMessage {}

    /** Some deadline may have passed. */
    record DeadlineDue() implements SocketMessage {}

    /** The server is about to stop: tell the client. */
    record ShutdownAnnounced(Duration grace) implements SocketMessage {}

    /** The server stops: close. */
    record ShutdownDue() implements SocketMessage {}
}
