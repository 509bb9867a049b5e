package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What one client durably knows of its collective's stream: every event's bytes by seq, and the position. It holds each delivery to the
 * protocol: seq rises, prev_seq proves that nothing is missing, the epoch stays, and an event is the same bytes whenever it comes.
 * It outlives sockets and servers. Safe for use by many threads.
 */
final class EventLog {
    private final String owner;
    private final Consumer<String> violation;
    private final NavigableMap<Long, String> texts = new TreeMap<>();
    private final Map<String, Long> seqsById = new HashMap<>();
    private String epoch = "";
    private long position;
    private long lastDelivered;
    private long baseline;
    private boolean chained;

    EventLog(String owner, Consumer<String> violation) {
        this.owner = owner;
        this.violation = violation;
    }

    /** From here on everything counts: a sign-in without resume, a change of rooms, or a snapshot. */
    synchronized void startFrom(String newEpoch, long seq) {
        if (!newEpoch.equals(epoch)) {
            texts.clear();
            seqsById.clear();
        }
        epoch = newEpoch;
        position = seq;
        baseline = seq;
        chained = false;
    }

    /** Resumes; from its own position the chain goes on, from another one it begins anew. */
    synchronized void resumeFrom(String fromEpoch, long seq) {
        if (!fromEpoch.equals(epoch) || seq != position) {
            startFrom(fromEpoch, seq);
        }
    }

    /** Other rooms give the same event other parts and another prev_seq. */
    synchronized void roomsChanged(long seq) {
        texts.clear();
        startFrom(epoch, seq);
    }

    /** An event of the stream, live or replayed. */
    synchronized void accept(String text) {
        JsonNode event = WireJson.parse(text);
        long seq = event.path("seq").asLong(-1);
        long previous = event.path("prev_seq").asLong(-1);
        if (!event.path("epoch").asText().equals(epoch)) {
            broken("another epoch than " + epoch, text);
        }
        if (seq <= position) {
            broken("a repeat: the client is at " + position, text);
        }
        if (chained && previous != lastDelivered) {
            broken("the chain is broken: the last event was " + lastDelivered, text);
        }
        if (!chained && previous > baseline) {
            broken("something is missing between the baseline " + baseline + " and prev_seq", text);
        }
        keep(seq, event, text);
        position = Math.max(position, seq);
        lastDelivered = seq;
        chained = true;
    }

    /** An event that was asked for out of turn: only its bytes matter. */
    synchronized void lookUp(String text) {
        JsonNode event = WireJson.parse(text);
        keep(event.path("seq").asLong(-1), event, text);
    }

    private void keep(long seq, JsonNode event, String text) {
        String known = texts.putIfAbsent(seq, text);
        if (known != null && !known.equals(text)) {
            broken("other bytes than before, which were " + known, text);
        }
        String eventId = event.path("event_id").asText();
        Long knownSeq = seqsById.putIfAbsent(eventId, seq);
        if (eventId.isEmpty() || (knownSeq != null && knownSeq != seq)) {
            broken("event_id is empty or was that of " + knownSeq, text);
        }
    }

    /** The server says that nothing more is there up to this seq. */
    synchronized void knownUpTo(long seq) {
        position = Math.max(position, seq);
    }

    private void broken(String what, String text) {
        violation.accept(owner + ": " + what + ": " + text);
    }

    synchronized String epoch() {
        return epoch;
    }

    synchronized long position() {
        return position;
    }

    synchronized int size() {
        return texts.size();
    }

    /** The events' bytes by seq. */
    synchronized NavigableMap<Long, String> texts() {
        return new TreeMap<>(texts);
    }

    /** Lets go of the bytes; the place stays. */
    synchronized void forgetTexts() {
        texts.clear();
        seqsById.clear();
    }

    List<JsonNode> events() {
        return new ArrayList<>(texts().values().stream().map(WireJson::parse).toList());
    }
}
