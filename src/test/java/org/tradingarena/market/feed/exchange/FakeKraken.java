package org.tradingarena.market.feed.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.java_websocket.WebSocket;

/**
 * Kraken's WebSocket API v2, from its documentation: a client sees the best levels of the depth that it subscribed, learns of levels that
 * come into it or are removed, and not of those that leave it; every book message has the checksum of what the client should have then.
 */
public final class FakeKraken extends FakeExchange {
    private static final Set<Integer> DEPTHS = Set.of(10, 25, 100, 500, 1000);
    private static final Set<String> CHANNELS = Set.of("book", "trade", "ticker");
    private static final String TIME = "2026-01-02T03:04:05.678901Z";

    /** What one connection has subscribed, and what it has been told. */
    private static final class Session {
        final Set<String> subscriptions = new HashSet<>();
        final Map<String, List<String[]>> bids = new HashMap<>();
        final Map<String, List<String[]>> asks = new HashMap<>();
        int depth = 10;
    }

    private final Map<WebSocket, Session> sessions = new LinkedHashMap<>();
    private boolean spoilsNextChecksum;

    FakeKraken(List<String> symbols) {
        super(1, symbols);
    }

    /** The next book message has a wrong checksum. */
    public synchronized void spoilNextChecksum() {
        spoilsNextChecksum = true;
    }

    /** Says that the trading engine is in this state. */
    public void status(String system) {
        say(statusMessage(system));
    }

    @Override
    public void beat() {
        say("{\"channel\":\"heartbeat\"}");
    }

    @Override
    void opened(WebSocket connection) {
        sessions.put(connection, new Session());
        send(connection, statusMessage("online"));
    }

    @Override
    void closed(WebSocket connection) {
        sessions.remove(connection);
    }

    @Override
    void received(WebSocket connection, JsonNode message) {
        switch (message.path("method").asText()) {
            case "ping" ->
                send(connection, "{\"method\":\"pong\",\"time_in\":\"" + TIME + "\",\"time_out\":\"" + TIME + "\"}");
            case "subscribe" -> subscribe(connection, message.path("params"));
            default ->
                send(
                        connection,
                        "{\"error\":\"Unsupported method\",\"success\":false,\"method\":\""
                                + message.path("method").asText() + "\"}");
        }
    }

    private void subscribe(WebSocket connection, JsonNode parameters) {
        String channel = parameters.path("channel").asText();
        for (JsonNode name : parameters.path("symbol")) {
            int depth = parameters.path("depth").asInt(10);
            if (find(name.asText()) == null) {
                refuse(connection, "Currency pair not supported " + name.asText(), name.asText());
            } else if (!CHANNELS.contains(channel)) {
                refuse(connection, "Channel not supported " + channel, name.asText());
            } else if (!DEPTHS.contains(depth)) {
                refuse(connection, "Subscription depth not supported", name.asText());
            } else {
                subscribe(connection, channel, market(name.asText()), depth);
            }
        }
    }

    private void refuse(WebSocket connection, String error, String symbol) {
        send(
                connection,
                "{\"error\":\"" + error + "\",\"method\":\"subscribe\",\"success\":false,\"symbol\":\"" + symbol
                        + "\",\"time_in\":\"" + TIME + "\",\"time_out\":\"" + TIME + "\"}");
    }

    private void subscribe(WebSocket connection, String channel, FakeMarket market, int depth) {
        Session session = sessions.get(connection);
        session.subscriptions.add(channel + market.symbol);
        send(
                connection,
                "{\"method\":\"subscribe\",\"result\":{\"channel\":\"" + channel + "\","
                        + (channel.equals("book") ? "\"depth\":" + depth + "," : "") + "\"snapshot\":true,\"symbol\":\""
                        + market.symbol + "\"},\"success\":true,\"time_in\":\"" + TIME + "\",\"time_out\":\"" + TIME
                        + "\"}");
        switch (channel) {
            case "book" -> {
                session.depth = depth;
                session.bids.put(market.symbol, market.best(true, depth));
                session.asks.put(market.symbol, market.best(false, depth));
                sendBook(connection, market, "snapshot", market.best(true, depth), market.best(false, depth));
            }
            case "trade" -> {
                long newest = market.newestTrade();
                send(
                        connection,
                        "{\"channel\":\"trade\",\"type\":\"snapshot\",\"data\":[" + trade(market, newest - 1, true)
                                + "," + trade(market, newest, false) + "]}");
            }
            default -> send(connection, ticker(market, "snapshot"));
        }
    }

