package org.tradingarena.market.feed.socket;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Amount;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;

/**
 * What exchanges write in messages and {@link Fields} does not read. Decimals may be numbers or strings, plain, of at most 32 characters,
 * and keep the scale that they were written with.
 */
public final class Members {
    private static final int TEXT_CHARACTERS = 200;
    private static final Pattern ZERO = Pattern.compile("0(\\.0{1,30})?");

    private Members() {}

    /** A short string that must be there. */
    public static String text(Fields fields, String name) {
        return fields.requireText(name, TEXT_CHARACTERS);
    }

    /** A number of a message or trade: positive, or zero before the first. */
    public static long number(Fields fields, String name) {
        return fields.requireInteger(name, 0, Fields.LARGEST_INTEGER);
    }

    /** An RFC 3339 time; otherwise that of the arrival. */
    public static Instant time(Fields fields, String name, Instant arrival) {
        Optional<String> text = fields.text(name, TEXT_CHARACTERS);
        try {
            return text.map(Instant::parse).orElse(arrival);
        } catch (DateTimeParseException malformed) {
            throw fields.invalid(name, "must be an RFC 3339 time");
        }
    }

    /** A decimal above zero that must be there. */
    public static BigDecimal positive(Fields fields, String name) {
        return positive(fields, name, fields.find(name));
    }

    /** A decimal of zero or more that must be there. */
    public static BigDecimal decimal(Fields fields, String name) {
        return decimal(fields, name, fields.find(name));
    }

    /** As {@link #positive(Fields, String)}, of a value that was found already; the name is for the error. */
    public static BigDecimal positive(Fields fields, String name, @Nullable Json value) {
        return Amount.read(value)
                .map(Amount::decimal)
                .orElseThrow(() -> fields.invalid(name, "must be a decimal above zero"));
    }

    /** As {@link #decimal(Fields, String)}, of a value that was found already; the name is for the error. */
    public static BigDecimal decimal(Fields fields, String name, @Nullable Json value) {
        return Amount.read(value)
                .map(Amount::decimal)
                .or(() -> isZero(value) ? Optional.of(BigDecimal.ZERO) : Optional.empty())
                .orElseThrow(() -> fields.invalid(name, "must be a decimal of zero or more"));
    }

    /** An array that must be there. */
    public static List<Json> array(Fields fields, String name) {
        if (fields.find(name) instanceof JsonArray(List<Json> items)) {
            return items;
        }
        throw fields.invalid(name, "must be an array");
    }

    /** An array of objects that must be there. */
    public static List<Fields> objects(Fields fields, String name) {
        List<Fields> objects = new ArrayList<>();
        for (Json item : array(fields, name)) {
            String place = name + "." + objects.size();
            if (!(item instanceof JsonObject object)) {
                throw fields.invalid(place, "must be an object");
            }
            objects.add(Fields.of(object, fields.path(place)));
        }
        return objects;
    }

    private static boolean isZero(@Nullable Json value) {
        String text = switch (value) {
            case JsonNumber number -> number.text();
            case JsonText string -> string.value();
            case null, default -> "";
        };
        return ZERO.matcher(text).matches();
    }
}
