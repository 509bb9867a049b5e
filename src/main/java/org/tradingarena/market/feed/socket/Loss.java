package org.tradingarena.market.feed.socket;

import java.util.Locale;

/**
 * Why a connection is over, or what came over it cannot be relied on any longer.
 *
 * @param detail for a human; names the symbol and the field where there is one. It may quote the exchange, so it is cut at
 *     {@value #DETAIL_CHARACTERS} characters, and what is not printable ASCII becomes a question mark
 */
public record Loss(Kind kind, String detail) {
    private static final int DETAIL_CHARACTERS = 400;

    public Loss {
        detail = detail.substring(0, Math.min(DETAIL_CHARACTERS, detail.length()))
                .replaceAll("[^ -~]", "?");
    }

    /** What can end a connection. */
    public enum Kind {
        /** There is no connection yet. */
        NOT_CONNECTED,
        /** A side closed the WebSocket. */
        CLOSED,
        /** The connection broke without a close. */
        DROPPED,
        /** No message, or no answer, for too long. */
        SILENCE,
        /** A message that has not the documented form. */
        MALFORMED,
        /** A message, a book or a backlog over its bound. */
        TOO_LARGE,
        /** Data about a symbol that nobody subscribed. */
        UNKNOWN_SYMBOL,
        /** The exchange refused a request. */
        REFUSED,
        /** The exchange does not trade. */
        MAINTENANCE,
        /** The book is not the one that the exchange computed its checksum of. */
        CHECKSUM,
        /** Something between two messages is missing. */
        GAP,
        /** The best bid is not below the best ask. */
        CROSSED_BOOK
    }

    /** The kind in words, then the detail: {@code checksum: …}. */
    public String reason() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + detail;
    }
}
