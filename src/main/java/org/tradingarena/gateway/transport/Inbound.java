package org.tradingarena.gateway.transport;

/** What a WebSocket tells its owner. Only messages count against {@link FrameSink#read}. */
public sealed interface Inbound {
    /** A text message within {@code max_message_bytes}, valid UTF-8. */
    record Text(String text) implements Inbound {}

    /** A binary message came and was not kept. */
    record Binary() implements Inbound {}

    /** A text message over {@code max_message_bytes} came and was not kept. */
    record TooLarge() implements Inbound {}

    /** There is room again, as {@link FrameSink#reportBelow} asked. */
    record Room() implements Inbound {}

    /**
     * The connection is over; said once, and last.
     *
     * @param code the close code of whoever closed first; {@link #LOST} if nobody did
     * @param byPeer whether that was the peer, or the network
     */
    record Ended(int code, boolean byPeer) implements Inbound {}

    /** The code of a connection that ended without a close frame (RFC 6455 section 7.1.5). */
    int LOST = 1006;

    /** The code of a close frame without one (RFC 6455 section 7.1.5). */
    int NO_CODE = 1005;

    /** The code for a peer that breaks RFC 6455. */
    int PROTOCOL_ERROR = 1002;
}
