package org.tradingarena.gateway.socket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tradingarena.gateway.transport.Frame;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Wire;

/** What all parts of one socket share: who it is, and the way to its client. */
record SocketLink(String collective, Greeting greeting, Traffic traffic, SocketDependencies dependencies) {
    /** The time as the client sees it. */
    Instant now() {
        return dependencies.clock().instant();
    }

    /** A reading of the monotonic clock, in nanoseconds. */
    long nanos() {
        return dependencies.nanoTime().getAsLong();
    }

    SocketSettings settings() {
        return dependencies.settings();
    }

    SocketMetrics metrics() {
        return dependencies.metrics();
    }

    /** Writes a complete frame. */
    void send(String frame) {
        traffic.write(Frame.text(frame));
    }

    /** Writes a response. */
    void respond(@Nullable String id, String type, JsonBody data) {
        send(Wire.response(id, type, data, now()));
    }

    /** Writes an error. */
    void refuse(@Nullable String id, ArenaError error) {
        send(Wire.error(id, error, now()));
    }
}
