package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server remembers of clients, as operators see it (protocol sections 1, 4 and 10), over the death of the process too. */
@ExtendWith(ShowsArenaLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsIT {
    private static final int SIMULATED = 4090;
    private static final int LIMITED = 4504;

    private final Arena arena =
            Arena.start(ArenaProcess.Setup.named("sessions").withConfig("arena.session.open-sessions = 3"));

    @AfterAll
    void end() {
        try {
            WireContract.published().hold(arena.transcript());
            assertThat(arena.violations()).isEmpty();
        } finally {
            arena.close();
        }
    }

    private JsonNode session(String collective, String client) {
        return AdminApi.expect(
                200, arena.admin().get("/reconnection/sessions/" + client + "?collective=" + collective));
    }

    private List<JsonNode> sessions(String parameters) {
        List<JsonNode> found = new ArrayList<>();
        JsonNode page = AdminApi.expect(200, arena.admin().get("/reconnection/sessions" + parameters));
        assertThat(page.path("unanswered")).isEmpty();
        page.path("sessions").forEach(found::add);
        return found;
    }

    private static ObjectNode withToken(WireClient client, String token) {
        ObjectNode fields = WireJson.object().put("resume_token", token);
        fields.set("resume", client.position());
        return fields;
    }

    @Test
    void a_session_with_rooms_and_preferences_is_there_again_after_the_process_was_killed() {
        Identity identity = arena.open("phoenix");
        WireClient client = arena.client("phoenix", "bird", identity);
        WireClient other = arena.client("phoenix", "worm", identity);
        JsonNode first = client.signIn(WireJson.object("{'subscriptions':['orders:phoenix','leaderboard']}"));
        other.signIn();
        JsonNode preferences = client.expect(
                "set_preferences",
                WireJson.object("{'delivery':'batched','priority':'low','max_events_per_second':77}"));
        Orders.grow(client, 2);
        client.expect("heartbeat");
        client.settle();
        JsonNode before = session("phoenix", "bird");
        assertThat(before.path("connected").asBoolean()).isTrue();
        assertThat(before.path("missed").asLong()).isZero();
        assertThat(before.path("position")).hasToString(client.position().toString());
        assertThat(before.path("heartbeats").asLong()).isPositive();
        assertThat(before.path("last_heartbeat_at").isTextual()).isTrue();

        arena.process().kill9();
        arena.process().start();

        assertThat(sessions("?collective=phoenix"))
                .extracting(session -> session.path("client_id").asText())
                .containsExactly("bird", "worm");
        JsonNode after = session("phoenix", "bird");
        assertThat(after.path("connected").asBoolean()).isFalse();
        assertThat(after.path("subscriptions")).isEqualTo(before.path("subscriptions"));
        assertThat(after.path("preferences")).isEqualTo(preferences);
        assertThat(after.path("generation")).isEqualTo(before.path("generation"));
        assertThat(after.path("position").path("epoch"))
                .isEqualTo(before.path("position").path("epoch"));
        assertThat(after.path("position").path("seq").asLong())
                .as("the server does not claim to have delivered more than it has")
                .isLessThanOrEqualTo(before.path("position").path("seq").asLong());

        JsonNode again =
                client.signIn(withToken(client, first.path("resume_token").asText()));
        client.awaitResumed();
        assertThat(again.path("resumed").asBoolean()).isTrue();
        assertThat(again.path("session_id")).isEqualTo(first.path("session_id"));
        assertThat(again.path("generation").asLong())
                .isEqualTo(first.path("generation").asLong() + 1);
        assertThat(again.path("subscriptions")).isEqualTo(before.path("subscriptions"));
        assertThat(again.path("preferences")).isEqualTo(preferences);
        assertThat(session("phoenix", "bird").path("reconnects").asLong()).isEqualTo(1);
    }

    @Test
    void a_simulated_disconnect_buffers_what_the_client_gets_when_it_comes_back() {
        Identity identity = arena.open("drill");
        WireClient client = arena.client("drill", "trainee", identity);
        WireClient sibling = arena.client("drill", "sibling", identity);
        client.signIn();
        sibling.signIn();
        client.settle();
        String call = "/reconnection/simulate-disconnect/trainee?collective=drill";
        assertThat(AdminApi.expect(200, arena.admin().post(call, ""))
                        .path("disconnected")
                        .asBoolean())
                .isTrue();
        assertThat(client.socket().awaitEnd().code()).isEqualTo(SIMULATED);
        Orders.grow(sibling, 3);
        JsonNode away = session("drill", "trainee");
        assertThat(away.path("connected").asBoolean()).isFalse();
        assertThat(away.path("missed").asLong()).isEqualTo(12);
        assertThat(away.path("buffered").asLong()).isEqualTo(12);
        assertThat(away.path("position")).hasToString(client.position().toString());
        assertThat(AdminApi.expect(200, arena.admin().post(call, ""))
                        .path("disconnected")
                        .asBoolean())
                .isFalse();
        ResumeRecord resume = client.resume();
        assertThat(resume.events()).hasSize(12);
        assertThat(resume.first().path("interruption").path("reason").asText()).isEqualTo("simulated_disconnect");
        client.settle();
        assertThat(session("drill", "trainee").path("missed").asLong()).isZero();
    }

    @Test
    void a_session_too_many_is_refused_and_closed_and_nobody_else_is() {
        Identity identity = arena.open("full");
        Identity neighbours = arena.open("neighbours");
        List<WireClient> inside = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            WireClient client = arena.client("full", "client" + i, identity);
            client.signIn();
            inside.add(client);
        }
        WireClient late = arena.client("full", "late", identity);
        assertThat(late.tryToSignIn(WireJson.object()).code()).isEqualTo("CONNECTION_LIMIT");
        assertThat(late.socket().awaitEnd().code()).isEqualTo(LIMITED);
        assertThat(arena.admin()
                        .get("/reconnection/sessions/late?collective=full")
                        .statusCode())
                .isEqualTo(404);
        arena.client("neighbours", "client", neighbours).signIn();
        inside.getFirst().settle().cut();
        inside.getFirst().resume();
        arena.process().kill9();
        arena.process().start();
        assertThat(late.tryToSignIn(WireJson.object()).code()).isEqualTo("CONNECTION_LIMIT");
        inside.getLast().resume();
        assertThat(sessions("?collective=full")).hasSize(3);
    }

    @Test
    void the_list_goes_on_page_by_page_over_all_collectives() {
        Identity identity = arena.open("pages");
        for (String name : List.of("one", "two")) {
            arena.client("pages", name, identity).signIn();
        }
        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = AdminApi.expect(200, arena.admin().get("/reconnection/sessions?limit=1" + cursor));
            assertThat(page.path("sessions").size()).isLessThanOrEqualTo(1);
            page.path("sessions")
                    .forEach(session -> listed.add(session.path("collective_id").asText() + "/"
                            + session.path("client_id").asText()));
            cursor = page.path("cursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("cursor").asText();
        } while (!cursor.isEmpty());
        assertThat(listed).contains("pages/one", "pages/two").isSorted().doesNotHaveDuplicates();
    }

    /** Nobody asks for the session here: an answer about it would wake it, and it would find its own end. */
    @Test
    void a_session_that_is_asleep_is_swept_and_only_its_generation_is_kept() {
        try (Arena brief = Arena.start(ArenaProcess.Setup.named("sessions-swept")
                .withConfig("arena.session { retention = 4s, sweep-interval = 1s }")
                .withConfig("pekko.cluster.sharding.passivation.default-idle-strategy.idle-entity.timeout = 1s"))) {
            WireClient client = brief.client("team", "client", brief.open("team"));
            JsonNode first = client.signIn();
            client.expect("set_preferences", WireJson.object("{'priority':'low'}"));
            Waiting.until("the session is counted", () -> openSessions(brief) == 1);
            client.cut();
            Waiting.until("the session is swept", () -> openSessions(brief) == 0);
            JsonNode second = client.signIn();
            assertThat(second.path("resumed").asBoolean()).isFalse();
            assertThat(second.path("session_id")).isNotEqualTo(first.path("session_id"));
            assertThat(second.path("generation").asLong()).isEqualTo(2);
            assertThat(second.path("preferences").path("priority").asText()).isEqualTo("high");
            client.cut();
            Waiting.until("the session is swept again", () -> openSessions(brief) == 0);
            brief.process().kill9();
            brief.process().start();
            assertThat(client.signIn().path("generation").asLong()).isEqualTo(3);
            assertThat(brief.violations()).isEmpty();
        }
    }

    private static long openSessions(Arena arena) {
        return arena.admin()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("arena_session_open "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_operators_watch_is_counted() {
        Identity identity = arena.open("counted");
        WireClient client = arena.client("counted", "client", identity);
        client.signIn();
        client.settle().cut();
        client.resume();
        AdminApi.expect(200, arena.admin().post("/reconnection/heartbeat/client?collective=counted", ""));
        String metrics = arena.admin().get("/metrics").body();
        assertThat(metrics)
                .contains("arena_session_resumes_total{outcome=\"up_to_date\"}")
                .contains("arena_session_absence_seconds_count")
                .contains("arena_session_connections_seconds_count{reason=")
                .contains("arena_session_replays_waiting 0.0")
                .contains("arena_session_buffered_events")
                .containsPattern("arena_session_open [1-9]")
                .containsPattern("arena_session_connected [1-9]");
    }
}
