package org.tradingarena.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.session.SessionDescription;
import org.tradingarena.session.SessionReply;

/** What operators see of sessions and do to them over HTTP (protocol section 10). */
@Tag("actor")
class ReconnectionCallsTest {
    private static final SessionReply SESSION = new SessionReply.Described(new SessionDescription(
            "bot",
            "alpha",
            false,
            Instant.EPOCH,
            3,
            7,
            5,
            new StreamPosition("epoch", 41),
            null,
            0,
            2,
            Preferences.defaults(ClientType.BOT),
            List.of("orders:alpha", "market")));
    private static final String BODY = "{\"client_id\":\"bot\",\"collective_id\":\"alpha\",\"connected\":false,"
            + "\"since\":\"1970-01-01T00:00:00.000Z\",\"generation\":3,\"missed\":7,\"buffered\":5,"
            + "\"position\":{\"epoch\":\"epoch\",\"seq\":41},\"last_heartbeat_at\":null,\"heartbeats\":0,\"reconnects\":2,"
            + "\"preferences\":{\"delivery\":\"immediate\",\"priority\":\"high\",\"max_events_per_second\":1000},"
            + "\"subscriptions\":[\"orders:alpha\",\"market\"]}";

    private static Gateway gateway;

    @BeforeAll
    static void bind() throws Exception {
        gateway = new Gateway("arena.gateway.http.ask-timeout = 500ms");
        gateway.sessions.describedAs(SESSION);
        gateway.sessions.list("alpha", "a", "b", "c");
        gateway.sessions.list("gamma", "d", "mute-1", "mute-2");
        for (String collective : List.of("alpha", "beta", "gamma")) {
            gateway.admin(
                    "POST",
                    "/collectives",
                    "{\"collective_id\":\"" + collective + "\",\"public_keys\":[],\"deposits\":{}}");
        }
    }

    @AfterAll
    static void unbind() {
        gateway.close();
    }

