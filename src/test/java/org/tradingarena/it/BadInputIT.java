package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a confused or hostile client may send: each case gets its code, nothing changes in any collective, and others trade on all the
 * while. Alpha is the collective that suffers, beta stands by, gamma and delta trade with each other.
 */
@ExtendWith(ShowsArenaLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private static final int FEWEST_CASES = 150;
    private static final Map<String, String> TRADING_DEPOSITS = Map.of("USD", "100000", "BTC", "1000", "SOL", "1000");

    private final Arena arena = Arena.start(ArenaProcess.Setup.named("bad-input"));
    private final List<Trader> traders = new ArrayList<>();
    private final Identity alpha = arena.open("alpha");
    private final Identity beta = arena.open("beta");
    private final WireClient victim = arena.client("alpha", "victim", alpha);
    private final List<WireClient> watchers =
            List.of(arena.client("alpha", "watcher", alpha), arena.client("beta", "watcher", beta));
    private List<JsonNode> untouched = List.of();
    private int answersBefore;
    private int names;

    @BeforeAll
    void begin() {
        watchers.forEach(WireClient::signIn);
        victim.expectStrayAnswers();
        victim.signIn();
        AdminApi.expect(
                200,
                arena.admin().post(BadCalls.DEPOSITS, "{\"deposit_id\":\"known\",\"currency\":\"USD\",\"amount\":1}"));
        fixture();
        for (String collective : List.of("gamma", "delta")) {
            Identity identity = arena.open(collective, TRADING_DEPOSITS);
            Trader trader = new Trader(arena.client(collective, "bot", identity), collective.hashCode(), 1);
            trader.signIn();
            traders.add(trader);
        }
        traders.forEach(Trader::start);
        untouched = states();
        answersBefore = answers();
    }

    /** Orders of alpha in every condition, for the cases to refer to. */
    private void fixture() {
        WireClient other = arena.client("beta", "other", beta);
        other.signIn();
        place(victim, BadFrames.RESTING_ORDER, "buy", "1", "1900");
        place(victim, BadFrames.CANCELLED_ORDER, "buy", "1", "1800");
        victim.expect("cancel_order", WireJson.object().put("client_order_id", BadFrames.CANCELLED_ORDER));
        place(victim, BadFrames.FILLED_ORDER, "sell", "1", "2000");
        place(victim, BadFrames.PARTLY_FILLED_ORDER, "sell", "2", "2000");
        place(other, "other", "buy", "2", "2000");
        awaitStatus(BadFrames.RESTING_ORDER, "open");
        awaitStatus(BadFrames.CANCELLED_ORDER, "cancelled");
        awaitStatus(BadFrames.FILLED_ORDER, "filled");
        awaitStatus(BadFrames.PARTLY_FILLED_ORDER, "partially_filled");
        other.logOut();
    }

    private static void place(WireClient client, String clientOrderId, String side, String quantity, String price) {
        client.expect(
                "place_order",
                WireJson.object()
                        .put("client_order_id", clientOrderId)
                        .put("symbol", "ETH/USD")
                        .put("side", side)
                        .put("order_type", "limit")
                        .put("quantity", new BigDecimal(quantity))
                        .put("price", new BigDecimal(price)));
    }

    private void awaitStatus(String clientOrderId, String status) {
        Waiting.until(
                clientOrderId + " is " + status,
                () -> victim.expect("get_orders", WireJson.object().put("status", "all"))
                        .path("orders")
                        .valueStream()
                        .anyMatch(
                                order -> order.path("client_order_id").asText().equals(clientOrderId)
                                        && order.path("status").asText().equals(status)));
    }

    @AfterEach
    void nothing_has_changed_and_others_trade_on() {
        assertThat(states()).as("position and state of alpha and beta").isEqualTo(untouched);
        victim.expect("heartbeat"); // alive for another minute
        int before = answersBefore;
        Waiting.until("others trade on", () -> answers() > before);
        answersBefore = answers();
    }

    @AfterAll
    void end() {
        try {
            traders.forEach(Trader::stop);
            traders.forEach(Trader::awaitAnswers);
            Map<String, BigDecimal> deposits = new TreeMap<>();
            TRADING_DEPOSITS.forEach(
                    (currency, amount) -> deposits.put(currency, new BigDecimal(amount).multiply(BigDecimal.TWO)));
            Invariants invariants = new Invariants(arena, traders, deposits);
            Waiting.until(
                    "the traders' accounts are right", () -> invariants.atRest().isEmpty());
            assertThat(invariants.everyAcknowledgementIsKept(traders.getFirst()))
                    .isEmpty();
            assertThat(arena.violations()).isEmpty();
            assertThat(errorsInTheLog())
                    .as("bad input is no error of the server")
                    .isEmpty();
            WireContract.published().hold(arena.transcript());
        } finally {
            arena.close();
        }
    }

    private List<String> errorsInTheLog() {
        return arena.process().logLines().stream()
                .filter(line -> line.contains(" ERROR "))
                .toList();
    }

    /** Position and state_hash of the collectives that nobody may touch. */
    private List<JsonNode> states() {
        return watchers.stream()
                .map(watcher -> {
                    JsonNode data = watcher.expect("heartbeat");
                    ObjectNode state = WireJson.object()
                            .put("state_hash", data.path("state_hash").asText());
                    state.set("position", data.path("position"));
                    return (JsonNode) state;
                })
                .toList();
    }

    private int answers() {
        return traders.stream().mapToInt(trader -> trader.ledger().answers()).sum();
    }

    private String newName() {
        return "client-" + ++names;
    }

    // ---- the tables ----

    @Test
    void there_are_at_least_150_cases() {
        assertThat(BadFrames.all().size()
                        + BadSignIns.all().size()
                        + BadCalls.all().size())
                .isGreaterThanOrEqualTo(FEWEST_CASES);
    }

    @TestFactory
    Stream<DynamicTest> a_bad_frame_of_a_trader_gets_its_code_and_the_socket_lives_on() {
        return BadFrames.all().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> badFrame(victim, each)));
    }

    private void badFrame(WireClient client, BadFrames.Case bad) {
        int mark = client.inbox().mark();
        client.sendRaw(bad.frame());
        Frame answer = client.inbox().await("an error", mark, Frame::isError);
        assertThat(bad.codes()).as("code of %s", answer.text()).contains(answer.code());
        assertThat(answer.json().path("id").toString())
                .as("id of %s", answer.text())
                .isEqualTo(bad.answersId() ? "\"bad\"" : "null");
        assertField(bad.field(), answer);
        if (!bad.message().isEmpty()) {
            assertThat(answer.json().path("error").path("message").asText()).isEqualTo(bad.message());
        }
        client.expect("heartbeat");
        assertThat(client.inbox().mark())
                .as("nothing but the error and the heartbeat's answer came")
                .isEqualTo(mark + 2);
        assertThat(states()).as("position and state of alpha and beta").isEqualTo(untouched);
    }

    private static void assertField(String field, Frame answer) {
        if (!field.isEmpty()) {
            String named =
                    answer.json().path("error").path("details").path("field").asText();
            String bare = named.startsWith("data.") ? named.substring("data.".length()) : named;
            assertThat(bare.equals(field) || bare.startsWith(field + "."))
                    .as("details.field names %s: %s", field, answer.text())
                    .isTrue();
        }
    }

    @TestFactory
    Stream<DynamicTest> a_bad_sign_in_is_refused() {
        return BadSignIns.all().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> badSignIn(each)));
    }

    private void badSignIn(BadSignIns.Case bad) {
        try (WireClient client = arena.client("alpha", newName(), alpha)) {
            JsonNode challenge = client.connect();
            ObjectNode data = client.credentials();
            bad.spoil()
                    .accept(
                            new BadSignIns.Attempt(
                                    challenge.path("connection_id").asText(),
                                    challenge.path("nonce").asText(),
                                    client.collective(),
                                    client.clientId(),
                                    alpha),
                            data);
            Frame answer = client.request("auth", data);
            assertThat(bad.codes()).as("code of %s", answer.text()).contains(answer.code());
            assertField(bad.field(), answer);
            assertThat(client.request("get_balances").code()).as("still nobody").isEqualTo("UNAUTHENTICATED");
            assertThat(client.request("auth", client.credentials()).type())
                    .as("a good sign-in after it")
                    .isEqualTo("authenticated");
        }
    }

    @TestFactory
    Stream<DynamicTest> a_bad_http_call_gets_its_status_and_code() {
        return BadCalls.all().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> badCall(each)));
    }

    private void badCall(BadCalls.Case bad) {
        HttpRequest.Builder request = arena.admin().request(bad.path());
        String authorization = bad.authorization();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        String body = bad.body();
        request.header("Content-Type", "application/json")
                .method(
                        bad.method(),
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> response = arena.admin().send(request);
        assertThat(bad.statuses()).as("status of %s", response.body()).contains(response.statusCode());
        JsonNode error = WireJson.parse(response.body()).path("error");
        assertThat(bad.codes())
                .as("code of %s", response.body())
                .contains(error.path("code").asText());
        if (!bad.field().isEmpty()) {
            assertThat(error.path("details").path("field").asText())
                    .as("field of %s", response.body())
                    .startsWith(bad.field());
        }
        assertThat(states()).as("position and state of alpha and beta").isEqualTo(untouched);
    }

    @TestFactory
    Stream<DynamicTest> before_the_sign_in_everything_but_auth_and_heartbeat_is_refused() {
        return Stream.of(
                        "ack",
                        "replay",
                        "get_initial_state",
                        "get_portfolio",
                        "get_balances",
                        "get_orders",
                        "place_order",
                        "cancel_order",
                        "cancel_all_orders",
                        "amend_order",
                        "set_cancel_on_disconnect",
                        "cancel_all_after",
                        "subscribe",
                        "unsubscribe",
                        "set_preferences",
                        "get_instruments",
                        "get_order_book",
                        "get_trades",
                        "get_candles",
                        "get_leaderboard",
                        "nonsense")
                .map(type -> DynamicTest.dynamicTest(type, () -> {
                    try (WireClient client = arena.client("alpha", newName(), alpha)) {
                        client.connect();
                        assertThat(client.request(type).code()).isEqualTo("UNAUTHENTICATED");
                        assertThat(client.request("heartbeat")
                                        .data()
                                        .propertyStream()
                                        .map(Map.Entry::getKey))
                                .containsExactly("server_time");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> an_observer_may_read_and_not_trade() {
        return Stream.of(
                        "place_order {'client_order_id':'seen','symbol':'BTC/USD','side':'buy','order_type':'limit','quantity':1,'price':100}",
                        "cancel_order {'client_order_id':'" + BadFrames.RESTING_ORDER + "'}",
                        "cancel_all_orders {}",
                        "amend_order {'client_order_id':'" + BadFrames.RESTING_ORDER + "','price':1901}",
                        "set_cancel_on_disconnect {'enabled':true,'grace_ms':0}",
                        "cancel_all_after {'timeout_ms':1000}")
                .map(each -> DynamicTest.dynamicTest(each, () -> {
                    String[] request = each.split(" ", 2);
                    try (WireClient observer = arena.client("alpha", newName(), alpha)) {
                        observer.signIn(WireJson.object().put("role", "observer"));
                        assertThat(observer.request(request[0], WireJson.object(request[1]))
                                        .code())
                                .isEqualTo("FORBIDDEN");
                        assertThat(observer.expect("get_orders").path("orders")).isNotEmpty();
                    }
                }));
    }

    // ---- resume ----

    @TestFactory
    Stream<DynamicTest> a_malformed_resume_is_told_after_the_sign_in_which_is_good() {
        String epoch = "'00000000-0000-0000-0000-000000000000'";
        return Stream.of(
                        "5",
                        "'x'",
                        "[]",
                        "true",
                        "{}",
                        "{'seq':1}",
                        "{'epoch':" + epoch + "}",
                        "{'epoch':1,'seq':1}",
                        "{'epoch':null,'seq':1}",
                        "{'epoch':" + epoch + ",'seq':null}",
                        "{'epoch':" + epoch + ",'seq':-1}",
                        "{'epoch':" + epoch + ",'seq':'1'}",
                        "{'epoch':" + epoch + ",'seq':1.5}",
                        "{'epoch':" + epoch + ",'seq':1.0}",
                        "{'epoch':" + epoch + ",'seq':1e1}",
                        "{'epoch':" + epoch + ",'seq':9007199254740992}",
                        "{'epoch':" + epoch + ",'seq':[]}",
                        "{'epoch':{},'seq':1}")
                .map(resume -> DynamicTest.dynamicTest(resume, () -> malformedResume(resume)));
    }

    private void malformedResume(String resume) {
        try (WireClient client = arena.client("alpha", newName(), alpha)) {
            client.connect();
            ObjectNode auth = WireJson.object().put("id", "the-auth").put("type", "auth");
            ObjectNode data = client.credentials();
            data.set("resume", WireJson.parse(resume.replace('\'', '"')));
            auth.set("data", data);
            // by hand: the answer to this id comes twice
            client.expectStrayAnswers();
            client.sendRaw(auth.toString());
            Frame first = client.inbox().await("authenticated", frame -> frame.answers("the-auth"));
            assertThat(first.type()).isEqualTo("authenticated");
            Frame second = client.inbox().await("the error", frame -> frame.answers("the-auth") && frame.isError());
            assertThat(second.code()).isEqualTo("INVALID_RESUME");
            client.expect("heartbeat");
            assertThat(client.inbox().ofType("reconnection_sync")).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> no_resume_is_no_mistake() {
        return Stream.of("null", "{'market':{}}", "{'market':{'BTC/USD':{'epoch':'x','seq':1}}}")
                .map(resume -> DynamicTest.dynamicTest(resume, () -> {
                    try (WireClient client = arena.client("alpha", newName(), alpha)) {
                        ObjectNode fields = WireJson.object();
                        fields.set("resume", WireJson.parse(resume.replace('\'', '"')));
                        client.signIn(fields);
                        client.expect("heartbeat");
                        assertThat(client.inbox().all())
                                .extracting(Frame::type)
                                .containsExactly("connection_established", "authenticated", "heartbeat_ack");
                    }
                }));
    }

    // ---- tokens, nonces, tries ----

    @Test
    void a_nonce_is_good_on_its_own_connection_only() {
        try (WireClient one = arena.client("alpha", "nonce-one", alpha);
                WireClient two = arena.client("alpha", "nonce-one", alpha)) {
            one.connect();
            two.connect();
            assertThat(two.request("auth", one.credentials()).code()).isEqualTo("AUTH_FAILED");
            assertThat(one.request("auth", one.credentials()).type()).isEqualTo("authenticated");
        }
    }

    @Test
    void a_wrong_key_a_bad_signature_and_an_unknown_collective_are_told_the_same() {
        Identity stranger = Identity.random();
        List<String> answers = new ArrayList<>();
        for (String collective : List.of("alpha", "nobody-knows-this-one")) {
            for (Identity identity : List.of(stranger, alpha)) {
                try (WireClient client = arena.client(collective, "same", identity)) {
                    client.connect();
                    ObjectNode data = client.credentials();
                    if (collective.equals("alpha") && identity == alpha) {
                        data.put("signature", Identity.base64Url(new byte[64]));
                    }
                    answers.add(
                            client.request("auth", data).json().path("error").toString());
                }
            }
        }
        assertThat(answers)
                .hasSize(4)
                .allMatch(answer -> answer.contains("AUTH_FAILED"))
                .containsOnly(answers.getFirst());
    }

    @Test
    void three_failed_tries_close_the_socket() {
        try (WireClient client = arena.client("alpha", "tries", alpha)) {
            client.connect();
            ObjectNode bad = client.credentials().put("signature", Identity.base64Url(new byte[64]));
            assertThat(client.request("auth", bad).code()).isEqualTo("AUTH_FAILED");
            assertThat(client.request("auth", bad).code()).isEqualTo("AUTH_FAILED");
            client.ask("auth", bad);
            assertThat(client.socket().awaitEnd().code()).isEqualTo(4503);
            assertThat(client.inbox().ofType("error"))
                    .hasSize(3)
                    .allMatch(error -> error.code().equals("AUTH_FAILED"));
        }
    }

    @Test
    void who_does_not_sign_in_is_asked_to_leave() {
        try (WireClient client = arena.client("alpha", "silent", alpha)) {
            long timeout = client.connect().path("auth_timeout_ms").asLong();
            client.expect("heartbeat");
            assertThat(client.socket()
                            .awaitEnd(Duration.ofMillis(timeout + 5000))
                            .code())
                    .isEqualTo(4503);
        }
    }

    @Test
    void a_token_is_good_for_its_own_session_only_and_dead_once_its_successor_was_used() {
        try (WireClient client = arena.client("alpha", "token", alpha);
                WireClient other = arena.client("alpha", "other-token", alpha);
                WireClient foreign = arena.client("beta", "token", beta)) {
            String first = client.signIn().path("resume_token").asText();
            assertThat(other.tryToSignIn(WireJson.object().put("resume_token", first))
                            .code())
                    .isEqualTo("AUTH_FAILED");
            assertThat(foreign.tryToSignIn(WireJson.object().put("resume_token", first))
                            .code())
                    .isEqualTo("AUTH_FAILED");
            String second = client.signIn(WireJson.object().put("resume_token", first))
                    .path("resume_token")
                    .asText();
            assertThat(second).isNotEqualTo(first);
            client.signIn(WireJson.object().put("resume_token", second));
            assertThat(client.tryToSignIn(WireJson.object().put("resume_token", first))
                            .code())
                    .isEqualTo("AUTH_FAILED");
        }
    }

    @Test
    void a_revoked_key_closes_its_sockets_and_kills_its_tokens() {
        Identity spare = Identity.random();
        Identity epsilon = arena.open("epsilon");
        AdminApi.expect(
                200,
                arena.admin()
                        .post(
                                "/api/v1/admin/collectives/epsilon/keys",
                                "{\"public_keys\":[\"" + spare.publicKey() + "\"]}"));
        try (WireClient client = arena.client("epsilon", "spare", spare);
                WireClient other = arena.client("epsilon", "other", epsilon)) {
            String token = client.signIn().path("resume_token").asText();
            other.signIn();
            assertThat(arena.admin()
                            .delete("/api/v1/admin/collectives/epsilon/keys/" + spare.publicKey())
                            .statusCode())
                    .isBetween(200, 204);
            assertThat(client.socket().awaitEnd().code()).isEqualTo(4503);
            assertThat(client.tryToSignIn(WireJson.object()).code()).isEqualTo("AUTH_FAILED");
            assertThat(client.tryToSignIn(WireJson.object().put("resume_token", token))
                            .code())
                    .isEqualTo("AUTH_FAILED");
            other.expect("heartbeat");
        }
    }

    // ---- frames ----

    @Test
    void a_binary_frame_is_refused_and_the_socket_lives_on() {
        int mark = victim.inbox().mark();
        victim.socket().sendBinary("{\"type\":\"heartbeat\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(victim.inbox().await("an error", mark, Frame::isError).code())
                .isEqualTo("INVALID_MESSAGE");
        victim.expect("heartbeat");
    }

    @Test
    void sixteen_levels_32_digits_and_64_kibibytes_are_allowed() {
        int mark = victim.inbox().mark();
        String deep = "{\"type\":\"heartbeat\",\"data\":{\"x\":" + "[".repeat(14) + "]".repeat(14) + "}}";
        String digits = "{\"type\":\"heartbeat\",\"unknown\":" + "1".repeat(32) + "}";
        String large = "{\"type\":\"heartbeat\",\"unknown\":\"\"}";
        victim.sendRaw(deep);
        victim.sendRaw(digits);
        victim.sendRaw(large.replace("\"\"", "\"" + "x".repeat(65536 - large.length()) + "\""));
        victim.expect("heartbeat");
        assertThat(victim.inbox().all().subList(mark, victim.inbox().mark()))
                .extracting(Frame::type)
                .containsOnly("heartbeat_ack")
                .hasSize(4);
    }

    @Test
    void a_message_of_one_byte_too_many_is_refused_and_the_socket_lives_on() {
        int mark = victim.inbox().mark();
        String frame = "{\"type\":\"heartbeat\",\"unknown\":\"\"}";
        victim.sendRaw(frame.replace("\"\"", "\"" + "x".repeat(65537 - frame.length()) + "\""));
        assertThat(victim.inbox().await("an error", mark, Frame::isError).code())
                .isEqualTo("MESSAGE_TOO_LARGE");
        victim.expect("heartbeat");
    }

    @Test
    void a_message_of_more_than_a_mebibyte_closes_the_socket() {
        try (RawSocket socket = RawSocket.open(arena.process(), "/ws/v1/alpha")) {
            socket.write(RawSocket.bytes(RawSocket.TEXT, true, true, new byte[16 * 65536 + 1]));
            assertThat(socket.readCloseCode()).isEqualTo(1009);
        }
    }

    @Test
    void a_message_that_never_ends_closes_the_socket() {
        try (RawSocket socket = RawSocket.open(arena.process(), "/ws/v1/alpha")) {
            byte[] part = "x".repeat(60_000).getBytes(StandardCharsets.UTF_8);
            socket.frame(RawSocket.TEXT, false, part);
            try {
                for (int i = 0; i < 40; i++) {
                    socket.frame(RawSocket.CONTINUATION, false, part);
                }
            } catch (java.io.UncheckedIOException closedAlready) {
                assertThat(closedAlready).isNotNull();
            }
            assertThat(socket.readCloseCode()).isIn(1009, Close.BROKEN);
        }
    }

    @TestFactory
    Stream<DynamicTest> text_that_is_no_utf_8_closes_the_socket() {
        return Stream.of("ff", "c0af", "eda080", "f4908080", "e282", "80", "f8a1a1a1a1")
                .map(hex -> DynamicTest.dynamicTest(hex, () -> {
                    try (RawSocket socket = RawSocket.open(arena.process(), "/ws/v1/alpha")) {
                        assertThat(socket.status()).isEqualTo(101);
                        byte[] text = ("{\"type\":\"heartbeat\",\"x\":\"" + "#".repeat(hex.length() / 2) + "\"}")
                                .getBytes(StandardCharsets.UTF_8);
                        byte[] bad = java.util.HexFormat.of().parseHex(hex);
                        System.arraycopy(
                                bad, 0, text, new String(text, StandardCharsets.UTF_8).indexOf('#'), bad.length);
                        socket.frame(RawSocket.TEXT, true, text);
                        assertThat(socket.readCloseCode()).isEqualTo(1007);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> frames_that_break_rfc_6455_close_the_socket() {
        byte[] text = "{\"type\":\"heartbeat\"}".getBytes(StandardCharsets.UTF_8);
        return Map.of(
                        "no mask", RawSocket.bytes(RawSocket.TEXT, true, false, text),
                        "a continuation of nothing", RawSocket.bytes(RawSocket.CONTINUATION, true, true, text),
                        "an unknown opcode", RawSocket.bytes(3, true, true, text),
                        "a reserved bit", RawSocket.bytes(RawSocket.TEXT | 0x40, true, true, text),
                        "a long ping", RawSocket.bytes(9, true, true, new byte[126]))
                .entrySet()
                .stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    try (RawSocket socket = RawSocket.open(arena.process(), "/ws/v1/alpha")) {
                        socket.write(each.getValue());
                        assertThat(socket.readCloseCode()).isIn(1002, Close.BROKEN);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> a_malformed_collective_is_not_found_at_the_upgrade() {
        return Stream.of(
                        "UPPER",
                        "-dash",
                        "_line",
                        "a%20b",
                        "a.b",
                        "a/b",
                        "x".repeat(65),
                        "%C3%A4",
                        "",
                        "alpha/",
                        "..",
                        "alpha%00")
                .map(id -> DynamicTest.dynamicTest("collective " + id, () -> {
                    try (RawSocket socket = RawSocket.open(arena.process(), "/ws/v1/" + id)) {
                        assertThat(socket.status()).isEqualTo(404);
                    }
                }));
    }

    @Test
    void an_unknown_collective_upgrades() throws WebSocketHandshakeException {
        try (WireClient client = arena.client("nobody-knows", "client", Identity.random())) {
            client.connect();
            assertThat(client.socket().subprotocol()).isEqualTo("arena.v1");
        }
    }

    // ---- rates ----

    @Test
    void too_many_messages_are_refused_with_the_time_to_wait() {
        try (WireClient client = arena.client("alpha", "fast", alpha)) {
            client.signIn();
            Random random = new Random(1);
            for (int i = 0; i < 6000; i++) {
                client.ask("ack", WireJson.object().put("seq", random.nextInt(2)));
            }
            Frame refused = client.inbox().await("an error", Frame::isError);
            assertThat(refused.code()).isEqualTo("RATE_LIMITED");
            assertThat(refused.json()
                            .path("error")
                            .path("details")
                            .path("retry_after_ms")
                            .asLong(-1))
                    .isNotNegative();
            Waiting.until(
                    "it may speak again", () -> !client.request("heartbeat").isError());
        }
    }

    @Test
    void who_ignores_the_limit_is_closed() {
        byte[] heartbeat = RawSocket.bytes(
                RawSocket.TEXT, true, true, "{\"type\":\"heartbeat\"}".getBytes(StandardCharsets.UTF_8));
        byte[] burst = new byte[heartbeat.length * 500];
        for (int i = 0; i < 500; i++) {
            System.arraycopy(heartbeat, 0, burst, i * heartbeat.length, heartbeat.length);
        }
        try (RawSocket socket = RawSocket.open(arena.process(), "/ws/v1/alpha")) {
            Thread flood = Thread.ofVirtual().start(() -> flood(socket, burst));
            assertThat(socket.readCloseCode()).isEqualTo(4029);
            flood.interrupt();
        }
    }

    /** Far more than ten times the limit, until nobody listens any more. */
    private static void flood(RawSocket socket, byte[] burst) {
        long end = System.nanoTime() + Duration.ofSeconds(12).toNanos();
        try {
            while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
                socket.write(burst);
            }
        } catch (java.io.UncheckedIOException closed) {
            assertThat(closed).isNotNull();
        }
    }

    @Test
    void the_cases_name_each_code_that_leaves_no_trace() {
        Set<String> codes = new java.util.TreeSet<>();
        BadFrames.all().forEach(each -> codes.addAll(each.codes()));
        BadSignIns.all().forEach(each -> codes.addAll(each.codes()));
        BadCalls.all().forEach(each -> codes.addAll(each.codes()));
        assertThat(codes)
                .contains(
                        "INVALID_JSON",
                        "INVALID_MESSAGE",
                        "UNKNOWN_TYPE",
                        "INVALID_INCLUDE",
                        "AUTH_FAILED",
                        "FORBIDDEN",
                        "NOT_FOUND",
                        "MESSAGE_TOO_LARGE",
                        "INVALID_SYMBOL",
                        "INVALID_PRICE",
                        "INVALID_QUANTITY",
                        "ORDER_NOT_FOUND",
                        "ORDER_CLOSED",
                        "DUPLICATE_ORDER_ID",
                        "CONFLICT",
                        "UNAUTHENTICATED");
    }
}
