package org.tradingarena.protocol;

import java.util.OptionalLong;

/** The prices at which a portfolio is valued. */
@FunctionalInterface
public interface Marks {
    /** No price of anything. */
    Marks NONE = symbol -> OptionalLong.empty();

    /** The last price of a symbol, in atoms; empty before its first trade. */
    OptionalLong last(String symbol);
}
