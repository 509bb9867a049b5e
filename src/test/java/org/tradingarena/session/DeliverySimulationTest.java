package org.tradingarena.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random histories of a session. A failed one prints its seed; run it again with {@code -Darena.simulation.seed=…
 * -Darena.simulation.count=1}.
 */
class DeliverySimulationTest {
    private static final long SEED = Long.getLong("arena.simulation.seed", 1);
    private static final int COUNT = Integer.getInteger("arena.simulation.count", 12_000);

    @Test
    void in_every_history_the_client_gets_every_event_in_order_once() {
        Map<String, Integer> seen = new TreeMap<>();
        long events = 0;
        for (long seed = SEED; seed < SEED + COUNT; seed++) {
            Simulation simulation = new Simulation(seed, Delivery::new);
            try {
                simulation.run();
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("the history of seed " + seed + " fails: " + failure.getMessage(), failure);
            }
            simulation.seen.forEach((what, times) -> seen.merge(what, times, Integer::sum));
            events += simulation.events();
        }
        System.out.println(COUNT + " histories from seed " + SEED + ", " + events + " events told; " + seen);
    }

    static long caughtAfter(Function<DeliveryLimits, Delivery> mutant) {
        for (long seed = 1; seed <= 2000; seed++) {
            try {
                new Simulation(seed, mutant).run();
            } catch (RuntimeException | AssertionError caught) {
                return seed;
            }
        }
        return -1;
    }

    @Test
    void a_delivery_that_loses_one_at_the_cut_is_caught() {
        assertThat(caughtAfter(limits -> new Delivery(
                        limits,
                        new EventWindow(limits.buffer()) {
                            @Override
                            void allowFor(long more) {
                                super.allowFor(more);
                                if (hasWaiting()) {
                                    advance();
                                }
                            }
                        },
                        new Feed())))
                .isBetween(1L, 200L);
    }

    @Test
    void a_delivery_that_sends_one_twice_is_caught() {
        assertThat(caughtAfter(limits -> new Delivery(
                        limits,
                        new EventWindow(limits.buffer()) {
                            @Override
                            void allowFor(long more) {
                                super.allowFor(more);
                                if (covers(sent() - 1)) {
                                    moveTo(sent() - 1);
                                }
                            }
                        },
                        new Feed())))
                .isBetween(1L, 200L);
    }

    @Test
    void a_delivery_that_goes_live_one_too_early_is_caught() {
        assertThat(caughtAfter(limits -> new Delivery(
                        limits,
                        new EventWindow(limits.buffer()) {
                            @Override
                            boolean append(org.tradingarena.collective.CollectiveEvent event) {
                                if (event.seq() == tail() + 2) {
                                    skipTo(event.seq() - 1);
                                }
                                return super.append(event);
                            }
                        },
                        new Feed() {
                            @Override
                            DeliveryOutput attach(long after) {
                                super.attach(after);
                                return new DeliveryOutput.Attach(after < 0 ? after : after + 1);
                            }
                        })))
                .isBetween(1L, 200L);
    }
}
