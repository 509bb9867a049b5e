package org.tradingarena.bench.check;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * All that was found wrong in a run: how often, and the first {@value #EXAMPLES} examples of each fault, give or take a few where several
 * threads find at once. And how much was looked at, because nothing wrong among nothing is no result.
 */
public final class Findings {
    /** How many examples of a fault are kept. */
    public static final int EXAMPLES = 5;

    private final Map<Fault, LongAdder> counts = new EnumMap<>(Fault.class);
    private final Map<Fault, ConcurrentLinkedQueue<String>> examples = new EnumMap<>(Fault.class);
    private final LongAdder checked = new LongAdder();

    /** Nothing found, nothing looked at. */
    public Findings() {
        for (Fault fault : Fault.values()) {
            counts.put(fault, new LongAdder());
            examples.put(fault, new ConcurrentLinkedQueue<>());
        }
    }

    /** A message was looked at. */
    public void checked(long messages) {
        checked.add(messages);
    }

    /** Something is wrong. */
    public void found(Fault fault, Supplier<String> example) {
        found(fault, 1, example);
    }

    /** The same thing is wrong so many times. */
    public void found(Fault fault, long times, Supplier<String> example) {
        LongAdder count = counts.get(fault);
        ConcurrentLinkedQueue<String> kept = examples.get(fault);
        if (count == null || kept == null) {
            throw new IllegalStateException("no counter of " + fault);
        }
        if (count.sum() < EXAMPLES) {
            kept.add(example.get());
        }
        count.add(times);
    }

    /** How often it was found. */
    public long count(Fault fault) {
        LongAdder count = counts.get(fault);
        return count == null ? 0 : count.sum();
    }

    /** The first examples of it. */
    public List<String> examples(Fault fault) {
        ConcurrentLinkedQueue<String> kept = examples.get(fault);
        return kept == null ? List.of() : kept.stream().limit(EXAMPLES).toList();
    }

    /** How many messages were looked at. */
    public long checked() {
        return checked.sum();
    }

    /** What it comes to. */
    public Verdict verdict() {
        if (counts.values().stream()
                        .flatMapToLong(count -> LongStream.of(count.sum()))
                        .sum()
                > 0) {
            return Verdict.LOSSY;
        }
        return checked() == 0 ? Verdict.NOTHING_CHECKED : Verdict.CLEAN;
    }
}
