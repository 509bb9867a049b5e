package org.tradingarena.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A resume token (protocol section 3), known by its hash alone.
 *
 * @param hash SHA-256 of the token, lower-case hex
 * @param key the public key that the client had signed in with, base64url
 * @param from the hash of the token that this one came for; null if it came for a signature
 * @param usedAt when it was first used; null if it has not been
 */
public record Token(
        String hash,
        String key,
        @Nullable String from,
        Instant expiresAt,
        @Nullable Instant usedAt) {
    /** How long a used token goes on, for a client that never got the answer to its sign-in. */
    static final Duration USED = Duration.ofSeconds(60);

    /** Whether it has been used too long ago. */
    boolean isUsedUp(Instant now) {
        return usedAt != null && now.isAfter(usedAt.plus(USED));
    }

    /** Whether its time is over. */
    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    Token used(Instant now) {
        return usedAt != null ? this : new Token(hash, key, from, expiresAt, now);
    }
}
