package org.tradingarena.protocol;

import java.util.Map;

/** What an {@code auth} says of where its client stands (protocol section 4). It never fails the sign-in. */
public sealed interface Resume {
    /** {@code max_events} of a resume that does not name it. */
    long DEFAULT_MAXIMUM_EVENTS = 1000;

    /** The positions of market rooms, by symbol. */
    default Map<String, MarketPosition> market() {
        return Map.of();
    }

    /** No private resume, and no market one. */
    record Absent() implements Resume {}

    /** Unusable: {@code INVALID_RESUME} after {@code authenticated}, then live from the head. */
    record Malformed(String field, String reason, Map<String, MarketPosition> market) implements Resume {
        public Malformed {
            market = Map.copyOf(market);
        }

        /** What to answer after {@code authenticated}. */
        public ArenaError error() {
            return ArenaError.field(ErrorCode.INVALID_RESUME, field, reason);
        }
    }

    /** Market rooms only: no private resume. */
    record MarketOnly(Map<String, MarketPosition> market) implements Resume {
        public MarketOnly {
            market = Map.copyOf(market);
        }
    }

    /**
     * A private resume.
     *
     * @param epoch any string; one that is not the stream's makes a {@code reset}
     * @param seq 0 … 2<sup>53</sup>-1
     * @param preferSnapshot whether a snapshot is wanted where more than {@code maxEvents} were missed
     */
    record Position(String epoch, long seq, boolean preferSnapshot, long maxEvents, Map<String, MarketPosition> market)
            implements Resume {
        public Position {
            market = Map.copyOf(market);
        }
    }

    /** Where a client stands in one symbol's chain of market messages. */
    record MarketPosition(String epoch, long seq) {}
}
