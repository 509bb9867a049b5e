package org.tradingarena.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonBoolean;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;

/**
 * Reads JSON that may be hostile (protocol section 11). {@code INVALID_JSON}: malformed text, trailing content, duplicate keys,
 * a byte order mark, more than {@value #LEVELS} levels, numbers over {@value #NUMBER_CHARACTERS} characters, invalid UTF-8, and
 * unpaired surrogates (escaped ones too, since no UTF-8 can say them). Depth is bounded while reading.
 */
public final class StrictJson {
    /** Objects and arrays within each other, the root included. */
    public static final int LEVELS = 16;

    /** The longest number, its sign included. */
    public static final int NUMBER_CHARACTERS = 32;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Names come from strangers: none of them may stay in a table.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(LEVELS)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /**
     * What a text may cost.
     *
     * @param characters the longest text; longer ones are {@code MESSAGE_TOO_LARGE}
     * @param tokens the most names, values and brackets
     */
    public record Limits(int characters, int tokens) {
        /** For what a client sends: 16 times the default {@code max_message_bytes}, which the socket bounds itself. */
        public static final Limits REQUEST = new Limits(1 << 20, 1 << 16);

        /** For what a server sends to a client that trusts it: room for a state with thousands of orders. */
        public static final Limits FRAME = new Limits(1 << 26, 1 << 23);
    }

    /** A document, and the very characters of each item of one array in it. */
    public record Sliced(Json document, List<String> items) {}

    /** How deep the array of a {@link #slice} may lie: in the root, or in an object of the root. */
    private static final int SLICED_LEVEL = 3;

    private final JsonParser parser;
    private final String text;
    private final @Nullable String sliced;
    private final List<String> slices = new ArrayList<>();
    private int tokensLeft;

    private StrictJson(JsonParser parser, String text, @Nullable String sliced, Limits limits) {
        this.parser = parser;
        this.text = text;
        this.sliced = sliced;
        this.tokensLeft = limits.tokens();
    }

    /** Reads a request; throws {@link ProtocolException}. */
    public static Json parse(String text) {
        return parse(text, Limits.REQUEST);
    }

    /** Reads a request of UTF-8 bytes; throws {@link ProtocolException}. */
    public static Json parse(byte[] utf8) {
        return parse(decode(utf8), Limits.REQUEST);
    }

    /** Reads a text within limits; throws {@link ProtocolException}. */
    public static Json parse(String text, Limits limits) {
        return read(text, null, limits).document();
    }

    /**
     * Reads a text within limits, and cuts out the items of the array of this name that the root, or an object of the root, has: what a
     * message holds can so be kept as it was sent. Throws {@link ProtocolException}.
     */
    public static Sliced slice(String text, String array, Limits limits) {
        return read(text, array, limits);
    }

    private static Sliced read(String text, @Nullable String sliced, Limits limits) {
        if (text.length() > limits.characters()) {
            throw new ProtocolException(ArenaError.of(ErrorCode.MESSAGE_TOO_LARGE, "the message is too large"));
        }
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            throw invalid("a byte order mark");
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            StrictJson reader = new StrictJson(parser, text, sliced, limits);
            return new Sliced(reader.document(), reader.slices);
        } catch (JsonProcessingException malformed) {
            throw invalid("malformed" + place(malformed));
        } catch (IOException impossible) {
            throw invalid("unreadable");
        }
    }

    /** The text of UTF-8 bytes; {@code INVALID_JSON} if they are not UTF-8. */
    public static String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw invalid("invalid UTF-8");
        }
    }

    private Json document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw invalid("the message is empty");
        }
        Json root = value(first);
        if (parser.nextToken() != null) {
            throw invalid("content after the message");
        }
        return root;
    }

    private Json value(JsonToken token) throws IOException {
        count();
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new JsonText(wellFormed(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> Json.NULL;
            default -> throw invalid("malformed");
        };
    }

    private JsonObject object() throws IOException {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            count();
            String name = wellFormed(parser.currentName());
            if (members.containsKey(name)) {
                throw invalid("a duplicate key");
            }
            members.put(name, member(name, parser.nextToken()));
        }
        return new JsonObject(members);
    }

    private Json member(String name, JsonToken token) throws IOException {
        boolean isSliced = token == JsonToken.START_ARRAY
                && name.equals(sliced)
                && parser.getParsingContext().getNestingDepth() <= SLICED_LEVEL;
        return isSliced ? slicedArray() : value(token);
    }

    private JsonArray slicedArray() throws IOException {
        count();
        List<Json> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            int from = (int) parser.currentTokenLocation().getCharOffset();
            items.add(value(token));
            slices.add(text.substring(from, (int) parser.currentLocation().getCharOffset()));
        }
        return new JsonArray(items);
    }

    private JsonArray array() throws IOException {
        List<Json> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return new JsonArray(items);
    }

    private void count() {
        if (--tokensLeft < 0) {
            throw invalid("too many values");
        }
    }

    private static JsonNumber number(String text) {
        if (text.length() > NUMBER_CHARACTERS) {
            throw invalid("a number over " + NUMBER_CHARACTERS + " characters");
        }
        return new JsonNumber(text);
    }

    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                boolean pair = Character.isHighSurrogate(unit)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw invalid("an unpaired surrogate");
                }
                i++;
            }
        }
        return text;
    }

    private static String place(JsonProcessingException malformed) {
        return malformed.getLocation() == null
                ? ""
                : " at line " + malformed.getLocation().getLineNr() + ", column "
                        + malformed.getLocation().getColumnNr();
    }

    private static ProtocolException invalid(String what) {
        return new ProtocolException(ArenaError.of(ErrorCode.INVALID_JSON, "Invalid JSON: " + what));
    }
}
