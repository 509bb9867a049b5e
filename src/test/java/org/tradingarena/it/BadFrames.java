package org.tradingarena.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Frames that a signed-in trader may send and that must be refused, each with its code and the field that it is about. The orders that
 * some of them name are the fixture of {@link BadInputIT}.
 */
final class BadFrames {

    /** A frame's error must have this field; where it is empty, none is asked for. */
    record Case(String name, String frame, Set<String> codes, String field, boolean answersId, String message) {}

    /** Orders that the cases refer to, by client_order_id. */
    static final String CANCELLED_ORDER = "cancelled-one";

    static final String FILLED_ORDER = "filled-one";
    static final String PARTLY_FILLED_ORDER = "partly-filled-one";
    static final String RESTING_ORDER = "resting-one";

    private final List<Case> cases = new ArrayList<>();

    private BadFrames() {}

    static List<Case> all() {
        BadFrames table = new BadFrames();
        table.json();
        table.envelopes();
        table.placeOrder();
        table.quantitiesAndPrices();
        table.cancelAndAmend();
        table.switches();
        table.rooms();
        table.state();
        table.questions();
        return List.copyOf(table.cases);
    }

    // ---- text that is no JSON ----

    private void json() {
        String heartbeat = "{\"type\":\"heartbeat\"}";
        noJson("nothing", "");
        noJson("white space", " \n\t ");
        noJson("an open brace", "{");
        noJson("a closing brace", "}");
        noJson("a message cut off", "{\"id\":\"bad\",\"type\":\"heartbeat\"");
        noJson("a string cut off", "{\"id\":\"bad\",\"type\":\"heart");
        noJson("a trailing comma", "{\"type\":\"heartbeat\",}");
        noJson("a leading comma", "{,\"type\":\"heartbeat\"}");
        noJson("a comma missing", "{\"id\":\"bad\" \"type\":\"heartbeat\"}");
        noJson("a colon missing", "{\"type\" \"heartbeat\"}");
        noJson("a value missing", "{\"type\":\"heartbeat\",\"data\":}");
        noJson("single quotes", "{'type':'heartbeat'}");
        noJson("names without quotes", "{type:\"heartbeat\"}");
        noJson("two messages in one frame", heartbeat + heartbeat);
        noJson("something after the end", heartbeat + " x");
        noJson("a closing brace too many", heartbeat + "}");
        noJson("a word cut off", "nul");
        noJson("NaN", "{\"type\":\"heartbeat\",\"data\":NaN}");
        noJson("Infinity", "{\"type\":\"heartbeat\",\"data\":{\"ack_seq\":-Infinity}}");
        noJson("a block comment", "{\"type\":\"heartbeat\" /* alive */}");
        noJson("a line comment", heartbeat + " // alive");
        noJson("an unknown escape", "{\"type\":\"heartbeat\",\"id\":\"\\x\"}");
        noJson("a unicode escape cut off", "{\"type\":\"heartbeat\",\"id\":\"\\u12\"}");
        noJson("a line break inside a string", "{\"type\":\"heartbeat\",\"id\":\"a\nb\"}");
        noJson("a NUL inside a string", "{\"type\":\"heartbeat\",\"id\":\"a\u0000b\"}");
        noJson("a tab inside a string", "{\"type\":\"heartbeat\",\"id\":\"a\tb\"}");
        noJson("an unpaired surrogate", "{\"type\":\"heartbeat\",\"id\":\"\\ud800\"}");
        for (String number : List.of("01", "+1", ".5", "5.", "1e", "1e+", "-", "--1", "0x10", "1_000", "1,5")) {
            noJson("the number " + number, "{\"type\":\"heartbeat\",\"data\":{\"ack_seq\":" + number + "}}");
        }
        noJson("the same key twice", "{\"type\":\"heartbeat\",\"type\":\"heartbeat\"}");
        noJson("the same key twice, once escaped", "{\"type\":\"heartbeat\",\"\\u0074ype\":\"heartbeat\"}");
        noJson("the same key twice, far inside", "{\"type\":\"heartbeat\",\"data\":{\"x\":[{\"y\":1,\"y\":1}]}}");
        noJson("the same key twice in an order", order("\"price\":99.5").replace("\"side\"", "\"price\":100,\"side\""));
        noJson("a byte order mark", "\uFEFF" + heartbeat);
        noJson("17 levels", nested("[", "]", 15));
        noJson("17 levels of objects", nested("{\"a\":", "}", 15).replace(":}", ":1}"));
        noJson("a bomb of brackets", "[".repeat(60_000));
        noJson("a bomb of braces", "{\"a\":".repeat(12_000));
        noJson("a bomb of brackets, closed", "[".repeat(30_000) + "]".repeat(30_000));
        noJson("a number of 33 characters", order("\"price\":" + "1".repeat(33)));
        noJson("a fraction of 33 characters", order("\"price\":1." + "1".repeat(31)));
        noJson("a number of 60,000 digits", order("\"price\":" + "9".repeat(60_000)));
        noJson("a long exponent", order("\"price\":1e" + "9".repeat(40)));
        noJson("a long number that nobody reads", "{\"type\":\"heartbeat\",\"unknown\":" + "1".repeat(33) + "}");
    }

