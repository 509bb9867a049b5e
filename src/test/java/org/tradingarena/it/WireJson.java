package org.tradingarena.it;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** JSON as a careful stranger reads it: no duplicate keys, exact numbers, and the very characters of what lies inside a message. */
final class WireJson {
    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Plain decimal, without superfluous zeros and without minus zero (protocol section 1). */
    private static final Pattern PLAIN = Pattern.compile("0|-?[1-9][0-9]*|-?(0|[1-9][0-9]*)\\.[0-9]*[1-9]");

    private WireJson() {}

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("not JSON: " + text, malformed);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** An object written with single quotes for double ones. */
    static ObjectNode object(String singleQuoted) {
        return (ObjectNode) parse(singleQuoted.replace('\'', '"'));
    }

    /** The numbers of a text that are not written as the protocol wants them. */
    static List<String> oddNumbers(String text) {
        List<String> odd = new ArrayList<>();
        try (JsonParser parser = MAPPER.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric() && !PLAIN.matcher(parser.getText()).matches()) {
                    odd.add(parser.getText());
                }
            }
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
        return odd;
    }

    /** The elements of the array at a path of names, each cut out of the text and not written again. Empty if there is no such array. */
    static List<String> slices(String text, String... path) {
        List<String> slices = new ArrayList<>();
        try (JsonParser parser = MAPPER.createParser(text)) {
            if (enter(parser, path)) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    int from = (int) parser.currentTokenLocation().getCharOffset();
                    parser.skipChildren();
                    slices.add(
                            text.substring(from, (int) parser.currentLocation().getCharOffset()));
                }
            }
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
        return slices;
    }

    private static boolean enter(JsonParser parser, String... path) throws IOException {
        JsonToken token = parser.nextToken();
        for (String name : path) {
            if (token != JsonToken.START_OBJECT) {
                return false;
            }
            boolean found = false;
            while (!found && parser.nextToken() == JsonToken.FIELD_NAME) {
                found = parser.currentName().equals(name);
                token = parser.nextToken();
                if (!found) {
                    parser.skipChildren();
                }
            }
            if (!found) {
                return false;
            }
        }
        return token == JsonToken.START_ARRAY;
    }

    /** The {@code subscriptions} of an {@code auth}. */
    static ObjectNode rooms(String... rooms) {
        ObjectNode fields = object();
        List.of(rooms).forEach(fields.putArray("subscriptions")::add);
        return fields;
    }
}
