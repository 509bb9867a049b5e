package org.tradingarena.gateway.http;

import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.Query;
import org.tradingarena.protocol.JsonWriter;

/** The parameters of an address as members of the data of the socket's request, so that one parser reads both. */
final class Parameters {
    private static final Pattern INTEGER = Pattern.compile("0|[1-9][0-9]{0,15}");

    private Parameters() {}

    /** A string, if it is there. */
    static void text(JsonWriter json, Query query, String name) {
        query.get(name).ifPresent(value -> json.text(name, value));
    }

    /** An integer, if it is there; one that is none goes on as a string, so that it is refused by its name. */
    static void integer(JsonWriter json, Query query, String name) {
        query.get(name).ifPresent(value -> {
            if (INTEGER.matcher(value).matches()) {
                json.raw(name, value);
            } else {
                json.text(name, value);
            }
        });
    }

    /** A symbol, {@code BTC-USD} or {@code BTC/USD}. */
    static String symbol(String text) {
        return text.replace('-', '/');
    }
}
