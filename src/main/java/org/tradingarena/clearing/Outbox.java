package org.tradingarena.clearing;

import java.util.Collection;
import org.pcollections.TreePMap;

/**
 * The sending side of the channel: messages in the order of their numbers, kept until the other side has answered them.
 *
 * @param last the greatest number ever given; 0 at the start
 * @param pending what has not been answered, by number
 */
public record Outbox<T>(long last, TreePMap<Long, T> pending) {
    /** A channel on which nothing has been sent. */
    public static <T> Outbox<T> empty() {
        return new Outbox<>(0, TreePMap.empty());
    }

    /** The number that the next message gets. */
    public long next() {
        return last + 1;
    }

    /** With one more message, which must carry the {@link #next} number. */
    public Outbox<T> plus(long number, T message) {
        if (number != next()) {
            throw new IllegalStateException("channel number " + number + " does not follow " + last);
        }
        return new Outbox<>(number, pending.plus(number, message));
    }

    /** Without what is answered: everything up to and including a number; throws if it was never given. */
    public Outbox<T> settledUpTo(long number) {
        if (number > last) {
            throw new IllegalStateException("channel number " + number + " is answered, but the last one is " + last);
        }
        TreePMap<Long, T> rest = pending;
        while (!rest.isEmpty() && rest.firstKey() <= number) {
            rest = rest.minusFirstEntry();
        }
        return new Outbox<>(last, rest);
    }

    /** The unanswered messages, oldest first. */
    public Collection<T> unanswered() {
        return pending.values();
    }
}