    @Override
    void moved(FakeMarket market, FakeMarket.Change change) {
        sessions.forEach((connection, session) -> {
            if (!session.subscriptions.contains("book" + market.symbol)) {
                return;
            }
            List<String[]> bids = news(session.bids, market, true, session.depth, change);
            List<String[]> asks = news(session.asks, market, false, session.depth, change);
            if (!(bids.isEmpty() && asks.isEmpty()) && !takeSkip()) {
                sendBook(connection, market, "update", bids, asks);
            }
        });
    }

    /** What one client is told of a side: levels that were removed, and levels in the depth that it does not know. */
    private static List<String[]> news(
            Map<String, List<String[]>> known, FakeMarket market, boolean bids, int depth, FakeMarket.Change change) {
        List<String[]> before = known.get(market.symbol);
        List<String[]> now = market.best(bids, depth);
        known.put(market.symbol, now);
        List<String[]> news = new ArrayList<>();
        if (change.gone()
                && change.bid() == bids
                && before.stream().anyMatch(level -> level[0].equals(change.price()))) {
            news.add(new String[] {change.price(), change.quantity()});
        }
        Set<String> told = before.stream().map(level -> String.join(" ", level)).collect(Collectors.toSet());
        now.stream().filter(level -> !told.contains(String.join(" ", level))).forEach(news::add);
        return news;
    }

    @Override
    void traded(FakeMarket market, long number, boolean takerBuys) {
        tell(
                "trade",
                market,
                "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[" + trade(market, number, takerBuys) + "]}");
    }

    @Override
    void ticked(FakeMarket market) {
        tell("ticker", market, ticker(market, "update"));
    }

    private void tell(String channel, FakeMarket market, String message) {
        sessions.forEach((connection, session) -> {
            if (session.subscriptions.contains(channel + market.symbol)) {
                send(connection, message);
            }
        });
    }

    private void sendBook(
            WebSocket connection, FakeMarket market, String type, List<String[]> bids, List<String[]> asks) {
        long checksum = checksum(market.best(false, 10), market.best(true, 10));
        if (spoilsNextChecksum) {
            spoilsNextChecksum = false;
            checksum ^= 1;
        }
        send(
                connection,
                "{\"channel\":\"book\",\"type\":\"" + type + "\",\"data\":[{\"symbol\":\"" + market.symbol
                        + "\",\"bids\":" + levels(bids) + ",\"asks\":" + levels(asks) + ",\"checksum\":" + checksum
                        + ",\"timestamp\":\"" + TIME + "\"}]}");
    }

    /** The guide's algorithm, bit by bit; shares nothing with what is tested. */
    static long checksum(List<String[]> asks, List<String[]> bids) {
        StringBuilder text = new StringBuilder();
        for (List<String[]> side : List.of(asks, bids)) {
            for (String[] level : side) {
                for (String decimal : level) {
                    text.append(decimal.replace(".", "").replaceFirst("^0+", ""));
                }
            }
        }
        int register = -1;
        for (byte octet : text.toString().getBytes(StandardCharsets.US_ASCII)) {
            register ^= octet & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                register = (register & 1) == 0 ? register >>> 1 : (register >>> 1) ^ 0xEDB88320;
            }
        }
        return ~register & 0xffffffffL;
    }

    private static String levels(List<String[]> levels) {
        return levels.stream()
                .map(level -> "{\"price\":" + level[0] + ",\"qty\":" + level[1] + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String trade(FakeMarket market, long number, boolean takerBuys) {
        return "{\"symbol\":\"" + market.symbol + "\",\"side\":\"" + (takerBuys ? "buy" : "sell") + "\",\"price\":"
                + market.middlePrice() + ",\"qty\":0.50000000,\"ord_type\":\"limit\",\"trade_id\":" + number
                + ",\"timestamp\":\"" + TIME + "\"}";
    }

    private static String ticker(FakeMarket market, String type) {
        String[] bid = market.best(true, 1).getFirst();
        String[] ask = market.best(false, 1).getFirst();
        return "{\"channel\":\"ticker\",\"type\":\"" + type + "\",\"data\":[{\"symbol\":\"" + market.symbol
                + "\",\"bid\":"
                + bid[0] + ",\"bid_qty\":" + bid[1] + ",\"ask\":" + ask[0] + ",\"ask_qty\":" + ask[1] + ",\"last\":"
                + market.middlePrice() + ",\"volume\":12.00000000,\"vwap\":60000.1,\"low\":1.0,\"high\":2.0,"
                + "\"change\":-0.1,\"change_pct\":-0.17}]}";
    }

    private static String statusMessage(String system) {
        return "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\",\"system\":\"" + system
                + "\",\"api_version\":\"v2\",\"connection_id\":12072546403441331453}]}";
    }
}
