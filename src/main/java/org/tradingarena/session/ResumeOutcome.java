package org.tradingarena.session;

/** What a client's position turned out to be (the table of protocol section 4). */
public sealed interface ResumeOutcome {
    /** It equals the head: nothing was missed. */
    record UpToDate() implements ResumeOutcome {}

    /** It lies behind the head: every missed event follows. */
    record Replayed() implements ResumeOutcome {}

    /** More was missed than the client wants to be told one by one: a state follows. */
    record Snapshot() implements ResumeOutcome {}

    /** It is no position of this stream, or one whose events are gone: a state follows. */
    record Reset(Cause cause) implements ResumeOutcome {}

    /** Why a position is of no use. */
    enum Cause {
        EPOCH_CHANGED,
        FUTURE_POSITION,
        PRUNED
    }

    /** The word on the wire. */
    default String word() {
        return switch (this) {
            case UpToDate upToDate -> "up_to_date";
            case Replayed replayed -> "replayed";
            case Snapshot snapshot -> "snapshot";
            case Reset reset -> "reset";
        };
    }

    /** Whether a state takes the place of the missed events. */
    default boolean givesState() {
        return this instanceof Snapshot || this instanceof Reset;
    }
}
