package org.tradingarena.market.feed.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.tradingarena.market.feed.MarketEvent;
import org.tradingarena.market.feed.MarketEvent.Level;

/** Damages good messages, and looks at what comes of them. */
public final class Hostility {
    private static final String ALPHABET = "{}[]\":,.0123456789eE-+ntfu\\ \u0000\uD800é";
    private static final int MOST_CHANGES = 4;

    private Hostility() {}

    /** The message with some characters changed, removed, repeated or swapped for a part of itself. */
    public static String damage(String message, Random random) {
        StringBuilder text = new StringBuilder(message);
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0 && !text.isEmpty(); changes--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                case 1 -> text.delete(at, to);
                case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, to));
                default -> text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
        }
        return text.toString();
    }

    /** Reads it; whatever is handed out is a possible book of the depth. Whether it was a loss. */
    public static boolean isLost(Conversation conversation, String message, int depth) {
        return switch (conversation.read(message, Instant.EPOCH)) {
            case Reading.Lost(Loss loss) -> {
                assertThat(loss.reason()).hasSizeLessThan(500).matches("[ -~]+");
                yield true;
            }
            case Reading.Events(List<MarketEvent> events) -> {
                events.forEach(event -> assertPossible(event, depth));
                yield false;
            }
        };
    }

    private static void assertPossible(MarketEvent event, int depth) {
        if (event instanceof MarketEvent.Book book) {
            assertPossible(book.bids(), Comparator.<BigDecimal>reverseOrder(), depth);
            assertPossible(book.asks(), Comparator.<BigDecimal>naturalOrder(), depth);
        }
    }

    private static void assertPossible(List<Level> levels, Comparator<BigDecimal> order, int depth) {
        assertThat(levels)
                .hasSizeLessThanOrEqualTo(depth)
                .allSatisfy(level -> assertThat(level.quantity()).isPositive());
        assertThat(levels).extracting(Level::price).isSortedAccordingTo(order);
    }
}
