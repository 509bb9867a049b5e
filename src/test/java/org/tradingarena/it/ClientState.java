package org.tradingarena.it;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The state document of protocol section 5 as a client derives it from what it was sent: its hash (RFC 8785) and patches (RFC 6902). */
final class ClientState {
    private ClientState() {}

    /** The document of a full {@code initial_state}, numbers as on the wire. */
    static ObjectNode document(JsonNode initialState) {
        ObjectNode document = WireJson.object();
        document.set("balances", initialState.path("balances").deepCopy());
        document.set("orders", initialState.path("orders").deepCopy());
        ObjectNode portfolio = initialState.path("portfolio").deepCopy();
        portfolio.remove(List.of("total_value_usd", "unrealized_pnl"));
        portfolio
                .path("positions")
                .forEach(position ->
                        ((ObjectNode) position).remove(List.of("mark_price", "market_value", "unrealized_pnl")));
        document.set("portfolio", portfolio);
        return document;
    }

    static String hash(JsonNode document) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(canonical(document).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** RFC 8785 with each number as a string of its wire text. */
    static String canonical(JsonNode value) {
        if (value.isObject()) {
            TreeMap<String, JsonNode> members = new TreeMap<>(); // by UTF-16 code units, as the RFC wants
            value.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            return members.entrySet().stream()
                    .map(member -> quoted(member.getKey()) + ":" + canonical(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value.isArray()) {
            return value.valueStream().map(ClientState::canonical).collect(Collectors.joining(",", "[", "]"));
        }
        if (value.isNumber()) {
            return quoted(value.decimalValue().toPlainString());
        }
        return value.isTextual() ? quoted(value.asText()) : value.asText();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\b' -> quoted.append("\\b");
                case '\t' -> quoted.append("\\t");
                case '\n' -> quoted.append("\\n");
                case '\f' -> quoted.append("\\f");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (character < ' ') {
                        quoted.append(String.format("\\u%04x", (int) character));
                    } else {
                        quoted.append(character);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** The document after a patch of add, remove and replace. */
    static JsonNode patched(JsonNode document, JsonNode patch) {
        JsonNode result = document.deepCopy();
        for (JsonNode operation : patch) {
            JsonPointer path = JsonPointer.compile(operation.path("path").asText());
            JsonNode parent = result.at(path.head());
            String name = path.last().getMatchingProperty();
            String op = operation.path("op").asText();
            if (parent instanceof ObjectNode object) {
                change(object, name, op, operation.path("value"));
            } else if (parent instanceof ArrayNode array) {
                change(array, name, op, operation.path("value"));
            } else {
                throw new AssertionError("the patch points to nothing: " + operation);
            }
        }
        return result;
    }

    private static void change(ObjectNode object, String name, String op, JsonNode value) {
        boolean there = object.has(name);
        switch (op) {
            case "add" -> object.set(name, value);
            case "replace" -> {
                require(there, name);
                object.set(name, value);
            }
            case "remove" -> {
                require(there, name);
                object.remove(name);
            }
            default -> throw new AssertionError("an operation that the server need not use: " + op);
        }
    }

    private static void change(ArrayNode array, String name, String op, JsonNode value) {
        int index = name.equals("-") ? array.size() : Integer.parseInt(name);
        switch (op) {
            case "add" -> array.insert(index, value);
            case "replace" -> {
                require(index < array.size(), name);
                array.set(index, value);
            }
            case "remove" -> {
                require(index < array.size(), name);
                array.remove(index);
            }
            default -> throw new AssertionError("an operation that the server need not use: " + op);
        }
    }

    private static void require(boolean there, String name) {
        if (!there) {
            throw new AssertionError("the patch changes what is not there: " + name);
        }
    }
}
