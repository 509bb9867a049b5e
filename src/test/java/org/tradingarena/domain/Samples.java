package org.tradingarena.domain;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;

/** The same random values on each run, for tests of the tests: does a property notice a mutant? */
final class Samples {
    private static final long SEED = 20_240_229;

    private Samples() {}

    static <T> Stream<T> of(Arbitrary<T> values, int count) {
        RandomGenerator<T> generator = values.generator(1_000);
        Random random = new Random(SEED);
        return Stream.generate(() -> generator.next(random).value()).limit(count);
    }

    /** Whether a check fails for one of these values at least. */
    static <T> boolean anyFails(List<T> values, Consumer<T> check) {
        return values.stream().anyMatch(value -> fails(() -> check.accept(value)));
    }

    private static boolean fails(Runnable check) {
        try {
            check.run();
            return false;
        } catch (AssertionError | IllegalStateException | IllegalArgumentException expected) {
            return true;
        }
    }
}
