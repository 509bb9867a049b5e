package org.tradingarena.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;

/**
 * A patch of RFC 6902 from one document to another (protocol section 5). The arena writes {@code add}, {@code remove} and {@code
 * replace} only. Deterministic, and small where a few members or array items changed; not always the smallest.
 *
 * @param operations in the order in which they are to be applied
 */
public record JsonPatch(List<Operation> operations) {
    public JsonPatch {
        operations = List.copyOf(operations);
    }

    /** One step; a {@code remove} has no value. */
    public record Operation(
            String op, String path, @Nullable Json value) {}

    /** The patch from one document to another; empty if they are equal. */
    public static JsonPatch between(JsonObject from, JsonObject to) {
        List<Operation> operations = new ArrayList<>();
        compare("", from, to, operations);
        return new JsonPatch(operations);
    }

    /** The patch of its JSON; {@link ProtocolException} if it is none. */
    public static JsonPatch read(Json patch) {
        if (!(patch instanceof JsonArray(List<Json> items))) {
            throw invalid("a patch is an array");
        }
        return new JsonPatch(items.stream().map(JsonPatch::operation).toList());
    }

    /** Its JSON text. */
    public String text() {
        List<String> texts = operations.stream()
                .map(operation -> JsonWriter.render(json -> {
                    json.text("op", operation.op()).text("path", operation.path());
                    if (operation.value() != null) {
                        json.tree("value", operation.value());
                    }
                }))
                .toList();
        return "[" + String.join(",", texts) + "]";
    }

    /** The document with the patch applied; {@link ProtocolException} if it does not fit. */
    public JsonObject appliedTo(JsonObject document) {
        Json patched = document;
        for (Operation operation : operations) {
            patched = JsonPointer.parse(operation.path()).apply(patched, operation);
        }
        if (patched instanceof JsonObject object) {
            return object;
        }
        throw invalid("a patch leaves an object");
    }

    static ProtocolException invalid(String rule) {
        return new ProtocolException(ArenaError.field(ErrorCode.INVALID_MESSAGE, "data.patch", rule));
    }

    private static Operation operation(Json item) {
        if (item instanceof JsonObject object
                && object.get("op") instanceof JsonText(String op)
                && object.get("path") instanceof JsonText(String path)
                && (op.equals("remove") || object.get("value") != null)) {
            return new Operation(op, path, op.equals("remove") ? null : object.get("value"));
        }
        throw invalid("an operation has op, path and value");
    }

    private static void compare(String path, Json from, Json to, List<Operation> operations) {
        if (from.equals(to)) {
            return;
        }
        if (from instanceof JsonObject before && to instanceof JsonObject after) {
            compareObjects(path, before, after, operations);
        } else if (from instanceof JsonArray(List<Json> before) && to instanceof JsonArray(List<Json> after)) {
            compareArrays(path, before, after, operations);
        } else {
            operations.add(new Operation("replace", path, to));
        }
    }

    private static void compareObjects(String path, JsonObject from, JsonObject to, List<Operation> operations) {
        for (String name : from.members().keySet()) {
            if (to.get(name) == null) {
                operations.add(new Operation("remove", JsonPointer.child(path, name), null));
            }
        }
        to.members().forEach((name, value) -> {
            Json before = from.get(name);
            if (before == null) {
                operations.add(new Operation("add", JsonPointer.child(path, name), value));
            } else {
                compare(JsonPointer.child(path, name), before, value, operations);
            }
        });
    }

    /** What both begin and end with stays; between, items are compared by place and the rest is removed or added. */
    private static void compareArrays(String path, List<Json> from, List<Json> to, List<Operation> operations) {
        int least = Math.min(from.size(), to.size());
        int head = 0;
        while (head < least && from.get(head).equals(to.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < least - head && from.get(from.size() - 1 - tail).equals(to.get(to.size() - 1 - tail))) {
            tail++;
        }
        int common = least - tail;
        for (int place = head; place < common; place++) {
            compare(path + "/" + place, from.get(place), to.get(place), operations);
        }
        for (int place = from.size() - tail - 1; place >= common; place--) {
            operations.add(new Operation("remove", path + "/" + place, null));
        }
        for (int place = common; place < to.size() - tail; place++) {
            operations.add(new Operation("add", path + "/" + place, to.get(place)));
        }
    }
}
