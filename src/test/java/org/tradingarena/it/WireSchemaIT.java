package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code docs/asyncapi.yaml} and {@code docs/openapi.yaml} are true: a tour of the arena makes the server say everything that it can say, and
 * each message and each answer is held against them. (All other integration tests hold what they saw against them too.)
 */
@ExtendWith(ShowsArenaLog.class)
class WireSchemaIT {
    /** Published answers that the tour cannot bring about: the server is well and has time, and nobody calls too often. */
    private static final List<String> UNSEEN_STATUSES = List.of(" 503", " 429");

    /** Where the journal is not the node's own, there is nothing to back up; here it is. */
    private static final String NO_JOURNAL = "POST /api/v1/admin/journal/backups 404";

    private static final int RACES = 400;

    @Test
    void everything_published_is_seen_and_everything_seen_is_published() {
        WireContract contract = WireContract.published();
        try (Arena arena = Arena.start(ArenaProcess.Setup.named("wire-schema").withConfig(KillAndResume.FEES))) {
            tour(arena);
            contract.hold(arena.transcript());
            assertThat(arena.violations()).isEmpty();
        }
        assertThat(contract.neverSeen())
                .as("published messages that were never seen")
                .isEmpty();
        Set<String> unanswered = new TreeSet<>(contract.neverAnswered());
        unanswered.remove(NO_JOURNAL);
        unanswered.removeIf(answer -> UNSEEN_STATUSES.stream().anyMatch(answer::endsWith));
        assertThat(unanswered)
                .as("published answers of HTTP that were never seen")
                .isEmpty();
    }

    private static void tour(Arena arena) {
        Identity annas = arena.open("anna");
        Identity berts = arena.open("bert");
        WireClient anna = arena.client("anna", "client", annas);
        WireClient bert = arena.client("bert", "client", berts);
        anna.connect();
        anna.expect("heartbeat");
        anna.request("get_balances");
        anna.signIn(WireJson.rooms("orders:anna", "portfolio:anna", "market", "leaderboard"));
        bert.signIn();
        trading(anna, bert);
        String withdrawal = "{\"withdrawal_id\":\"annas\",\"currency\":\"USD\",\"amount\":0.5}";
        answered(200, arena.admin().post(BadCalls.COLLECTIVES + "/anna/withdrawals", withdrawal));
        refusals(anna, bert);
        races(anna, bert);
        questions(anna);
        switches(anna);
        http(arena);
        withoutSocket(arena, annas);
        backups(arena);
        phone(arena, annas, anna, bert);
        sessions(arena, anna);
        comings(arena, anna, bert);
        history(anna);
    }

