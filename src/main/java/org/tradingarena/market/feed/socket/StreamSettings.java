package org.tradingarena.market.feed.socket;

import java.time.Duration;
import java.util.Set;

/**
 * What a connection to an exchange may cost, and how long it is waited for.
 *
 * @param connectTimeout for the connection and the WebSocket handshake together; 1 ms to 10 min
 * @param subscribeTimeout until the exchange has confirmed every subscription; 1 ms to 10 min
 * @param silenceTimeout without any message the connection counts as lost; 1 ms to 10 min. Both exchanges send something about every
 *     second, so several seconds are several missed messages
 * @param depth the levels of a side of a book that are handed out: 10, 25, 100, 500 or 1000, which are those that Kraken offers
 * @param maxMessageCharacters a longer message ends the connection; 1,024 to 64 Mi. A message has no fewer bytes than characters
 */
public record StreamSettings(
        Duration connectTimeout,
        Duration subscribeTimeout,
        Duration silenceTimeout,
        int depth,
        int maxMessageCharacters) {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Set<Integer> DEPTHS = Set.of(10, 25, 100, 500, 1000);
    private static final int FEWEST_CHARACTERS = 1 << 10;
    private static final int MOST_CHARACTERS = 1 << 26;

    /** Ten seconds to connect, to subscribe and of silence; 25 levels; 8 Mi characters, since a snapshot of a whole book has millions. */
    public static final StreamSettings DEFAULT =
            new StreamSettings(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10), 25, 1 << 23);

    public StreamSettings {
        requireTimeout("connect_timeout", connectTimeout);
        requireTimeout("subscribe_timeout", subscribeTimeout);
        requireTimeout("silence_timeout", silenceTimeout);
        require(DEPTHS.contains(depth), "depth", "must be 10, 25, 100, 500 or 1000");
        require(
                maxMessageCharacters >= FEWEST_CHARACTERS && maxMessageCharacters <= MOST_CHARACTERS,
                "max_message_characters",
                "must be " + FEWEST_CHARACTERS + " to " + MOST_CHARACTERS);
    }

    private static void requireTimeout(String name, Duration timeout) {
        boolean holds = timeout.compareTo(Duration.ofMillis(1)) >= 0 && timeout.compareTo(LONGEST) <= 0;
        require(holds, name, "must be 1 ms to 10 min");
    }

    private static void require(boolean holds, String name, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + rule);
        }
    }
}
