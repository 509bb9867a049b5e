package org.tradingarena.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.client.EventChain.Verdict;
import org.tradingarena.client.GapFiller.Held;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.ServerMessage;
import org.tradingarena.protocol.StreamPosition;

/**
 * The collective's events on their way to the listener: each once and in order, whether it comes live, in a page of a resume, by a replay
 * or over HTTP. What was told moves the position; what is missing is asked for.
 */
final class EventFlow {
    private final EventChain chain;
    private final AccountKeeper account;
    private final GapFiller gap;
    private final Outbox out;
    private long replayed;

    EventFlow(EventChain chain, AccountKeeper account, GapFiller gap, Outbox out) {
        this.chain = chain;
        this.account = account;
        this.gap = gap;
        this.out = out;
    }

    @Nullable
    StreamPosition position() {
        return chain.position();
    }

    long seq() {
        return chain.seq();
    }

    /** A live event; false if it is of another stream than this connection's. */
    boolean live(ServerMessage.Event event, String text) {
        if (gap.isOpen()) {
            gap.hold(event, text);
            return true;
        }
        Verdict verdict = chain.judge(event.epoch(), event.seq(), event.prevSeq());
        switch (verdict) {
            case NEXT -> tell(event, text, false);
            case KNOWN, FOREIGN -> {}
            case AFTER_A_GAP -> {
                gap.open(event.prevSeq());
                gap.hold(event, text);
            }
        }
        return verdict != Verdict.FOREIGN;
    }

    /** A page of missed events, with no hole in it; false if there is one, or if it is of another stream. */
    boolean page(List<ServerMessage.Event> events, List<String> texts, long upTo) {
        boolean isWhole = replay(events, texts);
        if (isWhole) {
            knownUpTo(upTo);
        }
        return isWhole;
    }

    private boolean replay(List<ServerMessage.Event> events, List<String> texts) {
        for (int i = 0; i < events.size(); i++) {
            ServerMessage.Event event = events.get(i);
            Verdict verdict = chain.judge(event.epoch(), event.seq(), event.prevSeq());
            if (verdict == Verdict.NEXT) {
                tell(event, texts.get(i), true);
                replayed++;
            } else if (verdict != Verdict.KNOWN) {
                return false;
            }
        }
        return true;
    }

    private void tell(ServerMessage.Event event, String text, boolean isReplayed) {
        chain.advance(event.seq());
        PrivateEvent told = read(event, text, isReplayed);
        out.add(new ClientAction.TellEvent(told, account.apply(told)));
    }

    /** A part that a newer arena writes in another form is left to who reads {@code data}. */
    private PrivateEvent read(ServerMessage.Event event, String text, boolean isReplayed) {
        try {
            return PrivateEvent.read(event, text, isReplayed);
        } catch (ProtocolException odd) {
            out.warn("event " + event.eventId() + " has a part that cannot be read: " + odd.getMessage());
            ServerMessage.Event bare = new ServerMessage.Event(
                    event.type(),
                    event.eventId(),
                    event.seq(),
                    event.prevSeq(),
                    event.epoch(),
                    JsonObject.EMPTY,
                    event.timestamp());
            PrivateEvent shell = PrivateEvent.read(bare, text, isReplayed);
            return new PrivateEvent(
                    shell.type(),
                    shell.eventId(),
                    shell.position(),
                    shell.prevSeq(),
                    shell.timestamp(),
                    null,
                    null,
                    shell.balances(),
                    null,
                    isReplayed,
                    text,
                    event.data());
        }
    }

    /** Nothing more is there up to this seq. */
    void knownUpTo(long seq) {
        if (seq > chain.seq()) {
            chain.advance(seq);
            reached();
        }
    }

    /** The record begins, or begins anew. */
    void begin(StreamPosition at) {
        gap.close();
        chain.begin(at);
        replayed = 0;
        reached();
    }

    private void reached() {
        StreamPosition here = chain.position();
        if (here != null) {
            out.add(new ClientAction.Reached(here));
        }
    }

    /** How many missed events have come since this was asked the last time. */
    long takeReplayed() {
        long taken = replayed;
        replayed = 0;
        return taken;
    }

    // Holes within a connection.

    /** Other rooms count from this seq on. Where a hole is open, filling it covers that. */
    void baseline(long seq) {
        if (!gap.isOpen()) {
            knownUpTo(seq);
        }
    }

    /** The arena says that it sent everything up to this seq before. */
    void sentUpTo(long seq) {
        if (seq > chain.seq()) {
            gap.open(seq);
        }
    }

    /** Whether a replay after {@link #seq} has to be asked for; from then on it is. */
    boolean wantsReplay() {
        return gap.ask();
    }

    /** What was asked for; false if the connection is of no use any more. */
    boolean filled(List<ServerMessage.Event> events, List<String> texts, long upTo, boolean hasMore) {
        long seqBefore = seq();
        long before = replayed;
        if (!gap.isOpen() || !replay(events, texts)) {
            return !gap.isOpen();
        }
        knownUpTo(upTo);
        boolean isFillable = gap.answered(replayed - before, seq() > seqBefore);
        replayed = before;
        return (hasMore || release()) && isFillable;
    }

    /** Tells what has waited, as far as it follows; false if that is of another stream. */
    private boolean release() {
        for (Held held = gap.next(); held != null; held = gap.next()) {
            ServerMessage.Event event = held.event();
            Verdict verdict = chain.judge(event.epoch(), event.seq(), event.prevSeq());
            if (verdict == Verdict.FOREIGN) {
                return false;
            }
            if (verdict == Verdict.AFTER_A_GAP) {
                return true;
            }
            gap.taken();
            if (verdict == Verdict.NEXT) {
                tell(event, held.text(), false);
            }
        }
        StreamPosition here = chain.position();
        if (gap.isFilledAt(seq()) && here != null) {
            out.add(new ClientAction.TellContinuity(new Continuity.GapFilled(here, gap.close())));
        }
        return true;
    }

    /** The connection is gone: the next one begins at the position. */
    void disconnected() {
        gap.close();
    }
}
