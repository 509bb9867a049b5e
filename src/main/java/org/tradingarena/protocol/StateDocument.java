package org.tradingarena.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.erdtman.jcs.JsonCanonicalizer;
import org.tradingarena.protocol.Json.JsonObject;

/**
 * The state document {@code balances, orders, portfolio} and its hash (protocol section 5): every number as the string of its wire
 * text, without the values that move by themselves, in the canonical form of RFC 8785, hashed with SHA-256.
 */
public final class StateDocument {
    private static final Set<String> MOVING_OF_POSITION = Set.of("mark_price", "market_value", "unrealized_pnl");
    private static final Set<String> MOVING_OF_PORTFOLIO = Set.of("total_value_usd", "unrealized_pnl");

    private StateDocument() {}

    /** The {@code state_hash} of a state, lower-case hex. */
    public static String hash(StateView state) {
        return Sha256.hex(canonical(JsonWriter.render(document(state), true)));
    }

    /** The canonical text that {@link #hash} hashes. */
    public static String canonical(StateView state) {
        return new String(canonical(JsonWriter.render(document(state), true)), StandardCharsets.UTF_8);
    }

    /** The document with its numbers as on the wire: what a {@code patch} goes from and to. */
    public static JsonObject wire(StateView state) {
        return (JsonObject) StrictJson.parse(JsonWriter.render(document(state)), StrictJson.Limits.FRAME);
    }

    /**
     * The document of an {@code initial_state} with all three components, as a client derives it; numbers as on the wire.
     *
     * @param data the {@code data} of the message
     */
    public static JsonObject wire(JsonObject data) {
        Map<String, Json> document = new LinkedHashMap<>();
        for (String component : List.of("balances", "orders", "portfolio")) {
            if (!(data.get(component) instanceof JsonObject part)) {
                throw new IllegalArgumentException("a state without " + component);
            }
            document.put(component, component.equals("portfolio") ? still(part) : part);
        }
        return new JsonObject(document);
    }

    /** The hash of a document with its numbers as on the wire, such as {@link #wire} or a patched one. */
    public static String hash(JsonObject wireDocument) {
        return Sha256.hex(
                canonical(JsonWriter.render(json -> wireDocument.members().forEach(json::tree), true)));
    }

    private static JsonBody document(StateView state) {
        return json -> json.object("balances", Views.balances(state.balances()))
                .object("orders", Views.openOrders(state.openOrders()))
                .object("portfolio", PortfolioView.still(state));
    }

    private static JsonObject still(JsonObject portfolio) {
        Map<String, Json> kept = without(portfolio, MOVING_OF_PORTFOLIO);
        if (kept.get("positions") instanceof JsonObject positions) {
            Map<String, Json> still = new LinkedHashMap<>();
            positions
                    .members()
                    .forEach((symbol, position) -> still.put(
                            symbol,
                            position instanceof JsonObject object
                                    ? new JsonObject(without(object, MOVING_OF_POSITION))
                                    : position));
            kept.put("positions", new JsonObject(still));
        }
        return new JsonObject(kept);
    }

    private static Map<String, Json> without(JsonObject object, Set<String> names) {
        Map<String, Json> kept = new LinkedHashMap<>(object.members());
        kept.keySet().removeAll(names);
        return kept;
    }

    private static byte[] canonical(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedUTF8();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
