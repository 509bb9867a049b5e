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

    /**
     * Why these rooms may not be entered; empty if they may.
     *
     * @param field where the client named them
     */
    Optional<ArenaError> refusal(List<Room> rooms, String field) {
        return rooms.stream()
                .map(room -> refusal(room, field))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<ArenaError> refusal(Room room, String field) {
        return switch (room) {
            case Room.Orders orders -> ours(orders.collective(), room, field);
            case Room.Portfolio portfolio -> ours(portfolio.collective(), room, field);
            case Room.MarketSymbol market -> traded(market.symbol(), field);
            case Room.Market market -> Optional.empty();
            case Room.Leaderboard leaderboard -> Optional.empty();
        };
    }

    private Optional<ArenaError> ours(String owner, Room room, String field) {
        return owner.equals(collective)
                ? Optional.empty()
                : Optional.of(ArenaError.field(
                        ErrorCode.FORBIDDEN, field, "the room " + room.wire() + " is another collective's"));
    }

    private Optional<ArenaError> traded(String symbol, String field) {
        return instruments.find(symbol).isPresent()
                ? Optional.empty()
                : Optional.of(ArenaError.field(ErrorCode.INVALID_SYMBOL, field, symbol + " is not traded here"));
    }
}
