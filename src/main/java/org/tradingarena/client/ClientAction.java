package org.tradingarena.client;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.protocol.ServerMessage;
import org.tradingarena.protocol.StreamPosition;

/** What a {@link ClientCore} wants done, in this order. */
sealed interface ClientAction {
    /** Open a socket. */
    record Open(long socket) implements ClientAction {}

    /** Send a text frame. */
    record Send(long socket, String text) implements ClientAction {}

    /** Close a socket politely, with this code. */
    record Close(long socket, int code) implements ClientAction {}

    /** Let go of a socket at once. */
    record Abort(long socket) implements ClientAction {}

    /** Call over HTTP. */
    record Call(long call, HttpCall what) implements ClientAction {}

    /** The answer to a call is of no use any more. */
    record Abandon(long call) implements ClientAction {}

    /** Complete a future. */
    record Succeed<T>(CompletableFuture<T> future, T value) implements ClientAction {}

    /** Fail a future. */
    record Fail(CompletableFuture<?> future, ArenaException why) implements ClientAction {}

    /** Everything up to here has been told; it may be kept. */
    record Reached(StreamPosition position) implements ClientAction {}

    /** This is the state now; null if none is known. */
    record ShowAccount(@Nullable AccountState state) implements ClientAction {}

    /** Tell an event; the state is as after it. */
    record TellEvent(PrivateEvent event, @Nullable AccountState state) implements ClientAction {}

    /** Tell a message of a symbol's chain. */
    record TellMarket(ServerMessage.MarketData message) implements ClientAction {}

    /** Tell a message without a number. */
    record TellNotice(ServerMessage.Notice notice) implements ClientAction {}

    /** Tell how it is connected. */
    record TellConnection(ConnectionState state) implements ClientAction {}

    /** Tell what a connection means for the record. */
    record TellContinuity(Continuity continuity) implements ClientAction {}

    /** Tell what became of an order. */
    record TellFate(OrderFate fate) implements ClientAction {}

    /** Tell of something that was mended. */
    record TellWarning(String warning) implements ClientAction {}
}
