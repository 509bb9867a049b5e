package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A symbol's book as one client keeps it from {@code book_snapshot} and {@code book_delta} (protocol section 7): holds the chain of
 * all messages of the symbol to its numbers, and the book to the checksum of each delta.
 */
final class ClientBook {
    private static final int CHECKED_LEVELS = 10;

    private final String symbol;
    private final Consumer<String> violation;
    private final NavigableMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    private String epoch = "";
    private long seq = -1;
    private int snapshots;
    private int deltas;

    ClientBook(String symbol, Consumer<String> violation) {
        this.symbol = symbol;
        this.violation = violation;
    }

    synchronized void accept(JsonNode message) {
        if (message.path("type").asText().equals("book_snapshot")) {
            snapshot(message);
        } else {
            follow(message);
        }
    }

    private void snapshot(JsonNode message) {
        snapshots++;
        bids.clear();
        asks.clear();
        epoch = message.path("epoch").asText();
        seq = message.path("seq").asLong(-1);
        levels(message.path("data").path("bids"), bids);
        levels(message.path("data").path("asks"), asks);
    }

    private void follow(JsonNode message) {
        boolean jump = message.path("conflated").asBoolean(false);
        long previous = message.path("prev_seq").asLong(-1);
        long next = message.path("seq").asLong(-1);
        if (seq < 0) {
            violation.accept(symbol + ": a message came before the first snapshot: " + message);
        } else if (!message.path("epoch").asText().equals(epoch) || (!jump && previous != seq) || next <= seq) {
            violation.accept(symbol + ": the chain is broken after " + epoch + ":" + seq + ": " + message);
        }
        seq = next;
        if (message.path("type").asText().equals("book_delta")) {
            deltas++;
            levels(message.path("data").path("bids"), bids);
            levels(message.path("data").path("asks"), asks);
            long expected = message.path("data").path("checksum").asLong(-1);
            if (checksum() != expected) {
                violation.accept(symbol + ": checksum is " + checksum() + " of " + this + " after " + message);
            }
        }
    }

    private static void levels(JsonNode changes, NavigableMap<BigDecimal, BigDecimal> side) {
        for (JsonNode change : changes) {
            BigDecimal quantity = change.path(1).decimalValue();
            if (quantity.signum() == 0) {
                side.remove(change.path(0).decimalValue());
            } else {
                side.put(change.path(0).decimalValue(), quantity);
            }
        }
    }

    private long checksum() {
        CRC32 crc = new CRC32();
        String text = Stream.of(bids, asks)
                .flatMap(side -> side.entrySet().stream().limit(CHECKED_LEVELS))
                .map(level ->
                        level.getKey().toPlainString() + ":" + level.getValue().toPlainString())
                .collect(Collectors.joining("|"));
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    synchronized String epoch() {
        return epoch;
    }

    synchronized long seq() {
        return seq;
    }

    synchronized int snapshots() {
        return snapshots;
    }

    synchronized int deltas() {
        return deltas;
    }

    /** The levels of one side, best first, as {@code price:quantity}. */
    synchronized List<String> bids() {
        return levels(bids);
    }

    synchronized List<String> asks() {
        return levels(asks);
    }

    private static List<String> levels(NavigableMap<BigDecimal, BigDecimal> side) {
        List<String> levels = new ArrayList<>();
        side.forEach((price, quantity) -> levels.add(price.toPlainString() + ":" + quantity.toPlainString()));
        return levels;
    }

    @Override
    public synchronized String toString() {
        return bids() + " / " + asks();
    }
}
