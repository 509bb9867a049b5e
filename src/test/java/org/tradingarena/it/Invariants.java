package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must hold for the clients of an arena whatever happened to its process. Each check returns what is broken, empty if nothing is; so
 * the same checks can pass judgement on a mutant.
 */
final class Invariants {
    private static final int DEPTH = 50;
    private static final int PAGE = 500;

    private final Arena arena;
    private final List<Trader> traders;
    private final Map<String, BigDecimal> deposits;

    /** @param deposits all that was ever paid in, by currency */
    Invariants(Arena arena, List<Trader> traders, Map<String, BigDecimal> deposits) {
        this.arena = arena;
        this.traders = traders;
        this.deposits = deposits;
    }

    // ---- after a resume ----

    /** The server knows at least what it had told this client before it was killed: no other history, and none that is shorter. */
    List<String> nothingToldIsForgotten(Trader trader, ResumeRecord resume) {
        String outcome = resume.first().path("outcome").asText();
        return Set.of("up_to_date", "replayed").contains(outcome)
                ? List.of()
                : List.of(name(trader) + " resumed from " + trader.client().position() + " and got " + outcome + " "
                        + resume.first().path("reason").asText());
    }

    /** Every acknowledged order is in the stream, once and under the id that the client was told; so are refusals, cancels, amendments. */
    List<String> everyAcknowledgementIsKept(Trader trader) {
        List<String> broken = new ArrayList<>();
        StreamFold fold = trader.fold();
        OrderLedger ledger = trader.ledger();
        ledger.acknowledged().forEach((clientOrderId, orderId) -> {
            List<String> accepted = fold.accepted(clientOrderId);
            if (!accepted.equals(List.of(orderId))) {
                broken.add(name(trader) + ": order " + clientOrderId + " was acknowledged as " + orderId
                        + ", and the stream has accepted " + accepted);
            }
        });
        ledger.refused().forEach((clientOrderId, code) -> {
            if (!fold.refused(clientOrderId).equals(code)
                    || !fold.accepted(clientOrderId).isEmpty()) {
                broken.add(name(trader) + ": order " + clientOrderId + " was refused with " + code
                        + ", and the stream has " + fold.refused(clientOrderId) + " and accepted "
                        + fold.accepted(clientOrderId));
            }
        });
        ledger.cancelled().stream()
                .filter(orderId -> !fold.cancelRequested(orderId))
                .forEach(orderId -> broken.add(name(trader) + ": the acknowledged cancel of " + orderId + " is lost"));
        ledger.amended().stream()
                .filter(orderId -> !fold.amendRequested(orderId))
                .forEach(orderId ->
                        broken.add(name(trader) + ": the acknowledged amendment of " + orderId + " is lost"));
        return broken;
    }

    /** The client saw each seq once, the chain without a hole, and the same bytes each time. */
    List<String> theStreamIsWhole() {
        return arena.violations();
    }

    // ---- at rest ----

    /** All of the following. */
    List<String> atRest() {
        List<String> broken = new ArrayList<>();
        Map<String, List<JsonNode>> working = new TreeMap<>();
        oneOfEach().forEach((collective, trader) -> working.put(collective, workingOrders(trader.client())));
        oneOfEach().forEach((collective, trader) -> broken.addAll(eventsAddUpTo(trader, working.get(collective))));
        broken.addAll(moneyIsConserved());
        broken.addAll(tradesHaveTwoSides());
        Trader.SYMBOLS.forEach(symbol -> broken.addAll(theBookHoldsWhatTheCollectivesSay(symbol, working.values())));
        return broken;
    }

