package org.tradingarena.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.gateway.HttpTeam.json;
import static org.tradingarena.gateway.HttpTeam.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Server-Sent Events (protocol section 10). */
@Tag("actor")
class EventStreamsTest {
    private static Gateway gateway;

    @BeforeAll
    static void bind() throws Exception {
        gateway = new Gateway("arena.gateway.http.streams.heartbeat = 200ms");
    }

    @AfterAll
    static void unbind() {
        gateway.close();
    }

    private static String epoch(HttpTeam team, String token) throws Exception {
        return json(team.get(token, "/state?include=balances"))
                .path("position")
                .path("epoch")
                .asText();
    }

    @Test
    void without_an_id_it_begins_at_the_head_and_says_where_that_is() throws Exception {
        HttpTeam team = new HttpTeam(gateway, "head").open();
        String token = team.token("bot");
        try (LiveStream stream = gateway.stream(team.request(token, "/stream"))) {
            assertThat(stream.contentType()).startsWith("text/event-stream");
            assertThat(stream.next()).isEqualTo("retry: 1000\nid: " + epoch(team, token) + ":2");
            team.deposit("news");
            LiveStream.Event event = stream.nextEvent();
            assertThat(event.id()).isEqualTo(epoch(team, token) + ":3");
            assertThat(team.get(token, "/events?after=2").body()).contains("\"events\":[" + event.data() + "]");
        }
    }

    @Test
    void it_goes_on_behind_the_last_id_and_from_the_start_behind_0() throws Exception {
        HttpTeam team = new HttpTeam(gateway, "resume").open();
        String token = team.token("bot");
        String epoch = epoch(team, token);
        for (int after = 0; after <= 2; after++) {
            String id = epoch + ":" + after;
            try (LiveStream stream =
                    gateway.stream(team.request(token, "/stream").header("Last-Event-ID", id))) {
                for (int seq = after + 1; seq <= 2; seq++) {
                    assertThat(stream.nextEvent().id()).isEqualTo(epoch + ":" + seq);
                }
                if (after == 2) {
                    team.deposit("news");
                    assertThat(stream.nextEvent().id()).isEqualTo(epoch + ":3");
                }
            }
        }
    }

    @Test
    void a_silent_stream_says_that_it_lives() throws Exception {
        HttpTeam team = new HttpTeam(gateway, "silent").open();
        try (LiveStream stream = gateway.stream(team.request(team.token("bot"), "/stream"))) {
            stream.next();
            assertThat(stream.next()).isEqualTo(":");
            assertThat(stream.next()).isEqualTo(":");
        }
    }

