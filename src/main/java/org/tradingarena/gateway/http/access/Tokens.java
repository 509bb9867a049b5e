package org.tradingarena.gateway.http.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Role;

/**
 * The tokens of HTTP clients (protocol section 10). A token says all that it stands for and proves it by an HMAC-SHA-256 whose secret comes
 * from the admin token: so it needs no storage, survives a restart, and is good on every node with the same admin token. From any thread.
 */
public final class Tokens {
    private static final String SECRET = "arena.v1 http tokens";
    private static final String SEPARATOR = "\n";
    private static final int PARTS = 5;

    /** What a token is in a request: longer ones are none of ours. */
    private static final int MOST_CHARACTERS = 1024;

    private final byte[] secret;
    private final Duration lifetime;
    private final Clock clock;

    /** Tokens that are good for so long. */
    public Tokens(String adminToken, Duration lifetime, Clock clock) {
        this.secret = Hmac.of(adminToken.getBytes(StandardCharsets.UTF_8), SECRET.getBytes(StandardCharsets.UTF_8));
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** A fresh token of a client, until when it is good. */
    public record Issued(String token, Instant expiresAt) {}

    /** Issues a token. */
    public Issued issue(String collective, String clientId, String key, Role role) {
        Instant expiresAt = Instant.ofEpochMilli(clock.instant().plus(lifetime).toEpochMilli());
        byte[] said = String.join(
                        SEPARATOR, collective, clientId, key, role.name(), Long.toString(expiresAt.toEpochMilli()))
                .getBytes(StandardCharsets.UTF_8);
        byte[] token = Arrays.copyOf(Hmac.of(secret, said), Hmac.BYTES + said.length);
        System.arraycopy(said, 0, token, Hmac.BYTES, said.length);
        return new Issued(Base64Url.encode(token), expiresAt);
    }

    /** Whose token this is; {@code AUTH_FAILED} if it is none of ours, {@code TOKEN_EXPIRED} if it was. */
    public Caller read(String token) {
        Caller caller = proven(token)
                .flatMap(Tokens::caller)
                .orElseThrow(() -> refused(ErrorCode.AUTH_FAILED, "The token is not good"));
        if (!clock.instant().isBefore(caller.expiresAt())) {
            throw refused(ErrorCode.TOKEN_EXPIRED, "The token is past its time: sign in again");
        }
        return caller;
    }

    private Optional<String> proven(String token) {
        if (token.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        return Base64Url.decode(token)
                .filter(bytes -> bytes.length > Hmac.BYTES)
                .flatMap(bytes -> {
                    byte[] proof = Arrays.copyOf(bytes, Hmac.BYTES);
                    byte[] said = Arrays.copyOfRange(bytes, Hmac.BYTES, bytes.length);
                    boolean isOurs = MessageDigest.isEqual(proof, Hmac.of(secret, said));
                    return isOurs ? Optional.of(new String(said, StandardCharsets.UTF_8)) : Optional.empty();
                });
    }

    /** Of what is proven to be ours; a later version may say something else. */
    private static Optional<Caller> caller(String said) {
        List<String> parts = List.of(said.split(SEPARATOR, -1));
        try {
            return parts.size() == PARTS
                    ? Optional.of(new Caller(
                            parts.get(0),
                            parts.get(1),
                            parts.get(2),
                            Role.valueOf(parts.get(3)),
                            Instant.ofEpochMilli(Long.parseLong(parts.get(4)))))
                    : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static ProtocolException refused(ErrorCode code, String message) {
        return new ProtocolException(ArenaError.of(code, message));
    }
}
