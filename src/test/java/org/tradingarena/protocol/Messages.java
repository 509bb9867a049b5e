package org.tradingarena.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Texts of requests that are right but for what a test changes. */
final class Messages {
    static final String KEY = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    static final String SIGNATURE = "A".repeat(86);

    private Messages() {}

    /** A message of this type with this data. */
    static String message(String type, String data) {
        return "{\"id\":\"r1\",\"type\":\"" + type + "\",\"data\":" + data + "}";
    }

    /** A good limit order; each change is {@code name=json}, or {@code name} alone to leave it out. */
    static String place(String... changes) {
        return message("place_order", object(changes, limitOrder()));
    }

    /** A good market order with changes. */
    static String market(String... changes) {
        Map<String, String> order = limitOrder();
        order.put("order_type", "\"market\"");
        order.remove("price");
        return message("place_order", object(changes, order));
    }

    /** A good sign-in with changes. */
    static String auth(String... changes) {
        Map<String, String> auth = new LinkedHashMap<>();
        auth.put("client_id", "\"laptop-1\"");
        auth.put("public_key", '"' + KEY + '"');
        auth.put("signature", '"' + SIGNATURE + '"');
        return message("auth", object(changes, auth));
    }

    private static Map<String, String> limitOrder() {
        Map<String, String> order = new LinkedHashMap<>();
        order.put("client_order_id", "\"c-1\"");
        order.put("symbol", "\"BTC/USD\"");
        order.put("side", "\"buy\"");
        order.put("order_type", "\"limit\"");
        order.put("quantity", "0.5");
        order.put("price", "50000");
        return order;
    }

    private static String object(String[] changes, Map<String, String> members) {
        for (String change : changes) {
            int at = change.indexOf('=');
            if (at < 0) {
                members.remove(change);
            } else {
                members.put(change.substring(0, at), change.substring(at + 1));
            }
        }
        return members.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
