package org.tradingarena.protocol;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The data of {@code initial_state} (protocol section 5): the components asked for, and always {@code position}, {@code state_hash}
 * and {@code mode}.
 *
 * @param stateHash {@link StateDocument#hash} of the state, whatever {@code include} says
 * @param include never empty
 */
public record InitialState(
        StateView state, String stateHash, Marks marks, Set<Include> include, Collection<Room> rooms, Socket socket) {

    /** What the component about the connection says: this socket, as far as the server counted. */
    public record Socket(
            @Nullable String connectionId,
            String clientId,
            @Nullable Instant connectedAt,
            long messageCount,
            long portfolioUpdatesReceived,
            long ordersReceived,
            long marketUpdatesReceived,
            long reconnects) {}

    /** The whole state. */
    public JsonBody full() {
        return json -> {
            head(json, "full");
            if (include.contains(Include.PORTFOLIO)) {
                json.object("portfolio", PortfolioView.of(state, marks));
            }
            if (include.contains(Include.BALANCES)) {
                json.object("balances", Views.balances(state.balances()));
            }
            if (include.contains(Include.ORDERS)) {
                json.object("orders", Views.openOrders(state.openOrders()));
            }
            rest(json);
        };
    }

    /** The difference to the client's base, a rendered RFC 6902 patch, in place of portfolio, balances and orders. */
    public JsonBody diff(String patch) {
        return json -> {
            head(json, "diff");
            json.raw("patch", patch);
            rest(json);
        };
    }

    private void head(JsonWriter json, String mode) {
        json.object("position", new StreamPosition(state.epoch(), state.seq()).body())
                .text("state_hash", stateHash)
                .text("mode", mode);
    }

    private void rest(JsonWriter json) {
        if (include.contains(Include.SUBSCRIPTIONS)) {
            json.object("subscriptions", Views.rooms(rooms));
        }
        if (include.contains(Include.CONNECTION)) {
            json.object("connection", connection(socket));
        }
        if (include.contains(Include.COMMANDS)) {
            json.objects("commands", state.commands(), Views::command);
        }
    }

    private static JsonBody connection(Socket socket) {
        return json -> json.text("connection_id", socket.connectionId())
                .text("client_id", socket.clientId())
                .time("connected_at", socket.connectedAt())
                .integer("message_count", socket.messageCount())
                .integer("portfolio_updates_received", socket.portfolioUpdatesReceived())
                .integer("orders_received", socket.ordersReceived())
                .integer("market_updates_received", socket.marketUpdatesReceived())
                .integer("reconnects", socket.reconnects());
    }
}
