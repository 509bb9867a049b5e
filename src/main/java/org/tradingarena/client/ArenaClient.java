package org.tradingarena.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tradingarena.client.model.Account;
import org.tradingarena.client.model.Order;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StreamPosition;

/**
 * One client of a collective. It connects, signs in, and comes back by itself until it is closed; every event of the collective reaches
 * its listener once and in order, and every order that was asked for gets a known fate, however often connections and the server end
 * between; a program that ends goes on where it was with {@link ArenaClientBuilder#keepPositionIn}.
 *
 * <p>Requests may be made at any time, connected or not. One that is not answered when the connection goes is asked again on the next;
 * an order under the same {@code client_order_id}, so that it happens once. All methods may be called from any thread and none waits,
 * except {@link #awaitLive} and {@link #close}; futures complete on the client's thread, with an {@link ArenaException} for a refusal: do
 * not wait for one in a listener. At most 10,000 requests wait for an answer; more fail at once with {@code OVERLOADED}.
 *
 * <pre>{@code
 * ClientKey key = ClientKey.load(Path.of("arena.key"));
 * try (ArenaClient arena = ArenaClient.builder(URI.create("http://127.0.0.1:8080"), "alpha", key).start()) {
 *     Placed placed = arena.place(NewOrder.limit("BTC/USD", Side.BUY, "0.5", "42000")).join();
 *     System.out.println(placed.order());
 * }
 * }</pre>
 */
public interface ArenaClient extends AutoCloseable {
    /** A client to be. The server's address is {@code http://host:port} or {@code https://…}. */
    static ArenaClientBuilder builder(URI server, String collectiveId, ClientKey key) {
        return new ArenaClientBuilder(server, collectiveId, key);
    }

    /** Places an order; completes once the arena has it durably. */
    CompletableFuture<Placed> place(NewOrder order);

    /** Asks for an order to be cancelled; completes when that is durable, with the order as it then is. */
    CompletableFuture<Order> cancel(Request.OrderReference order);

    /** Asks for all working orders, or those of one symbol, to be cancelled; completes with their number. */
    CompletableFuture<Long> cancelAll(@Nullable String symbol);

    /** Changes an order; completes when that is durable. */
    CompletableFuture<Order> amend(Request.AmendOrder change);

    /** Enters rooms, now and on every connection to come; completes with all rooms of this client. */
    CompletableFuture<List<Room>> subscribe(List<Room> rooms);

    /** Leaves rooms, now and on every connection to come; completes with the rooms that remain. */
    CompletableFuture<List<Room>> unsubscribe(List<Room> rooms);

    /** Any other request of the protocol; completes with the {@code data} of the response. */
    CompletableFuture<JsonObject> request(Request request);

    /** The state that this client keeps; empty until it has one, and for a client that keeps none. */
    Optional<Account> account();

    /** Everything up to here has been given to the listener; empty before the first connection. */
    Optional<StreamPosition> position();

    /** How it is connected. */
    ConnectionState state();

    /** Waits until it is live. False if that took too long or the client has ended. */
    boolean awaitLive(Duration atMost) throws InterruptedException;

    /** Tries to come back at once, whatever strategy and circuit breaker say; does nothing while connected. Also leaves {@code Ended}. */
    void reconnectNow();

    /**
     * Logs out. Requests without an answer fail, with {@code OUTCOME_UNKNOWN} if they may have happened; orders stay as they are. Waits, at
     * most 2 s, until the position is kept and the logout is on its way, unless it is called by the listener.
     */
    @Override
    void close();
}
