package org.tradingarena.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.PriceLevel;

/**
 * Writes members of objects as compact JSON in the wire's forms (protocol section 1): amounts as plain decimals, times with
 * milliseconds, words in lower case, absent values as null. Every method adds one member and answers the writer itself.
 */
public final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int USUAL_CHARACTERS = 512;

    private final JsonGenerator out;
    private final boolean numbersAsText;

    private JsonWriter(JsonGenerator out, boolean numbersAsText) {
        this.out = out;
        this.numbersAsText = numbersAsText;
    }

    /** The text of an object. */
    static String render(JsonBody body) {
        return render(body, false);
    }

    /** The text of an object, with every number as the string of its wire text if so asked (protocol section 5). */
    static String render(JsonBody body, boolean numbersAsText) {
        StringWriter text = new StringWriter(USUAL_CHARACTERS);
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            out.writeStartObject();
            body.write(new JsonWriter(out, numbersAsText));
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** A string, or null. */
    public JsonWriter text(String name, @Nullable String value) {
        return put(name, () -> writeText(value));
    }

    /** A price, quantity or sum of money, in atoms. */
    public JsonWriter amount(String name, long atoms) {
        return put(name, () -> number(Atoms.text(atoms)));
    }

    /** A price or quantity as it was written. */
    public JsonWriter amount(String name, Amount amount) {
        return put(name, () -> number(amount.text()));
    }

    /** A price, quantity or sum of money, or null. */
    public JsonWriter amount(String name, OptionalLong atoms) {
        return atoms.isPresent() ? amount(name, atoms.getAsLong()) : nil(name);
    }

    /** A decimal, written plainly and without superfluous zeros. */
    public JsonWriter decimal(String name, BigDecimal value) {
        return put(name, () -> number(value.stripTrailingZeros().toPlainString()));
    }

    /** An integer. */
    public JsonWriter integer(String name, long value) {
        return put(name, () -> number(Long.toString(value)));
    }

    /** True or false. */
    public JsonWriter flag(String name, boolean value) {
        return put(name, () -> out.writeBoolean(value));
    }

    /** A time, or null. */
    public JsonWriter time(String name, @Nullable Instant at) {
        return text(name, at == null ? null : Times.text(at));
    }

    /** A constant's name in lower case. */
    public JsonWriter word(String name, Enum<?> constant) {
        return text(name, Words.of(constant));
    }

    /** A constant's name as it is, or null: the form of codes. */
    public JsonWriter code(String name, @Nullable Enum<?> constant) {
        return text(name, constant == null ? null : constant.name());
    }

    /** Null. */
    public JsonWriter nil(String name) {
        return put(name, out::writeNull);
    }

    /** An object, or null. */
    public JsonWriter object(String name, @Nullable JsonBody body) {
        return body == null ? nil(name) : put(name, () -> writeObject(body));
    }

    /** An array of objects. */
    public <T> JsonWriter objects(String name, Collection<T> items, Function<T, JsonBody> body) {
        return put(name, () -> {
            out.writeStartArray();
            for (T item : items) {
                writeObject(body.apply(item));
            }
            out.writeEndArray();
        });
    }

    /** An array of strings. */
    public JsonWriter texts(String name, Collection<String> values) {
        return put(name, () -> {
            out.writeStartArray();
            for (String value : values) {
                out.writeString(value);
            }
            out.writeEndArray();
        });
    }

    /** Price levels as {@code [[price, quantity], …]}, in their order. */
    public JsonWriter levels(String name, List<PriceLevel> levels) {
        return put(name, () -> {
            out.writeStartArray();
            for (PriceLevel level : levels) {
                out.writeStartArray();
                number(Atoms.text(level.price()));
                number(Atoms.text(level.quantity()));
                out.writeEndArray();
            }
            out.writeEndArray();
        });
    }

    /** A value that is JSON text already, spliced in byte for byte; nobody checks it. */
    public JsonWriter raw(String name, String json) {
        return put(name, () -> out.writeRawValue(json));
    }

    /** An array of values that are JSON texts already, spliced in byte for byte. */
    public JsonWriter raws(String name, Collection<String> jsons) {
        return put(name, () -> {
            out.writeStartArray();
            for (String json : jsons) {
                out.writeRawValue(json);
            }
            out.writeEndArray();
        });
    }

    /** A tree; its numbers keep their text. */
    public JsonWriter tree(String name, Json value) {
        return put(name, () -> writeTree(value));
    }

    private void writeTree(Json value) throws IOException {
        switch (value) {
            case Json.JsonObject object -> {
                out.writeStartObject();
                for (Map.Entry<String, Json> member : object.members().entrySet()) {
                    out.writeFieldName(member.getKey());
                    writeTree(member.getValue());
                }
                out.writeEndObject();
            }
            case Json.JsonArray array -> {
                out.writeStartArray();
                for (Json item : array.items()) {
                    writeTree(item);
                }
                out.writeEndArray();
            }
            case Json.JsonText text -> out.writeString(text.value());
            case Json.JsonNumber number -> number(number.text());
            case Json.JsonBoolean flag -> out.writeBoolean(flag.value());
            case Json.JsonNull absent -> out.writeNull();
        }
    }

    private void writeObject(JsonBody body) throws IOException {
        out.writeStartObject();
        body.write(this);
        out.writeEndObject();
    }

    private void writeText(@Nullable String value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else {
            out.writeString(value);
        }
    }

    private void number(String text) throws IOException {
        if (numbersAsText) {
            out.writeString(text);
        } else {
            out.writeNumber(text);
        }
    }

    private JsonWriter put(String name, Step step) {
        try {
            out.writeFieldName(name);
            step.run();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
