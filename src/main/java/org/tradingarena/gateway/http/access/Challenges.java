package org.tradingarena.gateway.http.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tradingarena.protocol.Base64Url;

/**
 * What clients sign to get a token (protocol section 10). A challenge carries its time and its proof itself, under a secret of this process:
 * strangers can ask for as many as they like, and nothing of it is kept. Only those that were used are remembered, until they expire. A
 * challenge is good here only, and not after a restart. From any thread.
 */
public final class Challenges {
    private static final int SALT_BYTES = 16;
    private static final int ID_BYTES = SALT_BYTES + Long.BYTES + Hmac.BYTES;
    private static final int MOST_CHARACTERS = 128;

    /**
     * A challenge.
     *
     * @param id stands for the connection's id in what is signed
     * @param nonce base64url of 32 bytes that nobody can foresee
     */
    public record Challenge(String id, String nonce, Instant expiresAt) {}

    private final Duration lifetime;
    private final int mostUsed;
    private final SecureRandom random;
    private final Clock clock;
    private final byte[] secret = new byte[Hmac.BYTES];
    /** When each used one expires, in the order of their use. */
    private final Map<String, Instant> used = new LinkedHashMap<>();

    /** Challenges that are good for so long, at most so many used in that time. */
    public Challenges(Duration lifetime, int mostUsed, SecureRandom random, Clock clock) {
        this.lifetime = lifetime;
        this.mostUsed = mostUsed;
        this.random = random;
        this.clock = clock;
        random.nextBytes(secret);
    }

    /** A fresh challenge for this client. */
    public Challenge issue(String collective, String clientId) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Instant expiresAt = Instant.ofEpochMilli(clock.instant().plus(lifetime).toEpochMilli());
        return challenge(salt, expiresAt, collective, clientId);
    }

    private Challenge challenge(byte[] salt, Instant expiresAt, String collective, String clientId) {
        byte[] said = ByteBuffer.allocate(SALT_BYTES + Long.BYTES)
                .put(salt)
                .putLong(expiresAt.toEpochMilli())
                .array();
        byte[] client = ("\n" + collective + "\n" + clientId).getBytes(StandardCharsets.UTF_8);
        byte[] proof = Hmac.of(secret, join(said, client));
        byte[] id = join(said, proof);
        return new Challenge(Base64Url.encode(id), Base64Url.encode(Hmac.of(secret, id)), expiresAt);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** The challenge of this id, if it was issued to this client and can still be used. */
    public Optional<Challenge> find(String id, String collective, String clientId) {
        if (id.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        return Base64Url.decode(id)
                .filter(bytes -> bytes.length == ID_BYTES)
                .map(bytes -> {
                    Instant expiresAt =
                            Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong(SALT_BYTES));
                    return challenge(Arrays.copyOf(bytes, SALT_BYTES), expiresAt, collective, clientId);
                })
                .filter(own -> isSame(own.id(), id) && isOpen(own));
    }

    private static boolean isSame(String ours, String theirs) {
        return MessageDigest.isEqual(
                ours.getBytes(StandardCharsets.US_ASCII), theirs.getBytes(StandardCharsets.US_ASCII));
    }

    private synchronized boolean isOpen(Challenge challenge) {
        return clock.instant().isBefore(challenge.expiresAt()) && !used.containsKey(challenge.id());
    }

    /** What became of the wish to use a challenge. */
    public enum Use {
        /** It is used now, and never again. */
        USED,
        /** It was used before, or its time is over. */
        GONE,
        /** Too many are remembered: nothing happened. */
        FULL
    }

    /** Uses a challenge up. */
    public synchronized Use use(Challenge challenge) {
        Instant now = clock.instant();
        used.values().removeIf(expiry -> !now.isBefore(expiry));
        if (!isOpen(challenge)) {
            return Use.GONE;
        }
        if (used.size() >= mostUsed) {
            return Use.FULL;
        }
        used.put(challenge.id(), challenge.expiresAt());
        return Use.USED;
    }
}
