package org.tradingarena.client;

import java.util.SplittableRandom;

/** How often which trouble comes; calm worlds find other faults than wild ones. */
final class ModelFaults {
    private final SplittableRandom random;
    private final int calm;
    private boolean over;

    ModelFaults(SplittableRandom random) {
        this.random = random;
        this.calm = 1 + random.nextInt(6);
    }

    /** From now on nothing goes wrong. */
    void end() {
        over = true;
    }

    boolean areOver() {
        return over;
    }

    /** Whether this trouble happens now: in one of so many cases, the fewer the calmer the world is. */
    boolean strike(int oneOf) {
        return !over && random.nextInt(oneOf * calm) == 0;
    }

    int upTo(int bound) {
        return random.nextInt(bound);
    }
}
