package org.tradingarena.market.feed.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.java_websocket.WebSocket;

/** Coinbase Exchange's WebSocket feed, from its documentation, without the channels that need a key. */
public final class FakeCoinbase extends FakeExchange {
    private static final String TIME = "2026-01-02T03:04:05.678901Z";
    private static final Set<String> OPEN_CHANNELS = Set.of("level2_batch", "matches", "ticker", "heartbeat");
    private static final int WHOLE_BOOK = Integer.MAX_VALUE;

    private final Map<WebSocket, Set<String>> subscriptions = new LinkedHashMap<>();
    private long sequence = 134_905_859_981L;

    FakeCoinbase(List<String> symbols) {
        super(2, symbols);
    }

    @Override
    public synchronized void beat() {
        subscriptions.forEach((connection, subscribed) -> subscribed.stream()
                .filter(name -> name.startsWith("heartbeat "))
                .map(name -> market(name.substring("heartbeat ".length()).replace('-', '/')))
                .forEach(market -> send(
                        connection,
                        "{\"type\":\"heartbeat\",\"sequence\":" + nextSequence() + ",\"last_trade_id\":"
                                + market.newestTrade() + "," + product(market) + "}")));
    }

    /** Says that a level was set at a price, true or not. */
    public synchronized void sayChange(String symbol, boolean bid, String price, String size) {
        FakeMarket market = market(symbol);
        tell("level2_batch", market, change(market, bid, price, size));
    }

    /** Says the best prices under a number of long ago. */
    public synchronized void tickOutOfOrder(String symbol) {
        FakeMarket market = market(symbol);
        tell("ticker", market, ticker(market, 1));
    }

    @Override
    void opened(WebSocket connection) {
        subscriptions.put(connection, new HashSet<>());
    }

    @Override
    void closed(WebSocket connection) {
        subscriptions.remove(connection);
    }

    @Override
    void received(WebSocket connection, JsonNode message) {
        if (!message.path("type").asText().equals("subscribe")) {
            refuse(connection, "Failed to process", "unknown type");
            return;
        }
        List<FakeMarket> markets = new ArrayList<>();
        for (JsonNode product : message.path("product_ids")) {
            FakeMarket market = find(product.asText().replace('-', '/'));
            if (market == null || product.asText().contains("/")) {
                refuse(connection, "Failed to subscribe", product.asText() + " is not a valid product");
                return;
            }
            markets.add(market);
        }
        for (JsonNode channel : message.path("channels")) {
            if (!OPEN_CHANNELS.contains(channel.asText())) {
                refuse(connection, "Failed to subscribe", channel.asText() + " is not a valid channel");
                return;
            }
            markets.forEach(market -> subscribe(connection, channel.asText(), market));
        }
        send(connection, confirmation(message, markets));
    }

    private void subscribe(WebSocket connection, String channel, FakeMarket market) {
        subscriptions.get(connection).add(channel + " " + market.symbol.replace('/', '-'));
        switch (channel) {
            case "level2_batch" ->
                send(
                        connection,
                        "{\"type\":\"snapshot\",\"product_id\":\"" + market.symbol.replace('/', '-')
                                + "\",\"asks\":" + levels(market.best(false, WHOLE_BOOK)) + ",\"bids\":"
                                + levels(market.best(true, WHOLE_BOOK)) + "}");
            case "matches" -> send(connection, match("last_match", market, market.newestTrade(), true));
            case "ticker" -> send(connection, ticker(market, nextSequence()));
            default -> {}
        }
    }

    @Override
    void moved(FakeMarket market, FakeMarket.Change change) {
        if (!takeSkip()) {
            tell("level2_batch", market, change(market, change.bid(), change.price(), change.quantity()));
        }
    }

    @Override
    void traded(FakeMarket market, long number, boolean takerBuys) {
        tell("matches", market, match("match", market, number, takerBuys));
    }

    @Override
    void ticked(FakeMarket market) {
        tell("ticker", market, ticker(market, nextSequence()));
    }

    private void tell(String channel, FakeMarket market, String message) {
        subscriptions.forEach((connection, subscribed) -> {
            if (subscribed.contains(channel + " " + market.symbol.replace('/', '-'))) {
                send(connection, message);
            }
        });
    }

    private void refuse(WebSocket connection, String message, String reason) {
        send(connection, "{\"type\":\"error\",\"message\":\"" + message + "\",\"reason\":\"" + reason + "\"}");
    }

    /** The real one answers {@code level2_50} to {@code level2_batch}. */
    private static String confirmation(JsonNode request, List<FakeMarket> markets) {
        String products = markets.stream()
                .map(market -> "\"" + market.symbol.replace('/', '-') + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        List<String> channels = new ArrayList<>();
        for (JsonNode channel : request.path("channels")) {
            String name = channel.asText().equals("level2_batch") ? "level2_50" : channel.asText();
            channels.add("{\"name\":\"" + name + "\",\"product_ids\":" + products + ",\"account_ids\":null}");
        }
        return "{\"type\":\"subscriptions\",\"channels\":[" + String.join(",", channels) + "]}";
    }

    private static String change(FakeMarket market, boolean bid, String price, String size) {
        return "{\"type\":\"l2update\"," + product(market) + ",\"changes\":[[\"" + (bid ? "buy" : "sell") + "\",\""
                + price + "\",\"" + size + "\"]]}";
    }

    /** The side is the maker's. */
    private String match(String type, FakeMarket market, long number, boolean takerBuys) {
        return "{\"type\":\"" + type + "\",\"trade_id\":" + number
                + ",\"maker_order_id\":\"ac928c66-ca53-498f-9c13-a110027a60e8\""
                + ",\"taker_order_id\":\"132fb6ae-456b-4654-b4e0-d681ac05cea1\",\"side\":\""
                + (takerBuys ? "sell" : "buy") + "\",\"size\":\"0.50000000\",\"price\":\"" + market.middlePrice()
                + "\","
                + product(market) + ",\"sequence\":" + nextSequence() + "}";
    }

    private static String ticker(FakeMarket market, long sequence) {
        return "{\"type\":\"ticker\",\"sequence\":" + sequence + "," + product(market) + ",\"price\":\""
                + market.middlePrice() + "\",\"open_24h\":\"1310.79\",\"volume_24h\":\"245532.79\",\"best_bid\":\""
                + market.best(true, 1).getFirst()[0] + "\",\"best_ask\":\""
                + market.best(false, 1).getFirst()[0]
                + "\",\"side\":\"buy\",\"trade_id\":" + market.newestTrade() + ",\"last_size\":\"0.5\"}";
    }

    private static String product(FakeMarket market) {
        return "\"product_id\":\"" + market.symbol.replace('/', '-') + "\",\"time\":\"" + TIME + "\"";
    }

    private static String levels(List<String[]> levels) {
        return levels.stream()
                .map(level -> "[\"" + level[0] + "\",\"" + level[1] + "\"]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Numbers grow by more than one: most messages of a product go to other channels. */
    private long nextSequence() {
        sequence += 1 + sequence % 130;
        return sequence;
    }
}
