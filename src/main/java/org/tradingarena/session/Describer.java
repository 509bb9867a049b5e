package org.tradingarena.session;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.protocol.StreamPosition;

/** Tells an operator what a session is, and counts its heartbeats. */
final class Describer {
    /** Operators who may wait at the same time for the collective to say how far it is. */
    private static final int MOST = 16;

    private final String collectiveId;
    private final String clientId;
    private final CollectivePort collective;
    private final Carrier carrier;
    private final Protections protections;
    private final Lifetime lifetime;
    private final Frames frames;
    private final Map<Long, ActorRef<SessionReply>> waiting = new LinkedHashMap<>();
    private @Nullable Instant lastHeartbeatAt;
    private long heartbeats;

    Describer(
            String collectiveId,
            String clientId,
            CollectivePort collective,
            Carrier carrier,
            Protections protections,
            Lifetime lifetime,
            Frames frames) {
        this.collectiveId = collectiveId;
        this.clientId = clientId;
        this.collective = collective;
        this.carrier = carrier;
        this.protections = protections;
        this.lifetime = lifetime;
        this.frames = frames;
    }

    /** One more heartbeat of the client. */
    Instant heartbeat() {
        Instant now = frames.now();
        lastHeartbeatAt = now;
        heartbeats++;
        return now;
    }

    /** One more heartbeat, on an operator's word. */
    void countHeartbeat(SessionState state, ActorRef<SessionReply> replyTo) {
        if (lifetime.hasSession(state)) {
            Instant now = heartbeat();
            replyTo.tell(new SessionReply.HeartbeatCounted(now, heartbeats));
        } else {
            replyTo.tell(new SessionReply.NoSession());
        }
    }

    /** Answers, at once if every new event is heard of anyway, else when the collective has told its head. */
    void describe(SessionState state, ActorRef<SessionReply> replyTo) {
        StreamPosition position = position(state);
        if (!lifetime.hasSession(state)) {
            replyTo.tell(new SessionReply.NoSession());
        } else if (position == null) {
            replyTo.tell(described(state, 0, 0));
        } else if (carrier.delivery().isLive() && isHeld(position)) {
            long held = carrier.delivery().buffered();
            replyTo.tell(described(state, held, held));
        } else {
            ask(replyTo);
        }
    }

    private void ask(ActorRef<SessionReply> replyTo) {
        if (waiting.size() >= MOST) {
            Long oldest = waiting.keySet().iterator().next();
            onRefused(oldest);
        }
        waiting.put(collective.getHead(), replyTo);
    }

    /** What the collective says about its head, if it was asked here. */
    void onHead(SessionState state, CollectiveReply.Head head) {
        ActorRef<SessionReply> asked = waiting.remove(head.ticket());
        if (asked != null) {
            asked.tell(lifetime.hasSession(state) ? behind(state, head) : new SessionReply.NoSession());
        }
    }

    /** The collective could not say; whether it was asked here. */
    boolean onRefused(long ticket) {
        ActorRef<SessionReply> asked = waiting.remove(ticket);
        if (asked != null) {
            asked.tell(new SessionReply.Overloaded());
        }
        return asked != null;
    }

    private SessionReply behind(SessionState state, CollectiveReply.Head head) {
        StreamPosition position = position(state);
        if (position == null || Parts.of(state.openRooms(), collectiveId).equals(Parts.NONE)) {
            return described(state, 0, 0);
        }
        if (!position.epoch().equals(head.epoch())) {
            return described(state, head.seq(), 0);
        }
        boolean held = isHeld(position);
        long buffered = held ? carrier.delivery().buffered() : 0;
        long heardOf = held ? carrier.delivery().tail() : position.seq();
        return described(state, buffered + Math.max(0, head.seq() - heardOf), buffered);
    }

    /** Whether what memory holds begins behind this position. */
    private boolean isHeld(StreamPosition position) {
        Delivery delivery = carrier.delivery();
        return position.equals(new StreamPosition(delivery.epoch(), delivery.sent()));
    }

    private @Nullable StreamPosition position(SessionState state) {
        Delivery delivery = carrier.delivery();
        return carrier.link() == null || delivery.epoch().isEmpty()
                ? state.position()
                : new StreamPosition(delivery.epoch(), delivery.sent());
    }

    private SessionReply described(SessionState state, long missed, long buffered) {
        Link link = carrier.link();
        SessionEvent.Disconnected gone = state.gone();
        Instant since = link != null ? link.connectedAt() : gone != null ? gone.at() : protections.awakeSince();
        return new SessionReply.Described(new SessionDescription(
                clientId,
                collectiveId,
                link != null,
                since,
                state.generation(),
                missed,
                buffered,
                position(state),
                lastHeartbeatAt,
                heartbeats,
                state.reconnects(),
                state.preferences(),
                state.rooms()));
    }
}