    /** Totals over all collectives and fees are the deposits, exactly; and a total is what is available and what is reserved. */
    List<String> moneyIsConserved() {
        List<String> broken = new ArrayList<>();
        Map<String, BigDecimal> found = new TreeMap<>(arena.admin().fees());
        for (Trader trader : oneOfEach().values()) {
            JsonNode balances = trader.client().expect("get_balances").path("balances");
            for (Map.Entry<String, JsonNode> balance : balances.properties()) {
                BigDecimal total = balance.getValue().path("total").decimalValue();
                BigDecimal available = balance.getValue().path("available").decimalValue();
                BigDecimal reserved = balance.getValue().path("reserved").decimalValue();
                found.merge(balance.getKey(), total, BigDecimal::add);
                if (total.compareTo(available.add(reserved)) != 0 || available.signum() < 0 || reserved.signum() < 0) {
                    broken.add(name(trader) + ": " + balance.getValue());
                }
            }
        }
        Stream.concat(found.keySet().stream(), deposits.keySet().stream())
                .distinct()
                .forEach(currency -> {
                    BigDecimal have = found.getOrDefault(currency, BigDecimal.ZERO);
                    BigDecimal paidIn = deposits.getOrDefault(currency, BigDecimal.ZERO);
                    if (have.compareTo(paidIn) != 0) {
                        broken.add(currency + ": " + paidIn + " was paid in, and " + have + " is there");
                    }
                });
        return broken;
    }

    /** Who folds the events has what the server says: working orders, balances, positions. And nothing waits for an answer any more. */
    private List<String> eventsAddUpTo(Trader trader, List<JsonNode> working) {
        List<String> broken = new ArrayList<>();
        Map<String, JsonNode> said = working.stream()
                .collect(Collectors.toMap(
                        order -> order.path("order_id").asText(), order -> order, (one, two) -> one, TreeMap::new));
        compare(trader, "orders", trader.fold().working(), said, broken);
        compare(
                trader,
                "balances",
                trader.fold().balances(),
                members(trader.client().expect("get_balances").path("balances")),
                broken);
        Map<String, JsonNode> positions =
                members(trader.client().expect("get_portfolio").path("positions"));
        trader.fold().positions().forEach((symbol, position) -> {
            JsonNode there = positions.getOrDefault(symbol, WireJson.object());
            for (String part : List.of("quantity", "average_price", "realized_pnl")) {
                if (!position.path(part).equals(there.path(part))) {
                    broken.add(name(trader) + ": position by events " + position + ", by the portfolio " + there);
                }
            }
        });
        said.values().stream()
                .filter(order -> order.path("status").asText().equals("pending"))
                .forEach(order -> broken.add(name(trader) + ": still pending: " + order));
        return broken;
    }

    private static void compare(
            Trader trader,
            String what,
            Map<String, JsonNode> byEvents,
            Map<String, JsonNode> said,
            List<String> broken) {
        if (!byEvents.equals(said)) {
            Map<String, JsonNode> missing = new TreeMap<>(byEvents);
            missing.entrySet().removeAll(said.entrySet());
            Map<String, JsonNode> surplus = new TreeMap<>(said);
            surplus.entrySet().removeAll(byEvents.entrySet());
            broken.add(name(trader) + ": " + what + " by events and as the server says differ: " + missing + " against "
                    + surplus);
        }
    }

    /** Each trade is in two collectives' streams, one as maker and one as taker, one buys and one sells; and the fees are those collected. */
    private List<String> tradesHaveTwoSides() {
        List<String> broken = new ArrayList<>();
        Map<String, List<StreamFold.Fill>> trades = oneOfEach().values().stream()
                .flatMap(trader -> trader.fold().fills().stream())
                .collect(Collectors.groupingBy(
                        fill -> fill.symbol() + " " + fill.tradeId(), TreeMap::new, Collectors.toList()));
        trades.forEach((id, sides) -> {
            if (sides.size() != 2
                    || sides.get(0).side().equals(sides.get(1).side())
                    || sides.get(0).liquidity().equals(sides.get(1).liquidity())
                    || sides.get(0).price().compareTo(sides.get(1).price()) != 0
                    || sides.get(0).quantity().compareTo(sides.get(1).quantity()) != 0) {
                broken.add("trade " + id + " has these sides: " + sides);
            }
        });
        Map<String, BigDecimal> fees = new TreeMap<>();
        oneOfEach()
                .values()
                .forEach(trader ->
                        trader.fold().fees().forEach((currency, fee) -> fees.merge(currency, fee, BigDecimal::add)));
        arena.admin().fees().forEach((currency, collected) -> {
            if (collected.compareTo(fees.getOrDefault(currency, BigDecimal.ZERO)) != 0) {
                broken.add("fees collected in " + currency + ": " + collected + ", paid: " + fees.get(currency));
            }
        });
        return broken;
    }

