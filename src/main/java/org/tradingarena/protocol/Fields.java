package org.tradingarena.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonBoolean;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;

/**
 * Reads the members of an object and refuses what has not the asked form, with the member's dotted path in {@code
 * details.field}. A member that is null counts as absent; unknown members are not looked at (protocol section 1).
 */
public final class Fields {
    /** The greatest integer that every JSON reader keeps exact. */
    public static final long LARGEST_INTEGER = (1L << 53) - 1;

    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,15}");

    private final JsonObject object;
    private final String path;

    private Fields(JsonObject object, String path) {
        this.object = object;
        this.path = path;
    }

    /** The members of an object at a dotted path; the empty path is the root. */
    public static Fields of(JsonObject object, String path) {
        return new Fields(object, path);
    }

    /** The members of a document; {@code INVALID_MESSAGE} if it is not an object. */
    public static Fields ofDocument(Json document) {
        if (document instanceof JsonObject object) {
            return new Fields(object, "");
        }
        throw new ProtocolException(ArenaError.of(ErrorCode.INVALID_MESSAGE, "A message is a JSON object"));
    }

    /** The dotted path of a member. */
    public String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The member, absent or null as Java's null. */
    public @Nullable Json find(String name) {
        Json value = object.get(name);
        return value == null || value.equals(Json.NULL) ? null : value;
    }

    /** Whether the member is there, be it null. */
    public boolean has(String name) {
        return object.get(name) != null;
    }

    /** The object itself. */
    public JsonObject object() {
        return object;
    }

    /** A string of 1 to {@code longest} Unicode characters. */
    public Optional<String> text(String name, int longest) {
        Json value = find(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof JsonText(String text))) {
            throw invalid(name, "must be a string");
        }
        if (text.isEmpty() || text.codePointCount(0, text.length()) > longest) {
            throw invalid(name, "must have 1 to " + longest + " characters");
        }
        return Optional.of(text);
    }

    /** As {@link #text}, and there. */
    public String requireText(String name, int longest) {
        return text(name, longest).orElseThrow(missing(name));
    }

    /** True or false. */
    public Optional<Boolean> flag(String name) {
        Json value = find(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonBoolean(boolean flag)) {
            return Optional.of(flag);
        }
        throw invalid(name, "must be true or false");
    }

    /** As {@link #flag}, and there. */
    public boolean requireFlag(String name) {
        return flag(name).orElseThrow(missing(name));
    }

    /** An integer of this range, written as one: {@code 5}, not {@code 5.0}, {@code 5e0} or {@code "5"}. */
    public OptionalLong integer(String name, long least, long most) {
        Json value = find(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        OptionalLong integer = integer(value);
        if (integer.isEmpty() || integer.getAsLong() < least || integer.getAsLong() > most) {
            throw invalid(name, "must be an integer from " + least + " to " + most);
        }
        return integer;
    }

    /** As {@link #integer(String, long, long)}, and there. */
    public long requireInteger(String name, long least, long most) {
        return integer(name, least, most).orElseThrow(missing(name));
    }

    /** The integer of a value; empty if it is none, or not within ±(2<sup>53</sup>-1). */
    static OptionalLong integer(Json value) {
        if (value instanceof JsonNumber(String text) && INTEGER.matcher(text).matches()) {
            long integer = Long.parseLong(text);
            return Math.abs(integer) <= LARGEST_INTEGER ? OptionalLong.of(integer) : OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    /** One of the words of an enum: its constants' names in lower case. */
    public <E extends Enum<E>> Optional<E> word(String name, Class<E> type) {
        Json value = find(name);
        if (value == null) {
            return Optional.empty();
        }
        Optional<E> word = value instanceof JsonText(String text) ? Words.find(type, text) : Optional.empty();
        if (word.isEmpty()) {
            throw invalid(name, "must be one of " + Words.list(type));
        }
        return word;
    }

    /** As {@link #word}, and there. */
    public <E extends Enum<E>> E requireWord(String name, Class<E> type) {
        return word(name, type).orElseThrow(missing(name));
    }

    /** The members of an object within this one. */
    public Optional<Fields> object(String name) {
        Json value = find(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonObject inner) {
            return Optional.of(new Fields(inner, path(name)));
        }
        throw invalid(name, "must be an object");
    }

    /** An array of at most so many strings; there, and not null, if {@link #has} says so. */
    public List<String> texts(String name, int most) {
        if (!(object.get(name) instanceof JsonArray(List<Json> items))) {
            throw has(name)
                    ? invalid(name, "must be an array of strings")
                    : missing(name).get();
        }
        if (items.size() > most) {
            throw invalid(name, "must have at most " + most + " items");
        }
        List<String> texts = new ArrayList<>(items.size());
        for (Json item : items) {
            if (!(item instanceof JsonText(String text))) {
                throw invalid(name + "." + texts.size(), "must be a string");
            }
            texts.add(text);
        }
        return texts;
    }

    /** A symbol's text; {@code INVALID_SYMBOL} if it has not the form of one. */
    public Optional<String> symbol(String name) {
        Json value = find(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof JsonText(String text))) {
            throw invalid(name, "must be a string");
        }
        if (!Ids.isSymbol(text)) {
            throw refused(ErrorCode.INVALID_SYMBOL, name, "must have the form BASE/QUOTE");
        }
        return Optional.of(text);
    }

    /** As {@link #symbol}, and there. */
    public String requireSymbol(String name) {
        return symbol(name).orElseThrow(missing(name));
    }

    /** {@code INVALID_MESSAGE} about a member. */
    public ProtocolException invalid(String name, String rule) {
        return refused(ErrorCode.INVALID_MESSAGE, name, rule);
    }

    /** A refusal about a member; its message is the path and the rule. */
    public ProtocolException refused(ErrorCode code, String name, String rule) {
        return new ProtocolException(ArenaError.field(code, path(name), path(name) + " " + rule));
    }

    /** {@code INVALID_MESSAGE}: a member is missing. */
    public Supplier<ProtocolException> missing(String name) {
        return () -> invalid(name, "is missing");
    }
}
