package org.tradingarena.client;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tradingarena.protocol.Room;

/** The rooms that a client is in, on every connection: its own two and those that it was started with, until the arena says others. */
final class Rooms {
    private final Room.Orders orders;
    private final Room.Portfolio portfolio;
    private Set<Room> rooms = new LinkedHashSet<>();

    Rooms(String collectiveId, List<Room> more) {
        orders = new Room.Orders(collectiveId);
        portfolio = new Room.Portfolio(collectiveId);
        rooms.add(orders);
        rooms.add(portfolio);
        rooms.addAll(more);
    }

    List<Room> all() {
        return new ArrayList<>(rooms);
    }

    /** The arena's word. */
    void are(List<Room> now) {
        rooms = new LinkedHashSet<>(now);
    }

    /** Whether a state can be kept: each of its parts comes through one of the own rooms. */
    boolean showWholeState() {
        return rooms.contains(orders) && rooms.contains(portfolio);
    }

    /** The room through which a symbol's market data comes. */
    Optional<Room> of(String symbol) {
        Room one = new Room.MarketSymbol(symbol);
        if (rooms.contains(one)) {
            return Optional.of(one);
        }
        Room all = new Room.Market();
        return rooms.contains(all) ? Optional.of(all) : Optional.empty();
    }

    boolean haveMarketData() {
        return rooms.stream().anyMatch(room -> room instanceof Room.Market || room instanceof Room.MarketSymbol);
    }
}