    private List<String> theBookHoldsWhatTheCollectivesSay(String symbol, Iterable<List<JsonNode>> working) {
        Map<String, NavigableMap<BigDecimal, BigDecimal>> expected =
                Map.of("buy", new TreeMap<>(), "sell", new TreeMap<>());
        for (List<JsonNode> orders : working) {
            for (JsonNode order : orders) {
                if (order.path("symbol").asText().equals(symbol)) {
                    expected.get(order.path("side").asText())
                            .merge(
                                    order.path("price").decimalValue().stripTrailingZeros(),
                                    order.path("remaining_quantity").decimalValue(),
                                    BigDecimal::add);
                }
            }
        }
        JsonNode book = traders.getFirst()
                .client()
                .expect(
                        "get_order_book",
                        WireJson.object().put("symbol", symbol).put("depth", DEPTH));
        String bids = levels(expected.get("buy").descendingMap());
        String asks = levels(expected.get("sell"));
        String foundBids = levels(book.path("bids"));
        String foundAsks = levels(book.path("asks"));
        return bids.equals(foundBids) && asks.equals(foundAsks)
                ? List.of()
                : List.of(symbol + ": by the collectives " + bids + " / " + asks + ", in the book " + foundBids + " / "
                        + foundAsks);
    }

    private static String levels(Map<BigDecimal, BigDecimal> side) {
        return side.entrySet().stream()
                .map(level -> plain(level.getKey()) + ":" + plain(level.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String levels(JsonNode side) {
        return side.valueStream()
                .map(level -> plain(level.path(0).decimalValue()) + ":"
                        + plain(level.path(1).decimalValue()))
                .collect(Collectors.joining(" "));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    // ---- the whole history ----

    /** A stranger who reads all of the journal gets the bytes that the clients have got live and replayed. */
    List<String> historyIsWhatTheClientsSaw() {
        List<String> broken = new ArrayList<>();
        oneOfEach().forEach((collective, trader) -> {
            WireClient reader =
                    arena.client(collective, "historian", trader.client().identity());
            reader.signIn();
            NavigableMap<Long, String> history = history(reader);
            traders.stream()
                    .filter(each -> each.client().collective().equals(collective))
                    .forEach(each -> {
                        NavigableMap<Long, String> seen = each.client().log().texts();
                        NavigableMap<Long, String> told =
                                seen.isEmpty() ? history : history.subMap(seen.firstKey(), true, seen.lastKey(), true);
                        if (!told.equals(seen)) {
                            Map<Long, String> missing = new TreeMap<>(told);
                            missing.entrySet().removeAll(seen.entrySet());
                            Map<Long, String> surplus = new TreeMap<>(seen);
                            surplus.entrySet().removeAll(told.entrySet());
                            broken.add(name(each) + ": the journal has " + missing + ", the client saw " + surplus);
                        }
                    });
            broken.addAll(reader.violations());
            reader.close();
        });
        return broken;
    }

    private static NavigableMap<Long, String> history(WireClient reader) {
        long after = 0;
        boolean more = true;
        while (more) {
            JsonNode page = reader.expect(
                    "replay", WireJson.object().put("after_seq", after).put("limit", PAGE));
            after = page.path("next_after_seq").asLong();
            more = page.path("has_more").asBoolean();
        }
        return reader.log().texts();
    }

    private static List<JsonNode> workingOrders(WireClient client) {
        List<JsonNode> orders = new ArrayList<>();
        ObjectNode ask = WireJson.object().put("status", "open").put("limit", PAGE);
        JsonNode cursor;
        do {
            JsonNode page = client.expect("get_orders", ask);
            page.path("orders").forEach(orders::add);
            cursor = page.path("cursor");
            ask.set("cursor", cursor);
        } while (!cursor.isNull());
        return orders;
    }

    private static Map<String, JsonNode> members(JsonNode object) {
        return object.properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, two) -> one, TreeMap::new));
    }

    private Map<String, Trader> oneOfEach() {
        Map<String, Trader> one = new TreeMap<>();
        traders.forEach(trader -> one.putIfAbsent(trader.client().collective(), trader));
        return one;
    }

    private static String name(Trader trader) {
        return trader.client().collective() + "/" + trader.client().clientId();
    }
}
