package org.tradingarena.protocol;

import java.util.Optional;

/** A component of {@code initial_state} (protocol section 5). */
public enum Include {
    PORTFOLIO,
    BALANCES,
    ORDERS,
    SUBSCRIPTIONS,
    CONNECTION,
    COMMANDS;

    /** The component of a wire word. */
    public static Optional<Include> find(String word) {
        return Words.find(Include.class, word);
    }

    /** The refusal of a word that names no component; its message is fixed by the protocol. */
    public static ArenaError unknown(String field, String word) {
        return ArenaError.field(ErrorCode.INVALID_INCLUDE, field, "Unknown include value: '" + word + "'");
    }
}
