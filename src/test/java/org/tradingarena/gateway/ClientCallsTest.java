package org.tradingarena.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.gateway.HttpTeam.json;
import static org.tradingarena.gateway.HttpTeam.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients do over HTTP without a socket (protocol section 10). */
@Tag("actor")
class ClientCallsTest {
    private static final String LIMIT =
            "{'client_order_id':'%s','symbol':'BTC/USD','side':'buy','order_type':'limit','quantity':1,'price':%s}";

    private static Gateway gateway;
    private static HttpTeam team;
    private static String token;

    @BeforeAll
    static void bind() throws Exception {
        gateway = new Gateway("arena.gateway.http.ask-timeout = 3s");
        team = new HttpTeam(gateway, "team").open();
        token = team.token("bot");
    }

    @AfterAll
    static void unbind() {
        gateway.close();
    }

    private static long head() throws Exception {
        return json(team.get(token, "/state?include=balances"))
                .path("position")
                .path("seq")
                .asLong();
    }

    private static List<Long> seqs(JsonNode page) {
        return StreamSupport.stream(page.path("events").spliterator(), false)
                .map(event -> event.path("seq").asLong())
                .toList();
    }

    // Signing in.

    @Test
    void a_challenge_is_good_once_and_for_its_client_only() throws Exception {
        JsonNode challenge = team.challenge("anna");
        String answer = team.answer(challenge, "anna", "");
        assertThat(refusal(team.post("/auth/token", answer.replace("\"anna\"", "\"bert\""))))
                .isEqualTo("401 AUTH_FAILED challenge_id");
        assertThat(team.post("/auth/token", answer).statusCode()).isEqualTo(200);
        HttpResponse<String> again = team.post("/auth/token", answer);
        assertThat(refusal(again)).isEqualTo("401 AUTH_FAILED challenge_id");
        assertThat(again.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void a_failed_try_does_not_use_the_challenge_up() throws Exception {
        JsonNode challenge = team.challenge("anna");
        HttpTeam stranger = new HttpTeam(gateway, "team");
        assertThat(refusal(stranger.post("/auth/token", stranger.answer(challenge, "anna", ""))))
                .isEqualTo("401 AUTH_FAILED");
        assertThat(team.post("/auth/token", team.answer(challenge, "anna", "")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_wrong_key_a_bad_signature_and_an_unknown_collective_are_told_the_same() throws Exception {
        HttpTeam stranger = new HttpTeam(gateway, "team");
        HttpTeam nobody = new HttpTeam(gateway, "nobody");
        String wrongKey = stranger.post("/auth/token", stranger.answer(stranger.challenge("bot"), "bot", ""))
                .body();
        String unknown = nobody.post("/auth/token", nobody.answer(nobody.challenge("bot"), "bot", ""))
                .body();
        JsonNode challenge = team.challenge("bot");
        String foreignSignature = stranger.answer(challenge, "bot", "").replace(stranger.key(), team.key());
        String badSignature = team.post("/auth/token", foreignSignature).body();
        String shortSignature = team.post(
                        "/auth/token",
                        team.answer(challenge, "bot", "")
                                .replaceAll("\"signature\":\"[^\"]*\"", "\"signature\":\"AAAA\""))
                .body();
        assertThat(wrongKey)
                .isEqualTo(
                        "{\"error\":{\"code\":\"AUTH_FAILED\",\"message\":\"Authentication failed\",\"details\":{}}}");
        assertThat(List.of(unknown, badSignature, shortSignature)).containsOnly(wrongKey);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /auth/challenge | {}                                                | 400 INVALID_MESSAGE collective_id
            /auth/challenge | {'collective_id':'TEAM','client_id':'bot'}        | 400 INVALID_MESSAGE collective_id
            /auth/challenge | {'collective_id':'team','client_id':'a b'}        | 400 INVALID_MESSAGE client_id
            /auth/challenge | {'collective_id':'team'}                          | 400 INVALID_MESSAGE client_id
            /auth/challenge | []                                                | 400 INVALID_MESSAGE
            /auth/challenge | {                                                 | 400 INVALID_JSON
            /auth/token     | {'collective_id':'team','client_id':'bot'}        | 400 INVALID_MESSAGE challenge_id
            """)
    void a_malformed_sign_in_is_named(String path, String body, String refusal) throws Exception {
        assertThat(refusal(team.post(path, body.replace('\'', '"')))).isEqualTo(refusal);
    }

    @Test
    void what_is_not_base64url_and_a_role_that_is_none_are_named() throws Exception {
        String answer = team.answer(team.challenge("bot"), "bot", "");
        assertThat(refusal(team.post("/auth/token", answer.replace(team.key(), team.key() + "="))))
                .isEqualTo("400 INVALID_MESSAGE public_key");
        assertThat(refusal(team.post("/auth/token", answer.replaceAll("\"signature\":\"", "$0!"))))
                .isEqualTo("400 INVALID_MESSAGE signature");
        assertThat(refusal(team.post("/auth/token", answer.replace("}", ",\"role\":\"king\"}"))))
                .isEqualTo("400 INVALID_MESSAGE role");
        assertThat(refusal(team.post("/auth/token", "{\"x\":\"" + "y".repeat(70_000) + "\"}")))
                .isEqualTo("413 MESSAGE_TOO_LARGE");
    }

    @Test
    void a_failed_sign_in_is_not_answered_before_its_time() throws Exception {
        Duration time = Duration.ofSeconds(1);
        try (Gateway patient = new Gateway("arena.gateway.sign-in.failure-time = 1s")) {
            HttpTeam stranger = new HttpTeam(patient, "nobody");
            String answer = stranger.answer(stranger.challenge("bot"), "bot", "");
            long begun = System.nanoTime();
            assertThat(refusal(stranger.post("/auth/token", answer))).isEqualTo("401 AUTH_FAILED");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(time);
        }
    }

    // Tokens.

    @ParameterizedTest
    @ValueSource(strings = {"/events", "/stream", "/state", "/orders"})
    void every_call_needs_a_token_of_its_collective(String path) throws Exception {
        HttpResponse<String> none =
                gateway.send(HttpRequest.newBuilder(gateway.uri("/api/v1/collectives/team" + path)));
        assertThat(refusal(none)).isEqualTo("401 UNAUTHENTICATED");
        assertThat(none.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        HttpResponse<String> forged = team.get(token + "AAAA", path);
        assertThat(refusal(forged)).isEqualTo("401 AUTH_FAILED");
        assertThat(forged.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(refusal(team.get(Gateway.ADMIN_TOKEN, path))).isEqualTo("401 AUTH_FAILED");
        assertThat(refusal(new HttpTeam(gateway, "other").get(token, path))).isEqualTo("403 FORBIDDEN");
        assertThat(refusal(new HttpTeam(gateway, "UPPER").get(token, path))).isEqualTo("404 NOT_FOUND");
    }

    @Test
    void a_revoked_key_kills_its_tokens_everywhere() throws Exception {
        HttpTeam revoked = new HttpTeam(gateway, "revoked").open();
        String dead = revoked.token("bot");
        assertThat(revoked.get(dead, "/events?after=2").statusCode()).isEqualTo(200);
        CompletableFuture<HttpResponse<String>> waiting =
                gateway.sendLater(revoked.request(dead, "/events?after=2&wait=30"));
        CompletableFuture<HttpResponse<String>> stream = gateway.sendLater(revoked.request(dead, "/stream"));
        gateway.awaitPolls(1);
        gateway.awaitStreams(1);
        revoked.revokeKey();
        assertThat(refusal(waiting.get(10, TimeUnit.SECONDS))).isEqualTo("401 AUTH_FAILED");
        assertThat(stream.get(10, TimeUnit.SECONDS).body()).startsWith("retry: 1000\nid: ");
        for (String path : List.of("/events", "/stream", "/state", "/orders")) {
            assertThat(refusal(revoked.get(dead, path))).as(path).isEqualTo("401 AUTH_FAILED");
        }
        assertThat(refusal(revoked.order(dead, LIMIT.formatted("o1", "1")))).isEqualTo("401 AUTH_FAILED");
        assertThat(refusal(revoked.cancel(dead, "revoked.x.1"))).isEqualTo("401 AUTH_FAILED");
    }

    @Test
    void a_token_is_good_for_its_time_only() throws Exception {
        try (Gateway hasty = new Gateway("arena.gateway.http.token-lifetime = 1ms")) {
            HttpTeam late = new HttpTeam(hasty, "late").open();
            assertThat(refusal(late.get(late.token("bot"), "/state"))).isEqualTo("401 TOKEN_EXPIRED");
        }
    }

    // Orders.

    @Test
    void an_order_is_placed_once_however_often_it_is_sent() throws Exception {
        HttpResponse<String> placed = team.order(token, LIMIT.formatted("once", "1.5"));
        assertThat(placed.statusCode()).as(placed.body()).isEqualTo(201);
        JsonNode order = json(placed).path("order");
        assertThat(order.path("client_id").asText()).isEqualTo("bot");
        assertThat(json(placed).path("duplicate").asBoolean(true)).isFalse();
        long head = head();
        HttpResponse<String> again = team.order(team.token("another"), LIMIT.formatted("once", "1.50"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).path("order")).isEqualTo(order);
        assertThat(json(again).path("duplicate").asBoolean()).isTrue();
        assertThat(refusal(team.order(token, LIMIT.formatted("once", "2")))).startsWith("409 DUPLICATE_ORDER_ID");
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void an_order_is_listed_and_cancelled() throws Exception {
        HttpTeam own = new HttpTeam(gateway, "lists").open();
        String bot = own.token("bot");
        String first = json(own.order(bot, LIMIT.formatted("a", "1")))
                .path("order")
                .path("order_id")
                .asText();
        own.order(bot, LIMIT.formatted("b", "1"));
        JsonNode page = json(own.get(bot, "/orders?limit=1&symbol=BTC-USD&status=all"));
        assertThat(page.path("orders").path(0).path("client_order_id").asText()).isEqualTo("b");
        JsonNode rest = json(own.get(
                bot, "/orders?symbol=BTC%2FUSD&cursor=" + page.path("cursor").asText()));
        assertThat(rest.path("orders")).hasSize(1);
        assertThat(rest.path("orders").path(0).path("order_id").asText()).isEqualTo(first);
        assertThat(rest.path("cursor").isNull()).isTrue();
        HttpResponse<String> cancelled = own.cancel(bot, first);
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(json(cancelled).path("order").path("order_id").asText()).isEqualTo(first);
        assertThat(refusal(own.cancel(bot, "lists.x.999"))).startsWith("404 ORDER_NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                                          | 400 INVALID_MESSAGE client_order_id
            {'client_order_id':'x','symbol':'BTC-USD','side':'buy','order_type':'market','quantity':1}  | 400 INVALID_SYMBOL symbol
            {'client_order_id':'x','symbol':'XXX/USD','side':'buy','order_type':'market','quantity':1}  | 400 INVALID_SYMBOL symbol
            {'client_order_id':'x','symbol':'BTC/USD','side':'hold','order_type':'market','quantity':1} | 400 INVALID_MESSAGE side
            {'client_order_id':'x','symbol':'BTC/USD','side':'buy','order_type':'limit','quantity':1}   | 400 INVALID_PRICE price
            {'client_order_id':'x','symbol':'BTC/USD','side':'buy','order_type':'limit','quantity':0,'price':1}      | 400 INVALID_QUANTITY quantity
            {'client_order_id':'x','symbol':'BTC/USD','side':'buy','order_type':'limit','quantity':1,'price':1.001}  | 400 INVALID_PRICE price
            {'client_order_id':'x','symbol':'BTC/USD','side':'buy','order_type':'limit','quantity':1,'price':1,'post_only':1} | 400 INVALID_MESSAGE post_only
            {'a':1,'a':2}                                                                               | 400 INVALID_JSON
            [1]                                                                                         | 400 INVALID_MESSAGE
            """)
    void a_malformed_order_is_named_and_leaves_no_trace(String body, String refusal) throws Exception {
        long head = head();
        assertThat(refusal(team.order(token, body))).isEqualTo(refusal);
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void what_a_rule_refuses_is_422_each_time_and_known_afterwards() throws Exception {
        String tooMuch = LIMIT.formatted("rich", "99999");
        assertThat(refusal(team.order(token, tooMuch))).isEqualTo("422 INSUFFICIENT_FUNDS");
        long head = head();
        assertThat(refusal(team.order(token, tooMuch))).isEqualTo("422 INSUFFICIENT_FUNDS");
        assertThat(head()).isEqualTo(head);
        assertThat(json(team.get(token, "/state?include=commands"))
                        .path("commands")
                        .path(0)
                        .path("code")
                        .asText())
                .isEqualTo("INSUFFICIENT_FUNDS");
    }

    @Test
    void an_observer_reads_and_does_not_trade() throws Exception {
        String observer = team.token("eye", ",\"role\":\"observer\"");
        assertThat(team.get(observer, "/events").statusCode()).isEqualTo(200);
        assertThat(refusal(team.order(observer, LIMIT.formatted("eye", "1")))).isEqualTo("403 FORBIDDEN");
        assertThat(refusal(team.cancel(observer, "team.x.1"))).isEqualTo("403 FORBIDDEN");
    }

    @Test
    void an_order_whose_write_fails_may_be_sent_again() throws Exception {
        HttpTeam unlucky = new HttpTeam(gateway, "unlucky").open();
        String bot = unlucky.token("bot");
        gateway.collectives.failNextWrite("unlucky");
        HttpResponse<String> unknown = unlucky.order(bot, LIMIT.formatted("again", "1"));
        assertThat(refusal(unknown)).isEqualTo("503 OUTCOME_UNKNOWN");
        assertThat(unknown.body()).contains("again with the same client_order_id");
        assertThat(unknown.headers().firstValue("Retry-After")).hasValue("1");
        gateway.collectives.stop("unlucky");
        assertThat(unlucky.order(bot, LIMIT.formatted("again", "1")).statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "/orders?limit=0, 400 INVALID_MESSAGE limit",
        "/orders?limit=501, 400 INVALID_MESSAGE limit",
        "/orders?limit=ten, 400 INVALID_MESSAGE limit",
        "/orders?status=new, 400 INVALID_MESSAGE status",
        "/orders?symbol=XXX-USD, 400 INVALID_SYMBOL symbol",
        "/orders?symbol=nonsense, 400 INVALID_SYMBOL symbol",
        "/orders?cursor=0, 400 INVALID_MESSAGE cursor",
        "/orders?cursor=x, 400 INVALID_MESSAGE cursor",
        "/state?include=orders%2Cmoney, 400 INVALID_INCLUDE include",
        "/state?include=orders%2C, 400 INVALID_INCLUDE include",
        "/events?after=-1, 400 INVALID_MESSAGE after",
        "/events?after=1.5, 400 INVALID_MESSAGE after",
        "/events?after=9007199254740992, 400 INVALID_MESSAGE after",
        "/events?limit=0, 400 INVALID_MESSAGE limit",
        "/events?limit=501, 400 INVALID_MESSAGE limit",
        "/events?wait=31, 400 INVALID_MESSAGE wait",
        "/events?wait=-1, 400 INVALID_MESSAGE wait",
        "/events?wait=x, 400 INVALID_MESSAGE wait",
        "/events?epoch=, 400 INVALID_MESSAGE epoch",
        "/events?after=1&epoch=other, 409 CONFLICT epoch",
        "/events?after=9007199254740991, 409 CONFLICT after",
        "/nothing, 404 NOT_FOUND",
    })
    void a_malformed_parameter_is_named(String path, String refusal) throws Exception {
        assertThat(refusal(team.get(token, path))).isEqualTo(refusal);
    }

    @Test
    void other_methods_are_not_allowed() throws Exception {
        HttpResponse<String> put =
                gateway.send(team.request(token, "/orders").PUT(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(refusal(put)).isEqualTo("405 INVALID_MESSAGE");
        assertThat(put.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
    }

    // State.

    @Test
    void the_state_has_a_tag_and_is_not_told_twice() throws Exception {
        HttpTeam own = new HttpTeam(gateway, "tags").open();
        String bot = own.token("bot");
        HttpResponse<String> state = own.get(bot, "/state");
        JsonNode data = json(state);
        String tag = state.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).isEqualTo("W/\"" + data.path("state_hash").asText() + "\"");
        assertThat(data.path("subscriptions").path("rooms").toString())
                .isEqualTo("[\"orders:tags\",\"portfolio:tags\"]");
        assertThat(data.path("connection").path("client_id").asText()).isEqualTo("bot");
        assertThat(data.path("connection").path("connection_id").isNull()).isTrue();
        for (String known : List.of(tag, tag.substring(2), "\"x\", " + tag, "*")) {
            HttpResponse<String> same = gateway.send(own.request(bot, "/state").header("If-None-Match", known));
            assertThat(same.statusCode()).as(known).isEqualTo(304);
            assertThat(same.headers().firstValue("ETag")).hasValue(tag);
            assertThat(same.body()).isEmpty();
        }
        own.deposit("more");
        HttpResponse<String> changed = gateway.send(own.request(bot, "/state").header("If-None-Match", tag));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).path("position").path("seq").asLong()).isEqualTo(3);
    }

    @Test
    void only_what_is_asked_for_is_told() throws Exception {
        JsonNode state = json(team.get(token, "/state?include=balances,orders"));
        assertThat(state.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("position", "state_hash", "mode", "balances", "orders");
        assertThat(json(team.get(token, "/state?include="))).hasSize(9);
    }

    // Long poll.

    @Test
    void events_come_in_pages_from_memory_and_from_the_journal_alike() throws Exception {
        HttpTeam own = new HttpTeam(gateway, "pages").open();
        String bot = own.token("bot");
        for (int i = 0; i < 8; i++) {
            own.deposit("deposit-" + i);
        }
        JsonNode fromMemory = json(own.get(bot, "/events?limit=500"));
        assertThat(seqs(fromMemory)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(fromMemory.path("next_after_seq").asLong()).isEqualTo(10);
        assertThat(fromMemory.path("has_more").asBoolean(true)).isFalse();
        JsonNode part = json(own.get(
                bot, "/events?after=3&limit=4&epoch=" + fromMemory.path("epoch").asText()));
        assertThat(seqs(part)).containsExactly(4L, 5L, 6L, 7L);
        assertThat(part.path("has_more").asBoolean()).isTrue();
        HttpTeam late = new HttpTeam(gateway, "late-watch").open();
        String lateBot = late.token("bot");
        late.get(lateBot, "/events?after=2"); // the watch begins here
        late.deposit("one");
        assertThat(seqs(json(late.get(lateBot, "/events")))).startsWith(1L, 2L);
    }

    @Test
    void a_poll_waits_for_the_first_event_and_no_longer() throws Exception {
        HttpTeam own = new HttpTeam(gateway, "waits").open();
        String bot = own.token("bot");
        CompletableFuture<HttpResponse<String>> waiting =
                gateway.sendLater(own.request(bot, "/events?after=2&wait=30"));
        gateway.awaitPolls(1);
        own.deposit("news");
        assertThat(seqs(json(waiting.get(10, TimeUnit.SECONDS)))).containsExactly(3L);
        JsonNode nothing = json(own.get(bot, "/events?after=3&wait=1"));
        assertThat(nothing.path("events")).isEmpty();
        assertThat(nothing.path("next_after_seq").asLong()).isEqualTo(3);
    }

    @Test
    void a_position_that_does_not_exist_is_a_conflict_that_tells_where_the_stream_is() throws Exception {
        HttpTeam own = new HttpTeam(gateway, "conflicts").open();
        JsonNode details = json(own.get(own.token("bot"), "/events?after=5&wait=30"))
                .path("error")
                .path("details");
        assertThat(details.path("reason").asText()).isEqualTo("FUTURE_POSITION");
        assertThat(details.path("seq").asLong()).isEqualTo(2);
        assertThat(details.path("epoch").asText()).hasSize(36);
    }

    @Test
    void so_many_polls_of_a_collective_may_wait() throws Exception {
        try (Gateway small = new Gateway("arena.gateway.http.polls.per-collective = 1")) {
            HttpTeam own = new HttpTeam(small, "crowd").open();
            String bot = own.token("bot");
            CompletableFuture<HttpResponse<String>> waiting =
                    small.sendLater(own.request(bot, "/events?after=2&wait=30"));
            small.awaitPolls(1);
            HttpResponse<String> second = own.get(bot, "/events?after=2&wait=30");
            assertThat(refusal(second)).isEqualTo("429 CONNECTION_LIMIT");
            assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
            own.deposit("news");
            waiting.get(10, TimeUnit.SECONDS);
            assertThat(own.get(bot, "/events?after=2").statusCode()).isEqualTo(200);
        }
    }

    // Rates.

    @Test
    void a_client_that_calls_too_often_is_told_when_to_come_back() throws Exception {
        try (Gateway slow = new Gateway("arena.gateway.http.rates.client { per-second = 1, burst = 2 }")) {
            HttpTeam own = new HttpTeam(slow, "calls").open();
            String bot = own.token("bot");
            own.get(bot, "/state");
            own.get(bot, "/state");
            HttpResponse<String> third = own.get(bot, "/state");
            assertThat(refusal(third)).isEqualTo("429 RATE_LIMITED");
            assertThat(third.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(own.get(own.token("other"), "/state").statusCode()).isEqualTo(200);
        }
    }
}