    @Test
    void a_position_that_does_not_exist_gets_a_state_and_goes_on_from_it() throws Exception {
        HttpTeam team = new HttpTeam(gateway, "resets").open();
        String token = team.token("bot");
        String epoch = epoch(team, token);
        for (String id : List.of("another-epoch:1", epoch + ":9")) {
            long head =
                    json(team.get(token, "/state")).path("position").path("seq").asLong();
            try (LiveStream stream =
                    gateway.stream(team.request(token, "/stream").header("Last-Event-ID", id))) {
                LiveStream.Event reset = stream.nextEvent();
                assertThat(reset.type()).isEqualTo("reset");
                assertThat(reset.id()).isEqualTo(epoch + ":" + head);
                JsonNode data = new ObjectMapper().readTree(reset.data());
                assertThat(data.path("reason").asText())
                        .isEqualTo(id.startsWith(epoch) ? "FUTURE_POSITION" : "EPOCH_CHANGED");
                assertThat(data.path("state").path("position").path("seq").asLong())
                        .isEqualTo(head);
                assertThat(data.path("state")
                                .path("balances")
                                .path("USD")
                                .path("total")
                                .asLong())
                        .isEqualTo(998 + head);
                team.deposit("after-" + head);
                assertThat(stream.nextEvent().id()).isEqualTo(epoch + ":" + (head + 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "epoch", "epoch:", ":1", "epoch:-1", "epoch:01", "epoch:9007199254740992", "a b:1"})
    void an_id_of_another_form_is_refused(String id) throws Exception {
        HttpTeam known = new HttpTeam(gateway, "ids-" + Integer.toHexString(id.hashCode())).open();
        HttpResponse<String> refused =
                gateway.send(known.request(known.token("bot"), "/stream").header("Last-Event-ID", id));
        assertThat(refusal(refused)).isEqualTo("400 INVALID_RESUME Last-Event-ID");
    }

    @Test
    void it_lives_through_a_restart_of_its_collective() throws Exception {
        HttpTeam team = new HttpTeam(gateway, "restarts").open();
        String token = team.token("bot");
        try (LiveStream stream = gateway.stream(team.request(token, "/stream"))) {
            stream.next();
            gateway.collectives.stop("restarts");
            team.deposit("news");
            assertThat(stream.nextEvent().id()).isEqualTo(epoch(team, token) + ":3");
        }
    }

    /** With little memory and small writes, so that a stream is often behind, and reads the journal, and comes to the head again. */
    @Test
    void however_far_behind_it_is_it_tells_everything_once_and_in_order() throws Exception {
        try (Gateway small =
                new Gateway("arena.gateway.http.watch.events = 5", "arena.gateway.http.streams.write-bytes = 2 KiB")) {
            HttpTeam team = new HttpTeam(small, "behind").open();
            String token = team.token("bot");
            String epoch = epoch(team, token);
            try (LiveStream stream = small.stream(team.request(token, "/stream"));
                    LiveStream fromStart =
                            small.stream(team.request(token, "/stream").header("Last-Event-ID", epoch + ":0"))) {
                assertThat(stream.next()).endsWith("id: " + epoch + ":2");
                small.collectives.deposit("behind", 600);
                for (int seq = 1; seq <= 602; seq++) {
                    LiveStream.Event event = fromStart.nextEvent();
                    assertThat(event.id()).isEqualTo(epoch + ":" + seq);
                    if (seq > 2) {
                        assertThat(stream.nextEvent()).isEqualTo(event);
                    }
                }
            }
        }
    }

    @Test
    void it_ends_with_its_token() throws Exception {
        try (Gateway hasty =
                new Gateway("arena.gateway.http.streams.heartbeat = 100ms", "arena.gateway.http.token-lifetime = 2s")) {
            HttpTeam team = new HttpTeam(hasty, "tokens").open();
            try (LiveStream stream = hasty.stream(team.request(team.token("bot"), "/stream"))) {
                assertThat(stream.awaitEnd()).isTrue();
            }
        }
    }

    @Test
    void there_are_so_many_of_a_collective_and_a_place_comes_back() throws Exception {
        try (Gateway small = new Gateway(
                "arena.gateway.http.streams.per-collective = 1", "arena.gateway.http.streams.heartbeat = 100ms")) {
            HttpTeam team = new HttpTeam(small, "crowd").open();
            String token = team.token("bot");
            try (LiveStream stream = small.stream(team.request(token, "/stream"))) {
                stream.next();
                assertThat(refusal(team.get(token, "/stream"))).isEqualTo("429 CONNECTION_LIMIT");
            }
            small.awaitStreams(0);
            try (LiveStream next = small.stream(team.request(token, "/stream"))) {
                assertThat(next.next()).startsWith("retry: ");
            }
        }
    }

    @Test
    void when_the_server_stops_it_ends_in_order() throws Exception {
        try (Gateway stopping = new Gateway("arena.gateway.shutdown-grace = 1s")) {
            HttpTeam team = new HttpTeam(stopping, "stops").open();
            String token = team.token("bot");
            try (LiveStream stream = stopping.stream(team.request(token, "/stream"))) {
                stream.next();
                var poll = stopping.sendLater(team.request(token, "/events?after=2&wait=30"));
                stopping.awaitPolls(1);
                stopping.gateway.stop().toCompletableFuture().get(20, TimeUnit.SECONDS);
                assertThat(stream.awaitEnd()).isTrue();
                assertThat(json(poll.get(10, TimeUnit.SECONDS))
                                .path("next_after_seq")
                                .asLong())
                        .isEqualTo(2);
            }
        }
    }
}
