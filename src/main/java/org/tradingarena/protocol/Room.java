package org.tradingarena.protocol;

import java.util.Optional;

/** What a client subscribes to (protocol section 1). */
public sealed interface Room {
    /** A collective's private orders. */
    record Orders(String collective) implements Room {}

    /** A collective's private portfolio. */
    record Portfolio(String collective) implements Room {}

    /** The market data of every symbol. */
    record Market() implements Room {}

    /** The market data of one symbol. */
    record MarketSymbol(String symbol) implements Room {}

    /** The standings. */
    record Leaderboard() implements Room {}

    /** How the names of rooms with a parameter begin. */
    String ORDERS = "orders:";

    /** See {@link #ORDERS}. */
    String PORTFOLIO = "portfolio:";

    /** See {@link #ORDERS}. */
    String MARKET = "market:";

    /** The room's name on the wire. */
    default String wire() {
        return switch (this) {
            case Orders orders -> ORDERS + orders.collective();
            case Portfolio portfolio -> PORTFOLIO + portfolio.collective();
            case Market market -> "market";
            case MarketSymbol market -> MARKET + market.symbol();
            case Leaderboard leaderboard -> "leaderboard";
        };
    }

    /** The room of a name; empty if it has not the form of one. Whether its collective or symbol exists is not looked at. */
    static Optional<Room> parse(String name) {
        if (name.equals("market")) {
            return Optional.of(new Market());
        }
        if (name.equals("leaderboard")) {
            return Optional.of(new Leaderboard());
        }
        if (name.startsWith(ORDERS)) {
            String collective = name.substring(ORDERS.length());
            return Ids.isCollective(collective) ? Optional.of(new Orders(collective)) : Optional.empty();
        }
        if (name.startsWith(PORTFOLIO)) {
            String collective = name.substring(PORTFOLIO.length());
            return Ids.isCollective(collective) ? Optional.of(new Portfolio(collective)) : Optional.empty();
        }
        if (name.startsWith(MARKET)) {
            String symbol = name.substring(MARKET.length());
            return Ids.isSymbol(symbol) ? Optional.of(new MarketSymbol(symbol)) : Optional.empty();
        }
        return Optional.empty();
    }
}
