package org.tradingarena.gateway.socket;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Credentials;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Sha256;
import org.tradingarena.session.ConnectionCommand.Proof;

/**
 * One {@code auth} under way.
 *
 * @param id the request's id
 * @param startedAt a reading of the monotonic clock, in nanoseconds
 */
record SignInProgress(@Nullable String id, Request.Auth auth, long startedAt) {
    /** The proof of a client whose signature is good; a stranger's, of whom nobody has the key, if it is not. */
    Proof proof(boolean signatureIsGood, String keyOfNobody) {
        return switch (auth.credentials()) {
            case Credentials.Signature signature ->
                new Proof.Key(signatureIsGood ? signature.publicKey() : keyOfNobody);
            case Credentials.ResumeToken token ->
                new Proof.Token(Sha256.hex(token.token().getBytes(StandardCharsets.UTF_8)));
        };
    }
}
