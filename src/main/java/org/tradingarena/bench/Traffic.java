package org.tradingarena.bench;

import java.util.concurrent.atomic.LongAdder;

/** Messages in both directions, over all clients of a run. Each message of a batch counts. */
final class Traffic {
    private final LongAdder received = new LongAdder();
    private final LongAdder numbered = new LongAdder();
    private final LongAdder frames = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder sent = new LongAdder();

    /** Counts at one moment. */
    record Counts(long received, long numbered, long frames, long bytes, long sent) {
        Counts since(Counts earlier) {
            return new Counts(
                    received - earlier.received,
                    numbered - earlier.numbered,
                    frames - earlier.frames,
                    bytes - earlier.bytes,
                    sent - earlier.sent);
        }

        /** What passed through the server. */
        long messages() {
            return received + sent;
        }
    }

    void sent() {
        sent.increment();
    }

    void frame(int length) {
        frames.increment();
        bytes.add(length);
    }

    void received() {
        received.increment();
    }

    /** An event, or a message of a market. */
    void numbered() {
        numbered.increment();
    }

    Counts counts() {
        return new Counts(received.sum(), numbered.sum(), frames.sum(), bytes.sum(), sent.sum());
    }
}
