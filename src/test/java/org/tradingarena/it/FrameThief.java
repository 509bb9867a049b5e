package org.tradingarena.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Swallows whole frames of events on their way from the server, now and then: no network does that, and a client that trusts the chain of
 * its events and not the network finds it. It keeps no more than the frame that is under way.
 */
final class FrameThief {
    private static final String EVENT = "\"event_id\":";
    /** Without a page of it a resume never ends, and with it no chain is broken yet: that would be another fault. */
    private static final String PAGE = "\"type\":\"reconnection_sync\"";
    /** Answers carry events too; who asked may wait for ever. */
    private static final String ANSWER = "\"success\":";

    private static final byte[] NOTHING = {};

    private final WebSocketMeter meter = new WebSocketMeter();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final Random random;
    private final int perThousand;
    private final BooleanSupplier active;

    /**
     * @param perThousand how many of a thousand frames of events are swallowed
     * @param active while false, none
     */
    FrameThief(Random random, int perThousand, BooleanSupplier active) {
        this.random = random;
        this.perThousand = perThousand;
        this.active = active;
    }

    /** What goes on now of bytes that have come: up to the last frame that is complete. */
    byte[] pass(byte[] bytes, int length, Runnable swallowed) {
        if (perThousand == 0) {
            return Arrays.copyOf(bytes, length);
        }
        ByteArrayOutputStream on = new ByteArrayOutputStream();
        for (int i = 0; i < length; i++) {
            frame.write(bytes[i]);
            meter.take(bytes, i, 1);
            if (!meter.withinFrame()) {
                on.writeBytes(kept(swallowed));
            }
        }
        return on.toByteArray();
    }

    private byte[] kept(Runnable swallowed) {
        String text = frame.toString(StandardCharsets.ISO_8859_1);
        byte[] whole = frame.toByteArray();
        frame.reset();
        boolean isOfEvents = text.contains(EVENT) && !text.contains(PAGE) && !text.contains(ANSWER);
        if (isOfEvents && active.getAsBoolean() && random.nextInt(1_000) < perThousand) {
            swallowed.run();
            return NOTHING;
        }
        return whole;
    }
}