    /** A heartbeat with two levels of its own and more of these. */
    private static String nested(String open, String close, int levels) {
        return "{\"type\":\"heartbeat\",\"data\":{\"x\":" + open.repeat(levels) + close.repeat(levels) + "}}";
    }

    private void noJson(String name, String frame) {
        cases.add(new Case("json: " + name, frame, Set.of("INVALID_JSON"), "", false, ""));
    }

    // ---- messages that are none ----

    private void envelopes() {
        for (String document : List.of("[]", "\"text\"", "1", "null", "true", "[{\"type\":\"heartbeat\"}]")) {
            cases.add(new Case("a message that is " + document, document, Set.of("INVALID_MESSAGE"), "", false, ""));
        }
        envelope("no type", "{\"id\":\"bad\"}", "type", true);
        for (String type : List.of("null", "1", "[]", "{}", "true")) {
            envelope("type " + type, "{\"id\":\"bad\",\"type\":" + type + "}", "type", true);
        }
        for (String id : List.of("1", "[]", "{}", "true", "\"" + "x".repeat(257) + "\"")) {
            envelope("id " + shown(id), "{\"id\":" + id + ",\"type\":\"heartbeat\"}", "id", false);
        }
        for (String data : List.of("1", "\"x\"", "[]", "true")) {
            envelope("data " + data, "{\"id\":\"bad\",\"type\":\"heartbeat\",\"data\":" + data + "}", "data", true);
        }
        for (String type : List.of(
                "nonsense",
                "HEARTBEAT",
                " heartbeat",
                "order_accepted",
                "authenticated",
                "place-order",
                "x".repeat(5000))) {
            refused("type " + shown(type), type, "{}", "UNKNOWN_TYPE", "");
        }
        refused(
                "a second auth",
                "auth",
                "{'client_id':'again','public_key':'AAAA','signature':'AAAA'}",
                "INVALID_MESSAGE",
                "");
        refused("a second auth that is malformed", "auth", "{}", "INVALID_MESSAGE", "");
    }

    private void envelope(String name, String frame, String field, boolean answersId) {
        cases.add(new Case("envelope: " + name, frame, Set.of("INVALID_MESSAGE"), field, answersId, ""));
    }

    // ---- orders ----

