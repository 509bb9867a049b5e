package org.tradingarena.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.JsonPatch.Operation;

/** A place in a document (RFC 6901), and what an operation does there. */
record JsonPointer(List<String> names) {
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final String END = "-";

    static String child(String path, String name) {
        return path + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    static JsonPointer parse(String path) {
        if (path.isEmpty()) {
            return new JsonPointer(List.of());
        }
        if (!path.startsWith("/")) {
            throw JsonPatch.invalid("a path begins with /");
        }
        List<String> names = Stream.of(path.substring(1).split("/", -1))
                .map(name -> name.replace("~1", "/").replace("~0", "~"))
                .toList();
        if (names.size() > StrictJson.LEVELS) {
            throw JsonPatch.invalid("a path has at most " + StrictJson.LEVELS + " names");
        }
        return new JsonPointer(names);
    }

    Json apply(Json document, Operation operation) {
        return at(document, 0, operation);
    }

    private Json at(Json here, int depth, Operation operation) {
        if (depth == names.size()) {
            return replaced(operation);
        }
        boolean last = depth == names.size() - 1;
        return switch (here) {
            case JsonObject object -> inObject(object, depth, last, operation);
            case JsonArray array -> inArray(array, depth, last, operation);
            default -> throw JsonPatch.invalid("a path leads through objects and arrays");
        };
    }

    private Json inObject(JsonObject object, int depth, boolean last, Operation operation) {
        String name = names.get(depth);
        Map<String, Json> members = new LinkedHashMap<>(object.members());
        if (last && operation.op().equals("remove")) {
            existing(members.remove(name));
        } else if (last && operation.op().equals("add")) {
            members.put(name, value(operation));
        } else {
            members.put(name, at(existing(object.get(name)), depth + 1, operation));
        }
        return new JsonObject(members);
    }

    private Json inArray(JsonArray array, int depth, boolean last, Operation operation) {
        List<Json> items = new ArrayList<>(array.items());
        boolean adds = last && operation.op().equals("add");
        int index = index(names.get(depth), adds ? items.size() : items.size() - 1, items.size());
        if (adds) {
            items.add(index, value(operation));
        } else if (last && operation.op().equals("remove")) {
            items.remove(index);
        } else {
            items.set(index, at(items.get(index), depth + 1, operation));
        }
        return new JsonArray(items);
    }

    private static int index(String name, int most, int size) {
        int index = name.equals(END) ? size : INDEX.matcher(name).matches() ? Integer.parseInt(name) : -1;
        if (index < 0 || index > most) {
            throw JsonPatch.invalid("an index lies within its array");
        }
        return index;
    }

    private static Json replaced(Operation operation) {
        if (operation.op().equals("replace") || operation.op().equals("add")) {
            return value(operation);
        }
        throw JsonPatch.invalid("an operation is add, remove or replace");
    }

    private static Json value(Operation operation) {
        return existing(operation.value());
    }

    private static Json existing(@Nullable Json value) {
        if (value == null) {
            throw JsonPatch.invalid("an operation names what is there");
        }
        return value;
    }
}
