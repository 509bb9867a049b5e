package org.tradingarena.gateway.socket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Credentials;
import org.tradingarena.protocol.Request;
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
            case Credentials.ResumeToken token -> new Proof.Token(sha256(token.token()));
        };
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
