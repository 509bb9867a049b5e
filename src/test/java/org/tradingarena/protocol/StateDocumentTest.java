package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Position;
import org.tradingarena.protocol.Json.JsonObject;

class StateDocumentTest {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Test
    void the_hash_is_the_sha_256_of_the_canonical_document() throws Exception {
        String order =
                "{\"average_fill_price\":\"49992.5\",\"client_id\":\"laptop\",\"client_order_id\":\"c \\\"1\\\"\","
                        + "\"created_at\":\"2025-01-31T09:30:00.123Z\",\"filled_quantity\":\"0.2\",\"order_id\":\"o-1\","
                        + "\"order_type\":\"limit\",\"post_only\":true,\"price\":\"50000\",\"quantity\":\"0.5\",\"reason\":null,"
                        + "\"remaining_quantity\":\"0.3\",\"side\":\"buy\",\"status\":\"partially_filled\","
                        + "\"symbol\":\"BTC/USD\",\"time_in_force\":\"gtc\",\"updated_at\":\"2025-01-31T09:31:00.000Z\"}";
        String balances =
                "{\"BTC\":{\"available\":\"0.1\",\"currency\":\"BTC\",\"reserved\":\"0.1\",\"total\":\"0.2\"},"
                        + "\"ETH\":{\"available\":\"3\",\"currency\":\"ETH\",\"reserved\":\"0\",\"total\":\"3\"},"
                        + "\"USD\":{\"available\":\"85000.5\",\"currency\":\"USD\",\"reserved\":\"15000\",\"total\":\"100000.5\"}}";
        String expected = "{\"balances\":" + balances + ",\"orders\":{\"count\":\"1\",\"open_orders\":[" + order
                + "]},\"portfolio\":{\"balances\":" + balances
                + ",\"collective_id\":\"alpha\",\"last_updated\":\"2025-01-31T09:31:00.000Z\",\"positions\":{\"BTC/USD\":"
                + "{\"average_price\":\"49992.5\",\"quantity\":\"0.2\",\"realized_pnl\":\"-12.25\"},\"SOL/USD\":"
                + "{\"average_price\":\"0\",\"quantity\":\"0\",\"realized_pnl\":\"20\"}},\"realized_pnl\":\"7.75\"}}";

        assertThat(StateDocument.canonical(Samples.state())).isEqualTo(expected);
        assertThat(StateDocument.hash(Samples.state())).isEqualTo(sha256(expected));
    }

    @Test
    void an_independent_client_derives_the_hash_from_the_wire() throws Exception {
        assertThat(derivedByAnotherClient(wire(Samples.state(), Samples.marks())))
                .isEqualTo(StateDocument.hash(Samples.state()));
    }

    @Test
    void our_own_client_derives_the_hash_from_the_wire() {
        ServerMessage message = ServerMessageParser.parse(
                Wire.response("r", "initial_state", initialState(Samples.state(), Samples.marks()), Samples.AT));
        JsonObject document = StateDocument.wire(((ServerMessage.Response) message).data());

        assertThat(StateDocument.hash(document)).isEqualTo(StateDocument.hash(Samples.state()));
        assertThat(document.members().keySet()).containsExactly("balances", "orders", "portfolio");
        assertThat(StateDocument.hash(StateDocument.wire(Samples.state())))
                .isEqualTo(StateDocument.hash(Samples.state()));
    }

    @Test
    void marks_do_not_move_the_hash_and_everything_else_does() {
        StateView state = Samples.state();
        StateView richer = new StateView(
                state.collectiveId(),
                state.epoch(),
                state.seq(),
                state.lastUpdated(),
                Map.of("USD", new Balance(1, 0)),
                state.positions(),
                state.openOrders(),
                state.commands());

        assertThat(wire(state, Marks.NONE)).isNotEqualTo(wire(state, Samples.marks()));
        assertThat(StateDocument.hash(document(wire(state, Marks.NONE))))
                .isEqualTo(StateDocument.hash(document(wire(state, Samples.marks()))));
        assertThat(StateDocument.hash(richer)).isNotEqualTo(StateDocument.hash(state));
    }

    @Test
    void a_state_without_a_component_has_no_document() {
        assertThatThrownBy(() -> StateDocument.wire(JsonObject.EMPTY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void every_client_derives_the_same_hash_of_any_state(
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000_000_000L) long total,
            @ForAll @LongRange(min = 1, max = 10_000_000_000L) long quantity,
            @ForAll long realized,
            @ForAll String name)
            throws Exception {
        String currency = "C" + Integer.toUnsignedString(name.hashCode());
        StateView state = new StateView(
                "alpha",
                "e",
                1,
                Samples.AT,
                Map.of(currency, new Balance(total, total / 3), "USD", new Balance(total / 7, 0)),
                Map.of("BTC/USD", new Position("BTC/USD", quantity * 10_000, quantity * 7, realized)),
                List.of(Samples.rejectedMarketOrder(), Samples.limitOrder()),
                List.of());

        assertThat(derivedByAnotherClient(wire(state, Samples.marks()))).isEqualTo(StateDocument.hash(state));
    }

    private static JsonBody initialState(StateView state, Marks marks) {
        return new InitialState(
                        state,
                        StateDocument.hash(state),
                        marks,
                        EnumSet.allOf(Include.class),
                        List.of(),
                        new InitialState.Socket(null, "laptop", null, 0, 0, 0, 0, 0))
                .full();
    }

    private static String wire(StateView state, Marks marks) {
        return Wire.bare(initialState(state, marks));
    }

    private static JsonObject document(String wire) {
        return StateDocument.wire((JsonObject) StrictJson.parse(wire));
    }

    /** Section 5 once more, from the page alone: another JSON library, its own canonical form. */
    private static String derivedByAnotherClient(String wire) throws Exception {
        ObjectNode data = (ObjectNode) MAPPER.readTree(wire);
        ObjectNode portfolio = (ObjectNode) data.get("portfolio");
        portfolio.remove(List.of("total_value_usd", "unrealized_pnl"));
        portfolio
                .get("positions")
                .forEach(position ->
                        ((ObjectNode) position).remove(List.of("mark_price", "market_value", "unrealized_pnl")));
        data.retain("balances", "orders", "portfolio");
        return sha256(canonical(data));
    }

    private static String canonical(JsonNode node) throws JsonProcessingException {
        StringBuilder text = new StringBuilder();
        if (node.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
            for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
                text.append(text.isEmpty() ? "" : ",")
                        .append(MAPPER.writeValueAsString(member.getKey()))
                        .append(':')
                        .append(canonical(member.getValue()));
            }
            return "{" + text + "}";
        }
        if (node.isArray()) {
            for (JsonNode item : node) {
                text.append(text.isEmpty() ? "" : ",").append(canonical(item));
            }
            return "[" + text + "]";
        }
        return node.isNumber() ? '"' + node.decimalValue().toPlainString() + '"' : MAPPER.writeValueAsString(node);
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
