package org.tradingarena.bench.wire;

/** Who a socket belongs to. Called by the thread of the socket's loop, never twice at the same time; must not wait. */
public interface Receiver {
    /** The socket to send with, before anything else is told; nothing must be sent before the first frame. */
    void onOpen(BenchSocket socket);

    /** A frame came. It is good until this returns. */
    void onFrame(JsonSlice frame, long receivedNanos);

    /** The socket is gone, or never came to be: once, and the last call. 1006 where there was no close frame. */
    void onEnd(int code, String reason);
}
