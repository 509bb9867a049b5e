package org.tradingarena.cli.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All nodes of the demo, each on a thread that keeps it. */
final class DemoNodes {
    /** Longer than a node takes to tell its clients, hand over its entities and leave. */
    private static final Duration STOP = Duration.ofSeconds(40);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final List<NodeKeeper> keepers;
    private final List<Thread> threads = new ArrayList<>();
    private final StopSignals signals;

    DemoNodes(List<NodeKeeper> keepers, StopSignals signals) {
        this.keepers = keepers;
        this.signals = signals;
    }

    /** Starts all, since the arena begins when enough of them are there. Returns when each has been ready or is given up, or everything is to end. */
    void start() throws InterruptedException {
        for (NodeKeeper keeper : keepers) {
            threads.add(Thread.ofPlatform().name("node-keeper").start(keeper));
        }
        for (NodeKeeper keeper : keepers) {
            while (!keeper.awaitSettled(LOOK) && !signals.areAsked()) {
                // still starting
            }
        }
        Thread.ofPlatform().daemon().name("nodes-left").start(this::endWithTheLast);
    }

    private void endWithTheLast() {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        signals.end();
    }

    /** Whether one of them runs, or will. */
    boolean areLeft() {
        return keepers.stream().limit(threads.size()).anyMatch(NodeKeeper::isKept);
    }

    /** Asks all to stop and waits until they have; those that take longer than {@link #STOP}, or than somebody wants to wait, are killed. */
    void stop() throws InterruptedException {
        keepers.forEach(NodeKeeper::stop);
        long end = System.nanoTime() + STOP.toNanos();
        for (Thread thread : threads) {
            while (!thread.join(LOOK) && System.nanoTime() < end && !signals.areAskedAgain()) {
                // still stopping
            }
        }
        keepers.forEach(NodeKeeper::kill);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
