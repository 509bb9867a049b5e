package org.tradingarena.client;

import java.time.Duration;
import org.tradingarena.protocol.ArenaError;

/**
 * What a refused request is worth: asked again, or told to whoever waits for it (protocol section 11).
 *
 * <p>{@code RATE_LIMITED} is always waited out. {@code OUTCOME_UNKNOWN} leaves an order uncertain, and an uncertain order is asked for until
 * it is known. All else that goes away by waiting is asked again {@value #TRIES} times; {@code cancel_all_after} never.
 */
final class RetryRule {
    /** How often a request is asked again that the arena has no time for. */
    static final int TRIES = 5;

    private static final long FIRST_WAIT_MILLIS = 1000;
    private static final long LONGEST_WAIT_MILLIS = 30_000;

    /** What to do. */
    sealed interface Decision {
        /** Nobody may ask anything for so long. */
        record Pause(Duration time) implements Decision {}

        /** This request again, after so long. */
        record Again(Duration time) implements Decision {}

        /** The refusal is the answer. */
        record Final() implements Decision {}
    }

    private RetryRule() {}

    static Decision decide(Outstanding request, ArenaError error) {
        return switch (error.code()) {
            case RATE_LIMITED -> request.isRepeatable() ? new Decision.Pause(wait(1, error)) : new Decision.Final();
            case OUTCOME_UNKNOWN -> {
                request.uncertain();
                yield again(request, error, request.isOrder());
            }
            case OVERLOADED, REPLAY_IN_PROGRESS ->
                again(request, error, request.isOurs() || (request.isOrder() && request.isUncertain()));
            case INTERNAL -> again(request, error, false);
            default -> new Decision.Final();
        };
    }

    private static Decision again(Outstanding request, ArenaError error, boolean always) {
        int refusals = request.refusedOnceMore();
        boolean isWorthIt = request.isRepeatable() && (always || refusals <= TRIES);
        return isWorthIt ? new Decision.Again(wait(refusals, error)) : new Decision.Final();
    }

    private static Duration wait(int refusals, ArenaError error) {
        long first = error.retryAfterMillis().orElse(FIRST_WAIT_MILLIS);
        long longer = first << Math.min(refusals - 1, 10);
        return Duration.ofMillis(Math.max(1, Math.min(longer, Math.max(first, LONGEST_WAIT_MILLIS))));
    }
}
