package org.tradingarena.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders what the server says, except numbered events and market messages (protocol sections 2 and 10). */
public final class Wire {
    private Wire() {}

    /** A response. */
    public static String response(@Nullable String id, String type, JsonBody data, Instant now) {
        return JsonWriter.render(json -> json.text("id", id)
                .text("type", type)
                .flag("success", true)
                .object("data", data)
                .time("timestamp", now));
    }

    /** What no request asked for: like a response, the id null. */
    public static String unsolicited(String type, JsonBody data, Instant now) {
        return response(null, type, data, now);
    }

    /** A refusal. */
    public static String error(@Nullable String id, ArenaError error, Instant now) {
        return JsonWriter.render(json -> json.text("id", id)
                .text("type", "error")
                .flag("success", false)
                .object("error", body(error))
                .time("timestamp", now));
    }

    /** The body of an HTTP response: bare data. */
    public static String bare(JsonBody data) {
        return JsonWriter.render(data);
    }

    /** The body of an HTTP error. A body is bare data, so {@code details.field} loses the {@code data.} that it begins with. */
    public static String httpError(ArenaError error) {
        return JsonWriter.render(json -> json.object("error", body(error.outsideData())));
    }

    /** A batch: frames that are rendered already, each the same bytes as alone. */
    public static String events(List<String> frames) {
        return JsonWriter.render(
                json -> json.text("type", "events").object("data", data -> data.raws("events", frames)));
    }

    private static JsonBody body(ArenaError error) {
        return json -> json.code("code", error.code())
                .text("message", error.message())
                .tree("details", Json.of(error.details()));
    }
}
