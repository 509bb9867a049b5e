package org.tradingarena.client;

import org.tradingarena.protocol.JsonBody;

/** A call over HTTP (protocol section 10). */
sealed interface HttpCall {
    /** Get a token; the answer's body has it as {@code token}. */
    record SignIn() implements HttpCall {}

    /**
     * Read.
     *
     * @param heldSeconds for how long the arena is asked to hold the answer back
     */
    record Get(String path, String token, int heldSeconds) implements HttpCall {
        Get(String path, String token) {
            this(path, token, 0);
        }
    }

    /** Write. */
    record Post(String path, String token, JsonBody body) implements HttpCall {}

    /** Cancel. */
    record Delete(String path, String token) implements HttpCall {}
}