    private void placeOrder() {
        refused("place_order without data", "place_order", "{}", "INVALID_MESSAGE", "client_order_id");
        for (String field : List.of("client_order_id", "symbol", "side", "order_type")) {
            for (String value : List.of("null", "1", "true", "[]", "{}")) {
                orderWith(field, value, "INVALID_MESSAGE");
            }
            orderWithout(field, "INVALID_MESSAGE");
        }
        orderWithout("quantity", "INVALID_MESSAGE", "INVALID_QUANTITY");
        orderWithout("price", "INVALID_MESSAGE", "INVALID_PRICE");
        for (String id :
                List.of("", "x".repeat(65), "gr\u00fc\u00df", "a\\u0007b", "a\\u007fb", "\\ud83d\\ude00", "a\\nb")) {
            orderWith("client_order_id", "\"" + id + "\"", "INVALID_MESSAGE");
        }
        for (String symbol : List.of(
                "",
                "BTC",
                "btc/usd",
                "BTC-USD",
                "DOGE/USD",
                "BTC/USD ",
                "/",
                "BTC/USD/EUR",
                "B".repeat(60_000) + "/USD")) {
            orderWith("symbol", "\"" + symbol + "\"", "INVALID_SYMBOL");
        }
        for (String side : List.of("", "BUY", "hold", "buy ", "b")) {
            orderWith("side", "\"" + side + "\"", "INVALID_MESSAGE");
        }
        for (String type : List.of("", "LIMIT", "stop", "limit_order")) {
            orderWith("order_type", "\"" + type + "\"", "INVALID_MESSAGE");
        }
        for (String time : List.of("\"\"", "\"GTC\"", "\"day\"", "1", "[]", "true")) {
            orderWith("time_in_force", time, "INVALID_MESSAGE");
        }
        for (String postOnly : List.of("\"true\"", "1", "0", "[]", "\"\"")) {
            orderWith("post_only", postOnly, "INVALID_MESSAGE");
        }
        orderPlus("post_only with ioc", "\"post_only\":true,\"time_in_force\":\"ioc\"", "INVALID_MESSAGE", "post_only");
        orderPlus("post_only with fok", "\"post_only\":true,\"time_in_force\":\"fok\"", "INVALID_MESSAGE", "post_only");
        String market =
                "{'client_order_id':'bad-market','symbol':'BTC/USD','side':'buy','order_type':'market','quantity':1";
        refused("a market order with a price", "place_order", market + ",'price':100}", "INVALID_MESSAGE", "price");
        refused(
                "a market order that is gtc",
                "place_order",
                market + ",'time_in_force':'gtc'}",
                "INVALID_MESSAGE",
                "time_in_force");
        refused(
                "a market order that is post_only",
                "place_order",
                market + ",'post_only':true}",
                "INVALID_MESSAGE",
                "post_only");
        for (String other : List.of(
                "'price':1901",
                "'quantity':2",
                "'side':'sell'",
                "'symbol':'BTC/USD'",
                "'time_in_force':'ioc'",
                "'post_only':true")) {
            ObjectNode again = WireJson.object("{'client_order_id':'" + RESTING_ORDER
                    + "','symbol':'ETH/USD','side':'buy','order_type':'limit','quantity':1,'price':1900}");
            again.setAll(WireJson.object("{" + other + "}"));
            refused(
                    "a known client_order_id with other terms: " + other,
                    "place_order",
                    again.toString(),
                    "DUPLICATE_ORDER_ID",
                    "");
        }
    }

    private void quantitiesAndPrices() {
        List<String> neither = List.of(
                "0",
                "0.0",
                "-0",
                "-0.0",
                "-1",
                "-0.01",
                "1e2",
                "1E2",
                "1e-2",
                "1.5e0",
                "\"1e2\"",
                "\"\"",
                "\"abc\"",
                "\" 1\"",
                "\"1 \"",
                "\"+1\"",
                "\".5\"",
                "\"5.\"",
                "\"0x1\"",
                "\"1_000\"",
                "\"1,5\"",
                "\"NaN\"",
                "\"Infinity\"",
                "\"-1\"",
                "\"-0\"",
                "\"0\"",
                "\"\u0661\"",
                "true",
                "[]",
                "{}",
                "[1]",
                "null",
                "99999999999999999999",
                "\"99999999999999999999999999999999999999\"",
                "0.0000000000000000001");
        neither.forEach(value -> orderWith("quantity", value, "INVALID_QUANTITY"));
        neither.forEach(value -> orderWith("price", value, "INVALID_PRICE"));
        for (String offLot : List.of("0.00001", "1.00005", "\"0.00015\"", "1000000.0001", "1000001")) {
            orderWith("quantity", offLot, "INVALID_QUANTITY");
        }
        for (String offTick : List.of("100.001", "\"100.001\"", "0.001", "100000000.01", "100000001")) {
            orderWith("price", offTick, "INVALID_PRICE");
        }
    }

