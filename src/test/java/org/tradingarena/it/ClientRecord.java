package org.tradingarena.it;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.tradingarena.client.ArenaListener;
import org.tradingarena.client.Continuity;
import org.tradingarena.client.OrderFate;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.protocol.ServerMessage;

/**
 * All that one client of the library was told, as its listener got it. It outlives the client: a bot that is started again goes on with
 * the same record. Whatever only a broken promise explains is a violation.
 */
class ClientRecord implements ArenaListener {
    /** An event, as a client or a journal has it. */
    record Entry(long seq, String eventId, String text) {}

    /** Equal texts once: all clients of a collective get the same. */
    private static final ConcurrentMap<String, String> TEXTS = new ConcurrentHashMap<>();

    private final String owner;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Integer> continuities = new TreeMap<>();
    private final Map<String, OrderFate> fates = new HashMap<>();
    private final Map<String, Long> chains = new HashMap<>();
    private OptionalLong beginning = OptionalLong.empty();
    private long marketMessages;

    ClientRecord(String owner) {
        this.owner = owner;
    }

    static Entry entry(long seq, String eventId, String text) {
        String known = TEXTS.putIfAbsent(text, text);
        return new Entry(seq, eventId, known == null ? text : known);
    }

    /** Lets go of the texts of a run that is over. */
    static void forgetTexts() {
        TEXTS.clear();
    }

    @Override
    public void onEvent(PrivateEvent event) {
        add(entry(event.seq(), event.eventId(), event.text()));
    }

    synchronized void add(Entry entry) {
        entries.add(entry);
    }

    @Override
    public synchronized void onContinuity(Continuity continuity) {
        continuities.merge(continuity.getClass().getSimpleName(), 1, Integer::sum);
        switch (continuity) {
            case Continuity.Began began -> {
                if (beginning.isPresent() || !entries.isEmpty()) {
                    violations.add(owner + ": the record began again, at " + began.position());
                }
                beginning = OptionalLong.of(began.position().seq());
            }
            case Continuity.Reset reset -> violations.add(owner + ": " + reset.describe() + ", at " + reset.position());
            case Continuity.Resumed resumed -> known(resumed.position().seq());
            case Continuity.GapFilled filled -> known(filled.position().seq());
        }
    }

    /** Continuity comes after the events that it speaks of. */
    private void known(long seq) {
        if (!entries.isEmpty() && entries.getLast().seq() > seq) {
            violations.add(owner + ": went on from " + seq + " after "
                    + entries.getLast().seq());
        }
    }

    /** Messages of a symbol form a chain; only a snapshot begins it anew, and only what was summed up may jump. */
    @Override
    public synchronized void onMarket(ServerMessage.MarketData message) {
        marketMessages++;
        Long last = chains.put(message.symbol(), message.seq());
        boolean isFree = message.type().equals("book_snapshot") || message.conflated();
        if (!isFree && (last == null || message.prevSeq() != last)) {
            violations.add(owner + ": the chain of " + message.symbol() + " broke after " + last + " at " + message);
        }
    }

    @Override
    public synchronized void onFate(OrderFate fate) {
        OrderFate before = fates.put(fate.clientOrderId(), fate);
        if (before != null && before.getClass() != fate.getClass()) {
            violations.add(owner + ": two fates: " + before + " and " + fate);
        }
    }

    @Override
    public synchronized void onWarning(String warning) {
        violations.add(owner + ": warned: " + warning);
    }

    /** The client knew everything up to here before its first event; empty before it was ever connected. */
    synchronized OptionalLong beginning() {
        return beginning;
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The newest event's seq, or where the record began; 0 before that. */
    synchronized long position() {
        return entries.isEmpty() ? beginning.orElse(0) : entries.getLast().seq();
    }

    /** What the client was told of orders whose answers were lost, by client_order_id. */
    synchronized Map<String, OrderFate> fates() {
        return Map.copyOf(fates);
    }

    /** How often it began, resumed, filled a gap, was reset. */
    synchronized Map<String, Integer> continuities() {
        return new TreeMap<>(continuities);
    }

    synchronized long marketMessages() {
        return marketMessages;
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    String owner() {
        return owner;
    }
}