    private static HttpResponse<String> call(String method, String path, String token) throws Exception {
        return gateway.send(HttpRequest.newBuilder(gateway.uri("/reconnection" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return call("GET", path, Gateway.ADMIN_TOKEN);
    }

    private static HttpResponse<String> post(String path) throws Exception {
        return call("POST", path, Gateway.ADMIN_TOKEN);
    }

    @Test
    void a_session_has_exactly_the_members_of_the_protocol() throws Exception {
        HttpResponse<String> response = get("/sessions/bot?collective=alpha");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(BODY);
    }

    @Test
    void sessions_of_a_collective_are_listed_page_by_page() throws Exception {
        assertThat(get("/sessions?collective=alpha").body())
                .isEqualTo("{\"sessions\":[" + BODY + "," + BODY + "," + BODY + "],\"unanswered\":[],\"cursor\":null}");
        assertThat(get("/sessions?collective=alpha&limit=2").body()).endsWith("\"cursor\":\"alpha.b\"}");
        assertThat(get("/sessions?collective=alpha&limit=2&cursor=alpha.b").body())
                .isEqualTo("{\"sessions\":[" + BODY + "],\"unanswered\":[],\"cursor\":null}");
    }

    @Test
    void without_a_collective_the_list_goes_over_all_and_names_who_did_not_answer() throws Exception {
        assertThat(get("/sessions?limit=3").body()).endsWith("\"cursor\":\"beta.\"}");
        HttpResponse<String> rest = get("/sessions?limit=3&cursor=beta.");
        assertThat(rest.statusCode()).isEqualTo(200);
        assertThat(rest.body())
                .isEqualTo("{\"sessions\":[" + BODY
                        + "],\"unanswered\":[{\"collective_id\":\"gamma\",\"client_id\":\"mute-1\"},"
                        + "{\"collective_id\":\"gamma\",\"client_id\":\"mute-2\"}],\"cursor\":null}");
    }

    @Test
    void a_directory_that_does_not_answer_is_503() throws Exception {
        HttpResponse<String> response = get("/sessions?collective=unknown");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("OVERLOADED");
    }

    @Test
    void a_session_that_does_not_answer_is_503() throws Exception {
        assertThat(get("/sessions/mute?collective=alpha").statusCode()).isEqualTo(503);
        assertThat(post("/heartbeat/mute?collective=alpha").statusCode()).isEqualTo(503);
        assertThat(post("/simulate-disconnect/mute?collective=alpha").statusCode())
                .isEqualTo(503);
    }

    @Test
    void a_heartbeat_is_counted_and_a_disconnect_simulated() throws Exception {
        assertThat(post("/heartbeat/bot?collective=alpha").body())
                .isEqualTo("{\"client_id\":\"bot\",\"collective_id\":\"alpha\","
                        + "\"last_heartbeat_at\":\"1970-01-01T00:00:00.000Z\",\"heartbeats\":7}");
        assertThat(post("/simulate-disconnect/bot?collective=alpha").body())
                .isEqualTo("{\"client_id\":\"bot\",\"collective_id\":\"alpha\",\"disconnected\":true}");
    }

    @Test
    void a_client_without_a_session_is_404() throws Exception {
        gateway.sessions.describedAs(new SessionReply.NoSession());
        try {
            HttpResponse<String> response = get("/sessions/bot?collective=alpha");
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).contains("NOT_FOUND");
            // Whose session ended while the list was made is not on it.
            assertThat(get("/sessions?collective=alpha").body())
                    .isEqualTo("{\"sessions\":[],\"unanswered\":[],\"cursor\":null}");
        } finally {
            gateway.sessions.describedAs(SESSION);
        }
        assertThat(get("/sessions/Bot?collective=alpha").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /sessions?limit=0, limit",
        "GET, /sessions?limit=501, limit",
        "GET, /sessions?limit=x, limit",
        "GET, /sessions?limit=1.0, limit",
        "GET, /sessions?collective=Alpha, collective",
        "GET, /sessions?collective=, collective",
        "GET, /sessions?cursor=nonsense, cursor",
        "GET, /sessions?cursor=alpha.B, cursor",
        "GET, /sessions?cursor=.a, cursor",
        "GET, /sessions?collective=beta&cursor=alpha.a, cursor",
        "GET, /sessions/bot, collective",
        "GET, /sessions/bot?collective=Alpha, collective",
        "POST, /heartbeat/bot, collective",
        "POST, /heartbeat/bot?collective=-a, collective",
        "POST, /simulate-disconnect/bot, collective",
        "POST, /simulate-disconnect/bot?collective=a%2Fb, collective",
    })
    void what_is_malformed_is_400_and_names_its_field(String method, String path, String field) throws Exception {
        HttpResponse<String> response = call(method, path, Gateway.ADMIN_TOKEN);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("{\"error\":{\"code\":\"INVALID_MESSAGE\"", "\"details\":{\"field\":\"" + field + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /sessions",
        "GET, /sessions/bot?collective=alpha",
        "GET, /sessions?limit=0",
        "POST, /heartbeat/bot?collective=alpha",
        "POST, /simulate-disconnect/bot?collective=alpha",
        "GET, /no-such-thing",
    })
    void without_the_token_nothing_is_told(String method, String path) throws Exception {
        HttpResponse<String> response = call(method, path, "wrong");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("UNAUTHENTICATED");
        assertThat(response.headers().firstValue("www-authenticate")).hasValue("Bearer");
    }

    @Test
    void a_wrong_method_is_405_and_an_unknown_path_404() throws Exception {
        assertThat(post("/sessions").statusCode()).isEqualTo(405);
        assertThat(get("/simulate-disconnect/bot?collective=alpha").statusCode())
                .isEqualTo(405);
        assertThat(get("/no-such-thing").statusCode()).isEqualTo(404);
    }
}