    private void cancelAndAmend() {
        for (String request : List.of("cancel_order", "amend_order")) {
            String terms = request.equals("amend_order") ? ",'price':100}" : "}";
            refused(request + " without an order", request, "{'x':1" + terms, "INVALID_MESSAGE", "order_id");
            refused(
                    request + " with both ids",
                    request,
                    "{'order_id':'a','client_order_id':'b'" + terms,
                    "INVALID_MESSAGE",
                    "client_order_id");
            for (String wrong : List.of("1", "true", "[]", "{}", "''")) {
                refused(
                        request + " of order_id " + wrong,
                        request,
                        "{'order_id':" + wrong + terms,
                        "INVALID_MESSAGE",
                        "order_id");
            }
            refused(
                    request + " of client_order_id 1",
                    request,
                    "{'client_order_id':1" + terms,
                    "INVALID_MESSAGE",
                    "client_order_id");
            refused(
                    request + " of a long client_order_id",
                    request,
                    "{'client_order_id':'" + "x".repeat(65) + "'" + terms,
                    "INVALID_MESSAGE",
                    "client_order_id");
            refused(
                    request + " of an order that nobody knows",
                    request,
                    "{'order_id':'nobody-knows'" + terms,
                    "ORDER_NOT_FOUND",
                    "");
            refused(
                    request + " of a client_order_id that nobody knows",
                    request,
                    "{'client_order_id':'nobody-knows'" + terms,
                    "ORDER_NOT_FOUND",
                    "");
            refused(
                    request + " of a cancelled order",
                    request,
                    "{'client_order_id':'" + CANCELLED_ORDER + "'" + terms,
                    "ORDER_CLOSED",
                    "");
            refused(
                    request + " of a filled order",
                    request,
                    "{'client_order_id':'" + FILLED_ORDER + "'" + terms,
                    "ORDER_CLOSED",
                    "");
        }
        String amend = "{'client_order_id':'" + PARTLY_FILLED_ORDER + "'";
        refused("amend_order without terms", "amend_order", amend + "}", "INVALID_MESSAGE", "");
        for (String price : List.of("0", "-1", "1e3", "'abc'", "100.001", "null", "true")) {
            refused(
                    "amend_order to price " + price,
                    "amend_order",
                    amend + ",'price':" + price + "}",
                    "INVALID_PRICE",
                    "price");
        }
        for (String quantity : List.of("0", "-1", "1e3", "'abc'", "1.00001", "null", "true", "1", "0.5")) {
            refused(
                    "amend_order, 1 filled, to quantity " + quantity,
                    "amend_order",
                    amend + ",'quantity':" + quantity + "}",
                    "INVALID_QUANTITY",
                    "quantity");
        }
        refused("cancel_all_orders of symbol 1", "cancel_all_orders", "{'symbol':1}", "INVALID_MESSAGE", "symbol");
        refused(
                "cancel_all_orders of no symbol",
                "cancel_all_orders",
                "{'symbol':'nonsense'}",
                "INVALID_SYMBOL",
                "symbol");
        refused(
                "cancel_all_orders of an unknown symbol",
                "cancel_all_orders",
                "{'symbol':'DOGE/USD'}",
                "INVALID_SYMBOL",
                "symbol");
    }

    private void switches() {
        for (String enabled : List.of("null", "'true'", "1", "[]")) {
            refused(
                    "set_cancel_on_disconnect enabled " + enabled,
                    "set_cancel_on_disconnect",
                    "{'enabled':" + enabled + "}",
                    "INVALID_MESSAGE",
                    "enabled");
        }
        refused(
                "set_cancel_on_disconnect without enabled",
                "set_cancel_on_disconnect",
                "{}",
                "INVALID_MESSAGE",
                "enabled");
        for (String millis : List.of("-1", "'5'", "1.5", "1e3", "86400001", "true")) {
            refused(
                    "a grace of " + millis,
                    "set_cancel_on_disconnect",
                    "{'enabled':true,'grace_ms':" + millis + "}",
                    "INVALID_MESSAGE",
                    "grace_ms");
            refused(
                    "a dead man's switch of " + millis,
                    "cancel_all_after",
                    "{'timeout_ms':" + millis + "}",
                    "INVALID_MESSAGE",
                    "timeout_ms");
        }
        refused("a dead man's switch without time", "cancel_all_after", "{}", "INVALID_MESSAGE", "timeout_ms");
    }

    // ---- rooms ----

