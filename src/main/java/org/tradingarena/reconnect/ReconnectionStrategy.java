package org.tradingarena.reconnect;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How long to wait before each attempt to come back. */
public enum ReconnectionStrategy {
    /** No wait at all; only the circuit breaker slows it. */
    IMMEDIATE {
        @Override
        Duration wait(ReconnectionSettings settings, int attempt) {
            return Duration.ZERO;
        }
    },
    /** The initial delay, then each time so many times as much: 1 s, 2 s, 4 s, 8 s … */
    EXPONENTIAL_BACKOFF {
        @Override
        Duration wait(ReconnectionSettings settings, int attempt) {
            double millis = settings.initialDelay().toMillis() * Math.pow(settings.backoffMultiplier(), attempt - 1);
            return Duration.ofMillis(
                    (long) Math.min(millis, (double) settings.maxDelay().toMillis()));
        }
    },
    /** The initial delay, then each time so much more: 1 s, 2 s, 3 s … */
    LINEAR_BACKOFF {
        @Override
        Duration wait(ReconnectionSettings settings, int attempt) {
            double millis = (double) settings.initialDelay().toMillis() * attempt;
            return Duration.ofMillis(
                    (long) Math.min(millis, (double) settings.maxDelay().toMillis()));
        }
    },
    /** Never by itself. */
    MANUAL {
        @Override
        Duration wait(ReconnectionSettings settings, int attempt) {
            throw new IllegalStateException("a manual reconnection has no wait");
        }
    };

    /** The wait before an attempt, the first of which is 1, without jitter; at most the longest delay. */
    abstract Duration wait(ReconnectionSettings settings, int attempt);

    /** The name in settings: {@code immediate}, {@code exponential_backoff}, {@code linear_backoff}, {@code manual}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The strategy of a name in settings; empty for another word. */
    public static Optional<ReconnectionStrategy> find(String word) {
        return Stream.of(values())
                .filter(strategy -> strategy.word().equals(word))
                .findFirst();
    }
}
