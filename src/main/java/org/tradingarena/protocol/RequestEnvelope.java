package org.tradingarena.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A request with the id that its response repeats (protocol section 2).
 *
 * @param id at most {@value #ID_CHARACTERS} characters; null if the client gave none
 */
public record RequestEnvelope(@Nullable String id, Request request) {
    /** The longest id, in Unicode characters. */
    public static final int ID_CHARACTERS = 256;
}
