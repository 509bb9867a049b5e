package org.tradingarena.protocol;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The length of a candle, {@code interval} of {@code get_candles}; candles begin at multiples of it since 1970 UTC. */
public enum CandleInterval {
    ONE_MINUTE("1m", Duration.ofMinutes(1)),
    FIVE_MINUTES("5m", Duration.ofMinutes(5)),
    FIFTEEN_MINUTES("15m", Duration.ofMinutes(15)),
    ONE_HOUR("1h", Duration.ofHours(1)),
    FOUR_HOURS("4h", Duration.ofHours(4)),
    ONE_DAY("1d", Duration.ofDays(1));

    private final String wire;
    private final Duration length;

    CandleInterval(String wire, Duration length) {
        this.wire = wire;
        this.length = length;
    }

    /** The word on the wire. */
    public String wire() {
        return wire;
    }

    /** How long a candle is. */
    public Duration length() {
        return length;
    }

    /** The interval of a wire word. */
    public static Optional<CandleInterval> find(String word) {
        return Stream.of(values())
                .filter(interval -> interval.wire.equals(word))
                .findFirst();
    }

    /** All words, for a message. */
    static String list() {
        return Stream.of(values()).map(CandleInterval::wire).collect(Collectors.joining(", "));
    }
}
