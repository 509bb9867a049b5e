package org.tradingarena.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tradingarena.clearing.ClearingSimulation.Figures;

/** {@code -Darena.simulation.seed=n} plays one history again. */
class ClearingSimulationTest {
    private static final String SEED = "arena.simulation.seed";
    private static final int HISTORIES_TO_CATCH_A_MUTANT = 500;

    @Test
    void histories_of_some_seconds_keep_every_promise() {
        Figures figures = playFor(Duration.ofSeconds(5));

        if (Long.getLong(SEED) == null) {
            assertThat(figures.trades()).isGreaterThan(figures.histories());
            assertThat(figures.crashes()).isPositive();
            assertThat(figures.lost()).isPositive();
            assertThat(figures.repeated()).isPositive();
        }
    }

    @Test
    @Tag("slow")
    void histories_of_a_minute_keep_every_promise() {
        assertThat(playFor(Duration.ofSeconds(60)).histories()).isPositive();
    }

    static Stream<Arguments> mutants() {
        return Stream.of(
                Arguments.of("a book takes a repeated command twice", Conduct.CORRECT, Conduct.TAKES_TWICE),
                Arguments.of("a collective takes a repeated report twice", Conduct.TAKES_TWICE, Conduct.CORRECT),
                Arguments.of("a collective forgets to send again", Conduct.NEVER_SENDS_AGAIN, Conduct.CORRECT),
                Arguments.of("a book forgets to send again", Conduct.CORRECT, Conduct.NEVER_SENDS_AGAIN),
                Arguments.of("a collective sends before it persists", Conduct.SENDS_FIRST, Conduct.CORRECT),
                Arguments.of("a book sends before it persists", Conduct.CORRECT, Conduct.SENDS_FIRST));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void a_mutant_is_noticed(String what, Conduct ofCollectives, Conduct ofBooks) {
        for (long seed = 1; seed <= HISTORIES_TO_CATCH_A_MUTANT; seed++) {
            try {
                ClearingSimulation.play(seed, ofCollectives, ofBooks);
            } catch (AssertionError | IllegalStateException | IllegalArgumentException noticed) {
                System.out.println(what + ": noticed in history " + seed + ": " + firstLine(noticed));
                return;
            }
        }
        throw new AssertionError(HISTORIES_TO_CATCH_A_MUTANT + " histories, and nobody notices that " + what);
    }

    private static String firstLine(Throwable failure) {
        String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return line.substring(0, Math.min(line.length(), 160));
    }

    private static Figures playFor(Duration time) {
        Long only = Long.getLong(SEED);
        if (only != null) {
            return play(only);
        }
        long begin = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long first = System.currentTimeMillis() * 1_000_000;
        Figures figures = Figures.NONE;
        for (long seed = first; System.nanoTime() - begin < time.toNanos(); seed++) {
            figures = figures.plus(play(seed));
        }
        long busy = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        System.out.println("clearing simulation from seed " + first + ": " + figures + ", "
                + figures.steps() * 1_000_000_000 / busy + " steps per second of CPU");
        return figures;
    }

    private static Figures play(long seed) {
        try {
            return ClearingSimulation.play(seed, Conduct.CORRECT, Conduct.CORRECT);
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError(
                    "seed " + seed + " (play it again with -D" + SEED + "=" + seed + "): " + broken, broken);
        }
    }
}
