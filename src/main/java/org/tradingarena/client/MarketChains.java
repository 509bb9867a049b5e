package org.tradingarena.client;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tradingarena.protocol.Resume.MarketPosition;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.ServerMessage;

/**
 * The chains of market messages, one a symbol (protocol section 7): duplicates are dropped, and a chain that jumps without saying so is of
 * no use until its next snapshot, which is asked for by leaving and entering its room.
 */
final class MarketChains {
    private static final String SNAPSHOT = "book_snapshot";

    private final Outbox out;
    private final Map<String, MarketPosition> positions = new HashMap<>();
    private final Set<String> broken = new LinkedHashSet<>();
    private final Set<String> asked = new HashSet<>();

    MarketChains(Outbox out) {
        this.out = out;
    }

    void onMessage(ServerMessage.MarketData message) {
        String symbol = message.symbol();
        MarketPosition here = positions.get(symbol);
        if (message.type().equals(SNAPSHOT)) {
            broken.remove(symbol);
            asked.remove(symbol);
        } else if (here == null || broken.contains(symbol)) {
            return; // a rest of what came before the snapshot
        } else if (here.epoch().equals(message.epoch()) && message.seq() <= here.seq()) {
            return; // a duplicate
        } else if (!here.epoch().equals(message.epoch()) || (message.prevSeq() != here.seq() && !message.conflated())) {
            out.warn(symbol + ": market data is missing after seq " + here.seq() + "; a new snapshot is asked for");
            broken.add(symbol);
            positions.remove(symbol);
            return;
        }
        positions.put(symbol, new MarketPosition(message.epoch(), message.seq()));
        out.add(new ClientAction.TellMarket(message));
    }

    /** The rooms whose snapshot is to be asked for, each once. */
    List<Room> toRenew(Rooms rooms) {
        Set<Room> renew = new LinkedHashSet<>();
        for (String symbol : broken) {
            if (asked.add(symbol)) {
                rooms.of(symbol).ifPresent(renew::add);
            }
        }
        return List.copyOf(renew);
    }

    /** Where the chains stand, to resume from. */
    Map<String, MarketPosition> positions() {
        return Map.copyOf(positions);
    }

    /** The client is in these rooms: nothing else is of interest any more. */
    void keep(Rooms rooms) {
        positions.keySet().removeIf(symbol -> rooms.of(symbol).isEmpty());
        broken.removeIf(symbol -> rooms.of(symbol).isEmpty());
    }

    /** The connection is gone: the next one brings what was asked for. */
    void disconnected() {
        asked.clear();
        broken.clear();
    }
}
