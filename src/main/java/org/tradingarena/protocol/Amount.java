package org.tradingarena.protocol;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.Atoms;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonText;

/**
 * A positive price or quantity as it was written: plain decimal, a number or a string (protocol section 1). Whether it lies on a
 * grid is for {@link OrderTerms}.
 *
 * @param text digits, optionally a point and more digits; at most {@link StrictJson#NUMBER_CHARACTERS} characters
 */
public record Amount(String text) {
    private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]*)(\\.[0-9]+)?");
    private static final Pattern ZERO = Pattern.compile("[0.]+");

    public Amount {
        if (!isForm(text)) {
            throw new IllegalArgumentException("not a positive plain decimal: " + text);
        }
    }

    /** The amount of atoms, which must be positive. */
    public static Amount ofAtoms(long atoms) {
        return new Amount(Atoms.text(atoms));
    }

    /**
     * The amount of a JSON number or decimal string; empty for every other value and for exponents, signs, leading zeros, blanks
     * and what is not above zero.
     */
    public static Optional<Amount> read(@Nullable Json value) {
        String text = switch (value) {
            case JsonNumber number -> number.text();
            case JsonText string -> string.value();
            case null, default -> "";
        };
        return isForm(text) ? Optional.of(new Amount(text)) : Optional.empty();
    }

    /** The exact value. */
    public BigDecimal decimal() {
        return new BigDecimal(text);
    }

    /** The exact value in atoms; empty if it is finer than an atom or does not fit. */
    public OptionalLong atoms() {
        try {
            return OptionalLong.of(Atoms.of(decimal()));
        } catch (ArithmeticException fits) {
            return OptionalLong.empty();
        }
    }

    /** The one text of this value: plain decimal without superfluous zeros. */
    public String normalised() {
        return decimal().stripTrailingZeros().toPlainString();
    }

    private static boolean isForm(String text) {
        return text.length() <= StrictJson.NUMBER_CHARACTERS
                && FORM.matcher(text).matches()
                && !ZERO.matcher(text).matches();
    }
}
