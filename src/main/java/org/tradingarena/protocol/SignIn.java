package org.tradingarena.protocol;

import java.nio.charset.StandardCharsets;

/** What a client signs to prove its key (protocol section 3). */
public final class SignIn {
    private static final String CONTEXT = "arena.v1.auth";

    private SignIn() {}

    /** The signed bytes; over HTTP the connection id is that of the challenge (section 10). */
    public static byte[] message(String connectionId, String nonce, String collectiveId, String clientId) {
        return String.join("\n", CONTEXT, connectionId, nonce, collectiveId, clientId)
                .getBytes(StandardCharsets.UTF_8);
    }
}
