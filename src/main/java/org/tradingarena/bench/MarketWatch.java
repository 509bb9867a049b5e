package org.tradingarena.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.bench.check.BookFold;
import org.tradingarena.bench.check.Chain;
import org.tradingarena.bench.check.Fault;
import org.tradingarena.bench.check.Findings;
import org.tradingarena.bench.check.SharedRecord;
import org.tradingarena.bench.wire.JsonSlice;
import org.tradingarena.bench.wire.Message;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.PriceLevel;

/**
 * What one subscriber gets of one symbol (protocol sections 7 and 8): a chain that may jump only where it says {@code conflated} or begins
 * anew with a snapshot, the same bytes for all, every trade once, and a book that agrees with its checksums. Not thread-safe.
 */
final class MarketWatch {
    private final Findings findings;
    private final String name;
    private final SharedRecord record;
    private final @Nullable BookFold book;
    private final Chain chain;
    private String epoch = "";
    private long trades;
    private long conflated;
    private long resets;

    /**
     * A subscription that nothing came of yet.
     *
     * @param isSampled whether its book is folded, which costs more than everything else here
     */
    MarketWatch(Findings findings, String name, SharedRecord record, boolean isSampled) {
        this.findings = findings;
        this.name = name;
        this.record = record;
        this.book = isSampled ? new BookFold(findings, name) : null;
        this.chain = new Chain(findings, name, 0);
    }

    /** Takes in the next message; false if it came before. */
    boolean take(Message message) {
        boolean isSnapshot = message.type().equals("book_snapshot");
        if (isSnapshot && !message.isOfEpoch(epoch)) {
            begin(message);
        } else if (!message.isOfEpoch(epoch)) {
            findings.found(
                    Fault.GAP,
                    () -> name + " got " + message.type() + " of epoch " + message.epoch() + " and no snapshot of it");
            return false;
        } else if (message.conflated()) {
            conflated++;
            if (!isSnapshot && message.prevSeq() != chain.last()) {
                findings.found(
                        Fault.GAP,
                        () -> name + " got a summary " + message.seq() + " that follows " + message.prevSeq()
                                + ", after " + chain.last());
            }
            chain.jump(message.seq());
        } else if (isSnapshot) {
            resets++;
            chain.jump(message.seq());
        } else {
            record.saw(name, message.seq(), message.whole().fingerprint());
            if (!chain.accept(message.seq(), message.prevSeq())) {
                return false;
            }
        }
        look(message);
        return true;
    }

    private void begin(Message snapshot) {
        findings.checked(1);
        if (!epoch.isEmpty()) {
            resets++;
        }
        epoch = snapshot.epoch();
        chain.begin(snapshot.seq());
    }

    private void look(Message message) {
        switch (message.type()) {
            case "trade" -> trades++;
            case "trade_summary" -> trades += message.integer("trades");
            case "book_snapshot" -> {
                if (book != null) {
                    book.snapshot(levels(message, "bids"), levels(message, "asks"));
                }
            }
            case "book_delta" -> {
                if (book != null) {
                    book.delta(
                            message.seq(),
                            levels(message, "bids"),
                            levels(message, "asks"),
                            message.integer("checksum"));
                }
            }
            default -> {}
        }
    }

    private static List<PriceLevel> levels(Message message, String side) {
        List<PriceLevel> levels = new ArrayList<>();
        JsonSlice found = message.data().find(side);
        if (found != null) {
            found.elements(level -> {
                List<String> numbers = new ArrayList<>(2);
                level.elements(number -> numbers.add(number.text()));
                levels.add(new PriceLevel(Atoms.of(numbers.getFirst()), Atoms.of(numbers.getLast())));
            });
        }
        return levels;
    }

    /** Whether there was a snapshot to begin with. */
    boolean hasBegun() {
        return !epoch.isEmpty();
    }

    /** The number of the newest message. */
    long last() {
        return chain.last();
    }

    /** How many messages stood for others. */
    long conflated() {
        return conflated;
    }

    /** Nothing more will come: it must have got as far as the book, and seen every trade. */
    void finish(long head, long expectedTrades) {
        if (chain.last() < head) {
            findings.found(Fault.LOST, () -> name + " got as far as " + chain.last() + ", the market is at " + head);
        } else if (resets == 0 && trades != expectedTrades) {
            findings.found(Fault.WRONG_COUNT, () -> name + " got " + trades + " trades of " + expectedTrades);
        }
    }
}