    private void rooms() {
        for (String request : List.of("subscribe", "unsubscribe")) {
            refused(request + " to nothing", request, "{}", "INVALID_MESSAGE", "rooms");
            for (String rooms : List.of(
                    "null",
                    "1",
                    "'market'",
                    "{}",
                    "[1]",
                    "[null]",
                    "[['market']]",
                    "['']",
                    "['nonsense']",
                    "['orders:']",
                    "['orders']",
                    "['portfolio:UPPER']",
                    "['leaderboard:x']",
                    "['market','nonsense']")) {
                refused(request + " to " + rooms, request, "{'rooms':" + rooms + "}", "INVALID_MESSAGE", "rooms");
            }
        }
        refused(
                "subscribe to too many rooms",
                "subscribe",
                "{'rooms':['market'" + ",'market'".repeat(256) + "]}",
                "INVALID_MESSAGE",
                "rooms");
        refused(
                "subscribe to an unknown market",
                "subscribe",
                "{'rooms':['market:DOGE/USD']}",
                "INVALID_SYMBOL",
                "rooms");
        refused("subscribe to a malformed market", "subscribe", "{'rooms':['market:']}", "INVALID_SYMBOL", "rooms");
        for (String foreign : List.of("orders:beta", "portfolio:beta", "orders:nobody")) {
            refused("subscribe to " + foreign, "subscribe", "{'rooms':['" + foreign + "']}", "FORBIDDEN", "");
            refused(
                    "subscribe to a good room and " + foreign,
                    "subscribe",
                    "{'rooms':['leaderboard','" + foreign + "']}",
                    "FORBIDDEN",
                    "");
        }
    }

    // ---- state and history ----

    private void state() {
        for (String include : List.of("'portfolio'", "1", "{}", "[1]", "[null]", "[['orders']]", "true")) {
            refused(
                    "include " + include,
                    "get_initial_state",
                    "{'include':" + include + "}",
                    "INVALID_MESSAGE",
                    "include");
        }
        for (String word : List.of("nope", "", "Orders", "orders ", "it's")) {
            cases.add(new Case(
                    "get_initial_state: include " + word,
                    "{\"id\":\"bad\",\"type\":\"get_initial_state\",\"data\":{\"include\":[\"orders\",\"" + word
                            + "\"]}}",
                    Set.of("INVALID_INCLUDE"),
                    "",
                    true,
                    "Unknown include value: '" + word + "'"));
        }
        for (String base : List.of(
                "1",
                "'x'",
                "[]",
                "{}",
                "{'seq':1}",
                "{'state_hash':'x'}",
                "{'seq':-1,'state_hash':'x'}",
                "{'seq':'1','state_hash':'x'}",
                "{'seq':1.5,'state_hash':'x'}",
                "{'seq':1,'state_hash':5}")) {
            refused("base " + base, "get_initial_state", "{'base':" + base + "}", "INVALID_MESSAGE", "base");
        }
        for (String seq : List.of("null", "-1", "'1'", "1.0", "1e1", "9007199254740992", "true", "[]")) {
            refused("replay after " + seq, "replay", "{'after_seq':" + seq + "}", "INVALID_MESSAGE", "after_seq");
            refused("ack of " + seq, "ack", "{'seq':" + seq + "}", "INVALID_MESSAGE", "seq");
        }
        refused("replay after nothing", "replay", "{}", "INVALID_MESSAGE", "after_seq");
        refused("ack of nothing", "ack", "{}", "INVALID_MESSAGE", "seq");
        for (String seq : List.of("-1", "'1'", "1.5", "true")) {
            refused(
                    "heartbeat with ack_seq " + seq,
                    "heartbeat",
                    "{'ack_seq':" + seq + "}",
                    "INVALID_MESSAGE",
                    "ack_seq");
        }
        for (String limit : List.of("0", "501", "-1", "'5'", "1.5", "1e1", "true")) {
            refused(
                    "replay of " + limit,
                    "replay",
                    "{'after_seq':0,'limit':" + limit + "}",
                    "INVALID_MESSAGE",
                    "limit");
            refused("get_orders, limit " + limit, "get_orders", "{'limit':" + limit + "}", "INVALID_MESSAGE", "limit");
        }
        for (String status : List.of("''", "'weird'", "'OPEN'", "1", "[]")) {
            refused(
                    "get_orders of status " + status,
                    "get_orders",
                    "{'status':" + status + "}",
                    "INVALID_MESSAGE",
                    "status");
        }
        for (String cursor : List.of("5", "'no cursor of ours'", "[]")) {
            refused(
                    "get_orders from cursor " + cursor,
                    "get_orders",
                    "{'cursor':" + cursor + "}",
                    "INVALID_MESSAGE",
                    "cursor");
        }
        refused("get_orders of symbol 1", "get_orders", "{'symbol':1}", "INVALID_MESSAGE", "symbol");
        refused("get_orders of an unknown symbol", "get_orders", "{'symbol':'DOGE/USD'}", "INVALID_SYMBOL", "symbol");
    }

