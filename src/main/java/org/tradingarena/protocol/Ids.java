package org.tradingarena.protocol;

import java.util.regex.Pattern;

/** The forms of names on the wire (protocol sections 1 and 6). */
public final class Ids {
    /** The longest {@code client_order_id}. */
    public static final int CLIENT_ORDER_ID_CHARACTERS = 64;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final Pattern CLIENT_ORDER_ID = Pattern.compile("[ -~]{1,64}");

    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9]{1,12}/[A-Z0-9]{1,12}");

    private Ids() {}

    /** Whether this can be the id of a collective. */
    public static boolean isCollective(String id) {
        return NAME.matcher(id).matches();
    }

    /** Whether this can be the id of a client; the alphabet is that of collectives. */
    public static boolean isClient(String id) {
        return NAME.matcher(id).matches();
    }

    /** Whether this can be a {@code client_order_id}: 1 to 64 printable ASCII characters, the space among them. */
    public static boolean isClientOrder(String id) {
        return CLIENT_ORDER_ID.matcher(id).matches();
    }

    /** Whether this has the form of a symbol, {@code BASE/QUOTE}; the same as {@link org.tradingarena.domain.Symbols#require}. */
    public static boolean isSymbol(String symbol) {
        return SYMBOL.matcher(symbol).matches();
    }
}
