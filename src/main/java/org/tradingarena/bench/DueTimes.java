package org.tradingarena.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When publications were due, until the first one of all who receive them has seen it. A publication is known by its tag, its number modulo
 * {@value #TAGS}: a tag is free again when its publication was seen, so that two can never be mistaken for each other.
 */
final class DueTimes {
    /** How many publications may be under way. */
    static final int TAGS = 65_536;

    private final AtomicLongArray due = new AtomicLongArray(TAGS);

    static int tag(long number) {
        return (int) (number % TAGS);
    }

    /** A publication is about to be sent; false if an earlier one of its tag was never seen. */
    boolean sent(long number, long dueNanos) {
        return due.compareAndSet(tag(number), 0, dueNanos == 0 ? 1 : dueNanos);
    }

    /** Somebody sees a publication for the first time; 0 if it was not under way. */
    long seen(int tag) {
        return tag < 0 || tag >= TAGS ? 0 : due.getAndSet(tag, 0);
    }

    /** It will not be seen: it was refused. */
    void forget(long number) {
        due.set(tag(number), 0);
    }
}
