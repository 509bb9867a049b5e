package org.tradingarena.session;

import java.util.List;
import java.util.Optional;
import org.tradingarena.domain.Instruments;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Room;

/** Which rooms a client of a collective may enter (protocol section 7). */
record RoomRules(String collective, Instruments instruments) {

    /** The private rooms of the collective: where a session begins. */
    List<String> own() {
        return Frames.names(List.of(new Room.Orders(collective), new Room.Portfolio(collective)));
    }

    /** Why these rooms may not be entered; empty if they may. */
    Optional<ArenaError> refusal(List<Room> rooms) {
        return rooms.stream().map(this::refusal).flatMap(Optional::stream).findFirst();
    }

    private Optional<ArenaError> refusal(Room room) {
        return switch (room) {
            case Room.Orders orders -> ours(orders.collective(), room);
            case Room.Portfolio portfolio -> ours(portfolio.collective(), room);
            case Room.MarketSymbol market -> traded(market.symbol());
            case Room.Market market -> Optional.empty();
            case Room.Leaderboard leaderboard -> Optional.empty();
        };
    }

    private Optional<ArenaError> ours(String owner, Room room) {
        return owner.equals(collective)
                ? Optional.empty()
                : Optional.of(
                        ArenaError.of(ErrorCode.FORBIDDEN, "the room " + room.wire() + " is another collective's"));
    }

    private Optional<ArenaError> traded(String symbol) {
        return instruments.find(symbol).isPresent()
                ? Optional.empty()
                : Optional.of(ArenaError.of(ErrorCode.INVALID_SYMBOL, symbol + " is not traded here"));
    }
}
