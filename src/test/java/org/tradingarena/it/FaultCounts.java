package org.tradingarena.it;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What a {@link ChaosProxy} has done, counted as it was done. */
final class FaultCounts {
    private final AtomicLongArray signedIn = new AtomicLongArray(Fault.values().length);
    private final AtomicLongArray others = new AtomicLongArray(Fault.values().length);
    private final LongAdder connections = new LongAdder();
    private final LongAdder signIns = new LongAdder();
    private final LongAdder inFrame = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder serverless = new LongAdder();
    private final LongAdder swallowed = new LongAdder();

    /** A connection was carried to the server. */
    void connected() {
        connections.increment();
    }

    /** The server let a client in. */
    void signedIn() {
        signIns.increment();
    }

    /** A connection was turned away. */
    void refused() {
        refused.increment();
    }

    /** There was no server to carry a connection to. */
    void serverless() {
        serverless.increment();
    }

    /** A frame of events was kept back. */
    void swallowed() {
        swallowed.increment();
    }

    /** A fault was done to a connection that both ends still had. */
    void struck(Fault fault, boolean afterSignIn, boolean withinFrame) {
        (afterSignIn ? signedIn : others).incrementAndGet(fault.ordinal());
        if (afterSignIn && withinFrame && fault.cuts()) {
            inFrame.increment();
        }
    }

    /** How many sockets that were signed in were cut. Stalls that went on, faults before the sign-in and of plain HTTP do not count. */
    long cuts() {
        return Arrays.stream(Fault.values())
                .filter(Fault::cuts)
                .mapToLong(fault -> signedIn.get(fault.ordinal()))
                .sum();
    }

    /** How often a fault struck a socket that was signed in. */
    long of(Fault fault) {
        return signedIn.get(fault.ordinal());
    }

    /** How many connections were cut that were not, or not yet, a socket that is signed in. */
    long otherCuts() {
        return Arrays.stream(Fault.values())
                .filter(Fault::cuts)
                .mapToLong(fault -> others.get(fault.ordinal()))
                .sum();
    }

    /** How many of the cuts fell into the middle of a frame. */
    long cutsInFrame() {
        return inFrame.sum();
    }

    long swallowedFrames() {
        return swallowed.sum();
    }

    long connections() {
        return connections.sum();
    }

    long signIns() {
        return signIns.sum();
    }

    long refusals() {
        return refused.sum();
    }

    @Override
    public String toString() {
        String kinds = Arrays.stream(Fault.values())
                .map(fault -> of(fault) + " " + fault.words())
                .collect(Collectors.joining(", "));
        return cuts() + " cuts of " + signIns() + " signed-in sockets, " + cutsInFrame() + " within a frame (" + kinds
                + "); " + otherCuts() + " cuts before the sign-in or of plain HTTP, " + refusals() + " refused, "
                + swallowedFrames() + " frames swallowed, " + serverless.sum() + " without a server, " + connections()
                + " connections";
    }
}
