package org.tradingarena.client;

import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.protocol.ServerMessage;

/**
 * What a client tells its owner. All calls come from the client's one thread, in order. A slow listener slows only this client: the arena
 * keeps what does not get through, and nothing is lost; but a call that takes longer than the heartbeat's timeout costs the connection. What
 * a listener throws is logged, and the client goes on.
 */
public interface ArenaListener {
    /** An event of the collective: each once, in the order of the stream, whatever happened to connections between. */
    default void onEvent(PrivateEvent event) {}

    /** A message of a symbol's chain, in order; after a {@code book_snapshot} the chain begins anew. */
    default void onMarket(ServerMessage.MarketData message) {}

    /** A message without a number, such as {@code leaderboard}. */
    default void onNotice(ServerMessage.Notice notice) {}

    /** The connection changed. */
    default void onConnection(ConnectionState state) {}

    /** What a new connection means for the record of events. Comes after the events that it speaks of. */
    default void onContinuity(Continuity continuity) {}

    /** What became of an order whose answer was lost with a connection. */
    default void onFate(OrderFate fate) {}

    /** Something that the client mended by itself and an operator may want to know, such as a state that had drifted. */
    default void onWarning(String warning) {}
}