    private static void backups(Arena arena) {
        String backups = "/api/v1/admin/journal/backups";
        answered(202, arena.admin().post(backups, "{\"name\":\"tour\"}"));
        Waiting.until(
                "the backup is done",
                () -> arena.admin().get(backups + "/tour").body().contains("\"progress\":\"done\""));
        answered(409, arena.admin().post(backups, "{\"name\":\"tour\"}"));
        answered(400, arena.admin().post(backups, "{\"name\":\"../tour\"}"));
        answered(413, arena.admin().post(backups, "{\"name\":\"" + "x".repeat(100_000) + "\"}"));
        answered(200, arena.admin().get(backups + "/tour"));
        answered(404, arena.admin().get(backups + "/none"));
        answered(
                401,
                arena.admin()
                        .send(arena.admin()
                                .request(backups)
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))));
        answered(
                401, arena.admin().send(arena.admin().request(backups + "/tour").GET()));
    }

    /** A client with a low rate is told of the market in short. */
    private static void phone(Arena arena, Identity annas, WireClient anna, WireClient bert) {
        WireClient phone = arena.client("anna", "phone", annas);
        phone.signIn(WireJson.rooms("market").put("client_type", "ios"));
        Waiting.until("trades in short", () -> {
            Orders.trade(anna, bert, "0.01", "2000");
            return !phone.inbox().ofType("trade_summary").isEmpty();
        });
        phone.close();
    }

    private static void trading(WireClient anna, WireClient bert) {
        Orders.trade(anna, bert, "1.25", "2000.5");
        Orders.trade(bert, anna, "2.5", "1999.99");
        ObjectNode resting = Orders.limit("buy", "1", "100");
        JsonNode order = Orders.place(anna, resting);
        anna.expect("place_order", resting);
        Orders.awaitEvent(anna, "order_open", order);
        ObjectNode same =
                WireJson.object().put("order_id", order.path("order_id").asText());
        anna.expect("amend_order", same.deepCopy().put("price", 101));
        Orders.awaitEvent(anna, "order_amended", order);
        anna.expect("cancel_order", same);
        Orders.awaitEvent(anna, "order_cancelled", order);
        Orders.grow(anna, 30);
    }

    /** What the book and the collective refuse. */
    private static void refusals(WireClient anna, WireClient bert) {
        JsonNode wall = Orders.place(bert, Orders.limit("sell", "1", "3000"));
        Orders.awaitEvent(bert, "order_open", wall);
        JsonNode crossing = Orders.place(anna, Orders.limit("buy", "1", "3000").put("post_only", true));
        Orders.awaitEvent(anna, "order_rejected", crossing);
        JsonNode tooMuch = Orders.place(anna, Orders.limit("buy", "2", "3000").put("time_in_force", "fok"));
        Orders.awaitEvent(anna, "order_rejected", tooMuch);
        JsonNode careful = Orders.place(anna, Orders.limit("buy", "1", "2000").put("post_only", true));
        Orders.awaitEvent(anna, "order_open", careful);
        anna.expect(
                "amend_order",
                WireJson.object()
                        .put("order_id", careful.path("order_id").asText())
                        .put("price", 3000));
        Orders.awaitEvent(anna, "order_amend_rejected", careful);
        JsonNode own = Orders.place(bert, Orders.limit("buy", "1", "3000"));
        Orders.awaitEvent(bert, "order_cancelled", own);
        ObjectNode market = Orders.limit("buy", "0.01", "1");
        market.remove("price");
        Orders.awaitEvent(anna, "order_filled", Orders.place(anna, market.put("order_type", "market")));
        assertThat(anna.request("place_order", Orders.limit("buy", "1000", "90000"))
                        .code())
                .isEqualTo("INSUFFICIENT_FUNDS");
        anna.expect("cancel_all_orders");
        bert.expect("cancel_all_orders");
    }

    /** A cancel is refused by the book when the order was filled while it was on its way. */
    private static void races(WireClient anna, WireClient bert) {
        int race = 0;
        while (anna.log().texts().values().stream()
                .noneMatch(event -> event.startsWith("{\"type\":\"order_cancel_rejected\""))) {
            assertThat(++race).as("a cancel crosses a fill").isLessThan(RACES);
            JsonNode order = Orders.place(anna, Orders.limit("sell", "0.001", "2500"));
            Orders.awaitEvent(anna, "order_open", order);
            CompletableFuture<Frame> taking =
                    bert.ask("place_order", Orders.limit("buy", "0.001", "2500").put("time_in_force", "ioc"));
            anna.request(
                    "cancel_order",
                    WireJson.object().put("order_id", order.path("order_id").asText()));
            Waiting.on("the taker's answer", taking);
            Waiting.until(
                    "the order is closed",
                    () -> anna.expect("get_orders").path("orders").isEmpty());
            anna.settle();
        }
    }

    private static void questions(WireClient anna) {
        anna.expect("get_initial_state");
        anna.expect("get_portfolio");
        anna.expect("get_balances");
        anna.expect("get_orders", WireJson.object("{'status':'all','limit':3}"));
        anna.expect("get_instruments");
        anna.expect("get_order_book", WireJson.object("{'symbol':'ETH/USD'}"));
        anna.expect("get_trades", WireJson.object("{'symbol':'ETH/USD'}"));
        anna.expect("get_candles", WireJson.object("{'symbol':'ETH/USD'}"));
        anna.expect("get_leaderboard");
        anna.expect("heartbeat", WireJson.object("{'ack_seq':1}"));
        anna.expect("ack", WireJson.object("{'seq':2}"));
        anna.inbox()
                .await(
                        "the leaderboard",
                        frame -> frame.type().equals("leaderboard")
                                && !frame.json().has("success"));
        anna.inbox().await("a ticker", frame -> frame.type().equals("ticker"));
    }

    private static void switches(WireClient anna) {
        anna.expect(
                "set_preferences",
                WireJson.object("{'delivery':'immediate','priority':'high','max_events_per_second':500}"));
        anna.expect("set_cancel_on_disconnect", WireJson.object("{'enabled':true,'grace_ms':60000}"));
        anna.expect("set_cancel_on_disconnect", WireJson.object("{'enabled':false}"));
        anna.expect("cancel_all_after", WireJson.object("{'timeout_ms':60000}"));
        anna.expect("cancel_all_after", WireJson.object("{'timeout_ms':0}"));
        anna.expect("unsubscribe", WireJson.object("{'rooms':['leaderboard']}"));
        anna.expect("subscribe", WireJson.object("{'rooms':['leaderboard']}"));
    }

    /** Every call, and every way to be refused. */
    private static void http(Arena arena) {
        AdminApi api = arena.admin();
        String key = Identity.random().publicKey();
        String carol = BadCalls.COLLECTIVES + "/carol";
        String open =
                "{\"collective_id\":\"carol\",\"public_keys\":[\"" + key + "\"],\"deposits\":{\"USD\":\"100.50\"}}";
        answered(201, api.post(BadCalls.COLLECTIVES, open));
        answered(200, api.post(BadCalls.COLLECTIVES, open));
        answered(409, api.post(BadCalls.COLLECTIVES, open.replace("100.50", "1")));
        answered(200, api.get(BadCalls.COLLECTIVES));
        for (String call : List.of("deposit", "withdrawal")) {
            String body = "{\"" + call + "_id\":\"first-" + call + "\",\"currency\":\"USD\",\"amount\":0.25}";
            answered(200, api.post(carol + "/" + call + "s", body));
            answered(200, api.post(carol + "/" + call + "s", body));
            answered(409, api.post(carol + "/" + call + "s", body.replace("0.25", "0.5")));
            answered(404, api.post(BadCalls.COLLECTIVES + "/nobody/" + call + "s", body));
        }
        answered(
                200,
                api.post(
                        BadCalls.COLLECTIVES + "/anna/withdrawals",
                        "{\"withdrawal_id\":\"anna\",\"currency\":\"USD\",\"amount\":\"1.5\"}"));
        answered(
                422,
                api.post(carol + "/withdrawals", "{\"withdrawal_id\":\"2\",\"currency\":\"USD\",\"amount\":1000000}"));
        answered(
                200,
                api.post(
                        carol + "/keys",
                        "{\"public_keys\":[\"" + Identity.random().publicKey() + "\"]}"));
        answered(404, api.post(BadCalls.COLLECTIVES + "/nobody/keys", "{\"public_keys\":[\"" + key + "\"]}"));
        answered(200, api.delete(carol + "/keys/" + key));
        answered(200, api.post(carol + "/keys", "{\"public_keys\":[\"" + key + "\"]}"));
        answered(404, api.delete(carol + "/keys/" + Identity.random().publicKey()));
        answered(400, api.delete(carol + "/keys/AAAA"));
        answered(200, api.get(BadCalls.FEES));
        for (String path :
                List.of(BadCalls.COLLECTIVES, carol + "/deposits", carol + "/withdrawals", carol + "/keys")) {
            answered(400, api.post(path, "{}"));
            answered(413, api.post(path, "{\"x\":\"" + "y".repeat(100_000) + "\"}"));
            answered(401, api.send(api.request(path).POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))));
        }
        answered(401, api.send(api.request(BadCalls.COLLECTIVES).GET()));
        answered(401, api.send(api.request(BadCalls.FEES).GET()));
        answered(401, api.send(api.request(carol + "/keys/" + key).DELETE()));
        for (String path : List.of(
                "instruments",
                "leaderboard",
                "time",
                "market/ETH-USD/book",
                "market/ETH%2FUSD/trades?limit=2",
                "market/BTC-USD/candles?interval=5m")) {
            answered(200, api.send(api.request("/api/v1/" + path).GET()));
        }
        for (String path : List.of("book?depth=0", "trades?limit=x", "candles?interval=2m")) {
            answered(400, api.send(api.request("/api/v1/market/ETH-USD/" + path).GET()));
        }
        for (String path : List.of("/health/live", "/health/ready", "/metrics")) {
            answered(200, api.send(api.request(path).GET()));
        }
    }

    /** What clients do without a socket, and every way to be refused. */
    private static void withoutSocket(Arena arena, Identity identity) {
        AdminApi api = arena.admin();
        HttpMember member = new HttpMember(arena, "anna", "http", identity).signIn();
        HttpMember observer = new HttpMember(arena, "anna", "eye", identity).signIn("observer");
        HttpMember stranger = new HttpMember(arena, "anna", "http", Identity.random());
        String large = "{\"x\":\"" + "y".repeat(100_000) + "\"}";
        answered(401, stranger.answer(stranger.challenge(), "trader"));
        for (String path : List.of("/auth/challenge", "/auth/token")) {
            answered(400, member.post(path, "{}"));
            answered(413, member.post(path, large));
        }
        for (String path : List.of("/events", "/stream", "/state", "/orders")) {
            answered(
                    401, api.send(api.request("/api/v1/collectives/anna" + path).GET()));
            answered(403, api.send(member.request("bert", path)));
            answered(404, api.send(member.request("UPPER", path)));
        }
        answered(200, member.get("/events?limit=500"));
        answered(200, member.get("/events?after=" + headOf(member)));
        answered(400, member.get("/events?limit=0"));
        answered(409, member.get("/events?after=1000000"));
        answered(409, member.get("/events?after=1&epoch=another"));
        assertThat(api.open(member.request("/stream"))).isEqualTo(200);
        answered(400, api.send(member.request("/stream").header("Last-Event-ID", "nonsense")));
        HttpResponse<String> state = member.get("/state");
        answered(200, state);
        answered(
                304,
                api.send(member.request("/state")
                        .header(
                                "If-None-Match",
                                state.headers().firstValue("ETag").orElseThrow())));
        answered(200, member.get("/state?include=orders,connection"));
        answered(400, member.get("/state?include=everything"));
        ObjectNode order = Orders.limit("buy", "1", "100");
        HttpResponse<String> placed = member.place(order);
        answered(201, placed);
        answered(200, member.place(order));
        answered(409, member.place(order.deepCopy().put("price", 101)));
        answered(422, member.place(Orders.limit("buy", "1000", "90000")));
        answered(400, member.place(WireJson.object()));
        answered(
                413,
                api.send(member.request("/orders").POST(java.net.http.HttpRequest.BodyPublishers.ofString(large))));
        answered(
                401,
                api.send(api.request("/api/v1/collectives/anna/orders")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))));
        answered(403, observer.place(order));
        answered(
                404,
                api.send(member.request("UPPER", "/orders")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))));
        answered(200, member.get("/orders?status=all&limit=2&symbol=ETH-USD"));
        answered(400, member.get("/orders?status=new"));
        String id = WireJson.parse(placed.body()).path("order").path("order_id").asText();
        answered(200, member.cancel(id));
        Waiting.until("the order is gone", () -> member.cancel(id).statusCode() == 409);
        answered(404, member.cancel("anna.x.1"));
        answered(400, member.cancel("x".repeat(200)));
        answered(401, api.send(api.request("/api/v1/collectives/anna/orders/x").DELETE()));
        answered(403, observer.cancel(id));
    }

    private static long headOf(HttpMember member) {
        return WireJson.parse(member.get("/state?include=balances").body())
                .path("position")
                .path("seq")
                .asLong();
    }

    /** What operators see of sessions and do to them. */
    private static void sessions(Arena arena, WireClient anna) {
        AdminApi api = arena.admin();
        arena.client("anna", "visitor", anna.identity()).signIn();
        String sessions = "/reconnection/sessions";
        answered(200, api.get(sessions));
        answered(200, api.get(sessions + "?collective=anna&limit=1"));
        answered(400, api.get(sessions + "?limit=501"));
        answered(401, api.send(api.request(sessions).GET()));
        var nothing = java.net.http.HttpRequest.BodyPublishers.noBody();
        answered(200, api.get(sessions + "/visitor?collective=anna"));
        answered(400, api.get(sessions + "/visitor"));
        answered(
                401, api.send(api.request(sessions + "/visitor?collective=anna").GET()));
        answered(404, api.get(sessions + "/nobody?collective=anna"));
        for (String call : List.of("/reconnection/heartbeat", "/reconnection/simulate-disconnect")) {
            answered(200, api.post(call + "/visitor?collective=anna", ""));
            answered(400, api.post(call + "/visitor?collective=Anna", ""));
            answered(
                    401, api.send(api.request(call + "/visitor?collective=anna").POST(nothing)));
            answered(404, api.post(call + "/nobody?collective=anna", ""));
        }
        answered(200, api.get(sessions + "/visitor?collective=anna"));
    }

    private static void answered(int status, HttpResponse<String> response) {
        assertThat(response.statusCode())
                .as("%s %s: %s", response.request().method(), response.uri(), response.body())
                .isEqualTo(status);
    }

    /** All ways to go and to come back. */
    private static void comings(Arena arena, WireClient anna, WireClient bert) {
        anna.settle().cut();
        Orders.grow(bert, 1);
        anna.resume();
        anna.cut();
        anna.signIn(WireJson.object("{'resume':{'epoch':'00000000-0000-0000-0000-000000000000','seq':1}}"));
        anna.awaitResumed();
        anna.cut();
        ObjectNode little =
                anna.position().put("seq", 1).put("prefer", "snapshot").put("max_events", 1);
        ObjectNode fields = WireJson.object();
        fields.set("resume", little);
        anna.signIn(fields);
        anna.awaitResumed();
        WireClient newcomer = arena.client("anna", "newcomer", anna.identity());
        newcomer.signIn(WireJson.object("{'resume':{'epoch':'" + anna.log().epoch() + "','seq':0}}"));
        newcomer.awaitResumed();
        arena.process().stop();
        assertThat(anna.socket().awaitEnd(Duration.ofSeconds(5)).code()).isEqualTo(1001);
        assertThat(anna.inbox().ofType("server_shutdown")).hasSize(1);
        arena.process().start();
        anna.resume(WireJson.object());
        bert.resume(WireJson.object());
        arena.process().kill9();
        arena.process().start();
        anna.resume(WireJson.object());
    }

    private static void history(WireClient anna) {
        anna.expect("replay", WireJson.object("{'after_seq':0,'limit':500}"));
    }
}
