package org.tradingarena.domain;

import java.util.regex.Pattern;

/** The form of a symbol, {@code BASE/QUOTE}, and its parts. */
public final class Symbols {
    private static final Pattern FORM = Pattern.compile("[A-Z0-9]{1,12}/[A-Z0-9]{1,12}");

    private Symbols() {}

    /** The symbol itself; throws {@link IllegalArgumentException} if it has another form. */
    public static String require(String symbol) {
        if (!FORM.matcher(symbol).matches()) {
            throw new IllegalArgumentException("a symbol has the form BASE/QUOTE, not '" + symbol + "'");
        }
        return symbol;
    }

    /** The currency before the slash. */
    public static String base(String symbol) {
        return symbol.substring(0, symbol.indexOf('/'));
    }

    /** The currency behind the slash. */
    public static String quote(String symbol) {
        return symbol.substring(symbol.indexOf('/') + 1);
    }
}