    private void questions() {
        for (String request : List.of("get_order_book", "get_trades", "get_candles")) {
            refused(request + " of nothing", request, "{}", "INVALID_MESSAGE", "symbol");
            refused(request + " of 1", request, "{'symbol':1}", "INVALID_MESSAGE", "symbol");
            refused(request + " of no symbol", request, "{'symbol':'nonsense'}", "INVALID_SYMBOL", "symbol");
            refused(request + " of an unknown symbol", request, "{'symbol':'DOGE/USD'}", "INVALID_SYMBOL", "symbol");
            String count = request.equals("get_order_book") ? "depth" : "limit";
            for (String wrong : List.of("0", "501", "'x'", "1.5", "-1")) {
                refused(
                        request + ", " + count + " " + wrong,
                        request,
                        "{'symbol':'BTC/USD','" + count + "':" + wrong + "}",
                        "INVALID_MESSAGE",
                        count);
            }
        }
        for (String interval : List.of("''", "'2m'", "'1M'", "5", "[]")) {
            refused(
                    "get_candles of " + interval,
                    "get_candles",
                    "{'symbol':'BTC/USD','interval':" + interval + "}",
                    "INVALID_MESSAGE",
                    "interval");
        }
        for (String delivery : List.of("'fast'", "1", "''")) {
            refused(
                    "set_preferences delivery " + delivery,
                    "set_preferences",
                    "{'delivery':" + delivery + "}",
                    "INVALID_MESSAGE",
                    "delivery");
        }
        refused(
                "set_preferences priority urgent",
                "set_preferences",
                "{'priority':'urgent'}",
                "INVALID_MESSAGE",
                "priority");
        for (String rate : List.of("0", "-1", "10001", "'5'", "1.5")) {
            refused(
                    "set_preferences rate " + rate,
                    "set_preferences",
                    "{'max_events_per_second':" + rate + "}",
                    "INVALID_MESSAGE",
                    "max_events_per_second");
        }
    }

    // ---- writing them ----

    /** A request whose data is written with single quotes for double ones. */
    private void refused(String name, String type, String data, String code, String field) {
        String frame = "{\"id\":\"bad\",\"type\":\"" + type + "\",\"data\":" + data.replace('\'', '"') + "}";
        cases.add(new Case(name, frame, Set.of(code), field, true, ""));
    }

    private void orderWith(String field, String value, String code) {
        cases.add(new Case(
                "place_order, " + field + " " + shown(value),
                order("\"" + field + "\":" + value),
                Set.of(code),
                field,
                true,
                ""));
    }

    private void orderWithout(String field, String... codes) {
        ObjectNode message = WireJson.object(order("\"post_only\":false"));
        ((ObjectNode) message.path("data")).remove(field);
        cases.add(new Case("place_order without " + field, message.toString(), Set.of(codes), field, true, ""));
    }

    private void orderPlus(String name, String members, String code, String field) {
        cases.add(new Case(name, order(members), Set.of(code), field, true, ""));
    }

    /** A good limit order, but for these members. */
    private static String order(String members) {
        StringBuilder data = new StringBuilder(members);
        String[] good = {
            "client_order_id",
            "\"bad-order\"",
            "symbol",
            "\"BTC/USD\"",
            "side",
            "\"buy\"",
            "order_type",
            "\"limit\"",
            "quantity",
            "1",
            "price",
            "100"
        };
        for (int i = 0; i < good.length; i += 2) {
            if (!members.contains("\"" + good[i] + "\":")) {
                data.append(",\"").append(good[i]).append("\":").append(good[i + 1]);
            }
        }
        return "{\"id\":\"bad\",\"type\":\"place_order\",\"data\":{" + data + "}}";
    }

    private static String shown(String value) {
        return value.length() <= 40 ? value : value.substring(0, 20) + "… (" + value.length() + ")";
    }
}
