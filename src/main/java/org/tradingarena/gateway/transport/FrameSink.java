package org.tradingarena.gateway.transport;

import org.apache.pekko.actor.typed.ActorRef;
import org.tradingarena.protocol.CloseCode;

/**
 * One WebSocket, as its owner writes to it. Nothing blocks and nothing throws; what comes after a close or after the end of the
 * connection is dropped. The owner bounds what it offers by {@link #pendingBytes}.
 */
public interface FrameSink {
    /** Names the owner, before anything else: it hears {@link Inbound}. */
    void attach(ActorRef<Inbound> owner);

    /** Hands up so many more messages than were asked for before; beyond that nothing is read from the wire. */
    void read(int messages);

    /** Queues a frame behind those offered before. */
    void offer(Frame frame);

    /** Bytes that were offered and are not yet with the network. */
    long pendingBytes();

    /** Bytes that the network has taken since the beginning: as long as this grows, somebody reads. */
    long passedBytes();

    /** Says {@link Inbound.Room} once, as soon as fewer bytes than this are pending. */
    void reportBelow(long bytes);

    /** Writes what was offered, then closes. */
    void close(CloseCode code);

    /** Drops what was offered, then closes. */
    void closeNow(CloseCode code);
}
