package org.tradingarena.gateway.transport;

/** What {@link FrameDecoder} found in the bytes of a client. */
sealed interface Decoded {
    /** A whole message. */
    record Message(Inbound inbound) implements Decoded {}

    /** A ping, and what answers it. */
    record Ping(Frame pong) implements Decoded {}

    /** A pong: nobody asked, nothing to do. */
    record Pong() implements Decoded {}

    /** The peer closes; {@link Inbound#NO_CODE} if it does not say why. */
    record Close(int code) implements Decoded {}

    /** The peer broke a rule after which its bytes make no sense any more: close with this code. */
    record Violation(int code, String reason) implements Decoded {}
}
