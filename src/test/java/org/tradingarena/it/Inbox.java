package org.tradingarena.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Frames in the order in which they came, and waiting for one that is wanted. */
final class Inbox {
    private final List<Frame> frames = new ArrayList<>();

    synchronized void add(Frame frame) {
        frames.add(frame);
        notifyAll();
    }

    synchronized List<Frame> all() {
        return List.copyOf(frames);
    }

    List<Frame> ofType(String type) {
        return all().stream().filter(frame -> frame.type().equals(type)).toList();
    }

    /** A place from which {@link #await} looks on. */
    synchronized int mark() {
        return frames.size();
    }

    Frame await(String what, Predicate<Frame> wanted) {
        return await(what, 0, wanted);
    }

    /** The first such frame after a mark, waiting for it if it is not there yet. */
    synchronized Frame await(String what, int mark, Predicate<Frame> wanted) {
        long deadline = System.nanoTime() + Waiting.PATIENCE.toNanos();
        int next = mark;
        while (true) {
            for (; next < frames.size(); next++) {
                if (wanted.test(frames.get(next))) {
                    return frames.get(next);
                }
            }
            if (!awaitMore(Duration.ofNanos(deadline - System.nanoTime()))) {
                throw new AssertionError("nothing came: " + what + "; the last frames were\n" + lastFrames());
            }
        }
    }

    private synchronized boolean awaitMore(Duration left) {
        if (left.isNegative() || left.isZero()) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, left.toNanos());
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Nullable
    Frame find(Predicate<Frame> wanted) {
        return all().stream().filter(wanted).findFirst().orElse(null);
    }

    private String lastFrames() {
        return String.join(
                "\n",
                frames.subList(Math.max(0, frames.size() - 10), frames.size()).stream()
                        .map(Frame::text)
                        .toList());
    }
}
