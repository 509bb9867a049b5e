package org.tradingarena.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.domain.Reason;
import org.tradingarena.protocol.ErrorCode;

@Tag("actor")
class ConnectionProtectionsTest {
    private static final ActorTestKit KIT = ActorTestKit.create(Arena.config());
    private static final String ON = "{\"enabled\":true,\"grace_ms\":60000}";

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private final Arena arena = new Arena(KIT, 7);
    private final TestSocket socket = arena.socket();

    @Test
    void orders_of_a_client_that_is_away_longer_than_its_grace_are_cancelled_once() {
        socket.entered();
        JsonNode set = socket.call("set_cancel_on_disconnect", ON);
        assertThat(set.get("type").asText()).isEqualTo("cancel_on_disconnect_set");
        assertThat(set.get("data").toString()).isEqualTo("{\"enabled\":true,\"grace_ms\":60000}");
        goAway("connection_lost", false);
        passes(Duration.ofSeconds(59));
        assertThat(cancels()).isEmpty();
        passes(Duration.ofSeconds(2));
        cancelledBecauseOf(Reason.CANCEL_ON_DISCONNECT);
        passes(Duration.ofMinutes(10));
        assertThat(cancels()).hasSize(1);
        assertThat(((CollectiveIntent.CancelAllOrders) cancels().getFirst().intent()).clientId())
                .isEqualTo(arena.client());
    }

    @Test
    void a_logout_cancels_nothing() {
        socket.entered();
        socket.call("set_cancel_on_disconnect", ON);
        goAway("logout", true);
        passes(Duration.ofMinutes(5));
        assertThat(cancels()).isEmpty();
    }

    @Test
    void a_client_that_comes_back_in_time_keeps_its_orders() {
        socket.entered();
        socket.call("set_cancel_on_disconnect", ON);
        goAway("connection_lost", false);
        passes(Duration.ofSeconds(50));
        arena.socket().signIn().signedIn();
        passes(Duration.ofMinutes(5));
        assertThat(cancels()).isEmpty();
    }

    @Test
    void the_servers_own_downtime_is_no_absence_and_the_grace_begins_anew() {
        socket.entered();
        socket.call("set_cancel_on_disconnect", ON);
        KIT.stop(arena.connection);
        arena.pass(Duration.ofHours(1));
        arena.start();
        passes(Duration.ofSeconds(59));
        assertThat(cancels()).isEmpty();
        passes(Duration.ofSeconds(2));
        cancelledBecauseOf(Reason.CANCEL_ON_DISCONNECT);
    }

    @Test
    void an_absence_that_a_crash_interrupts_begins_anew() {
        socket.entered();
        socket.call("set_cancel_on_disconnect", ON);
        goAway("connection_lost", false);
        passes(Duration.ofSeconds(50));
        arena.crash();
        passes(Duration.ofSeconds(59));
        assertThat(cancels()).isEmpty();
        passes(Duration.ofSeconds(2));
        cancelledBecauseOf(Reason.CANCEL_ON_DISCONNECT);
    }

    @Test
    void a_cancel_without_an_answer_is_asked_again_until_it_is_done() {
        socket.entered();
        socket.call("set_cancel_on_disconnect", ON);
        goAway("connection_lost", false);
        arena.collective.silence();
        passes(Duration.ofSeconds(61));
        cancelledBecauseOf(Reason.CANCEL_ON_DISCONNECT);
        arena.collective.speakButForget();
        Awaitility.await().untilAsserted(() -> {
            arena.pass(Duration.ofSeconds(1));
            assertThat(cancels()).hasSizeGreaterThan(1);
        });
        // With its answer it is done.
        passes(Duration.ofSeconds(10));
        int sent = cancels().size();
        passes(Duration.ofMinutes(1));
        assertThat(cancels()).hasSize(sent);
    }

    @Test
    void an_overloaded_collective_is_asked_again() {
        socket.entered();
        socket.call("set_cancel_on_disconnect", ON);
        goAway("connection_lost", false);
        arena.collective.overload(true);
        passes(Duration.ofSeconds(61));
        cancelledBecauseOf(Reason.CANCEL_ON_DISCONNECT);
        arena.collective.overload(false);
        passes(Duration.ofSeconds(5));
        int sent = cancels().size();
        assertThat(sent).isGreaterThan(1);
        passes(Duration.ofMinutes(1));
        assertThat(cancels()).hasSize(sent);
    }

    @Test
    void the_dead_mans_switch_fires_unless_it_is_restarted() {
        socket.entered();
        JsonNode set = socket.call("cancel_all_after", "{\"timeout_ms\":30000}");
        assertThat(set.get("data").get("expires_at").asText()).isEqualTo("2026-01-02T03:04:35.678Z");
        passes(Duration.ofSeconds(25));
        assertThat(socket.call("cancel_all_after", "{\"timeout_ms\":30000}")
                        .get("data")
                        .get("expires_at")
                        .asText())
                .isEqualTo("2026-01-02T03:05:00.678Z");
        passes(Duration.ofSeconds(25));
        assertThat(cancels()).isEmpty();
        passes(Duration.ofSeconds(6));
        cancelledBecauseOf(Reason.CANCEL_ALL_AFTER);
        passes(Duration.ofMinutes(3));
        assertThat(cancels()).hasSize(1);
    }

    /** Otherwise an order of before, which was lost, would come after the cancel that was meant for it. */
    @Test
    void once_the_dead_mans_switch_has_fired_nothing_is_to_be_asked_again() {
        socket.entered();
        socket.call("cancel_all_after", "{\"timeout_ms\":30000}");
        passes(Duration.ofSeconds(31));
        cancelledBecauseOf(Reason.CANCEL_ALL_AFTER);
        arena.crashCollective();
        Awaitility.await().until(() -> {
            arena.pass(Duration.ofMillis(100));
            return arena.collective.hasSubscriber();
        });
        arena.collective.emit(1);
        assertThat(socket.events()).containsExactly(8L);
        socket.silent();
    }

    @Test
    void the_dead_mans_switch_can_be_stopped() {
        socket.entered();
        socket.call("cancel_all_after", "{\"timeout_ms\":30000}");
        JsonNode stopped = socket.call("cancel_all_after", "{\"timeout_ms\":0}");
        assertThat(stopped.get("data").get("expires_at").isNull()).isTrue();
        passes(Duration.ofMinutes(3));
        assertThat(cancels()).isEmpty();
    }

    @Test
    void the_dead_mans_switch_survives_a_crash_and_a_logout() {
        socket.entered();
        socket.call("cancel_all_after", "{\"timeout_ms\":30000}");
        goAway("logout", true);
        arena.crash();
        passes(Duration.ofSeconds(29));
        assertThat(cancels()).isEmpty();
        passes(Duration.ofSeconds(2));
        cancelledBecauseOf(Reason.CANCEL_ALL_AFTER);
    }

    @Test
    void a_session_is_forgotten_after_the_retention_and_its_tokens_have_expired() {
        String token = socket.entered();
        goAway("connection_lost", false);
        passesInLongSteps(Duration.ofHours(24));
        passes(Duration.ofSeconds(10));
        assertThat(arena.socket().signInWith(token).refused().code()).isEqualTo(ErrorCode.TOKEN_EXPIRED);
        JsonNode anew = arena.socket().signIn().signedIn();
        assertThat(anew.get("resumed").asBoolean()).isFalse();
    }

    @Test
    void a_session_is_kept_as_long_as_it_owes_a_cancel() {
        socket.entered();
        socket.call("set_cancel_on_disconnect", "{\"enabled\":true,\"grace_ms\":86400000}");
        goAway("connection_lost", false);
        arena.collective.silence();
        passesInLongSteps(Duration.ofHours(25));
        arena.collective.speakButForget();
        passes(Duration.ofMinutes(5));
        cancelledBecauseOf(Reason.CANCEL_ON_DISCONNECT);
    }

    /** Lets time pass in steps: a timer starts where the last one ended. */
    private void passes(Duration duration) {
        if (duration.toSeconds() <= 10) {
            passes(duration, Duration.ofSeconds(1));
        } else {
            passes(duration, duration.toMinutes() < 2 ? Duration.ofSeconds(15) : Duration.ofMinutes(1));
        }
    }

    private void passesInLongSteps(Duration duration) {
        passes(duration, Duration.ofHours(1));
    }

    private void passes(Duration duration, Duration step) {
        Duration left = duration;
        while (left.isPositive()) {
            arena.settle();
            Duration next = left.compareTo(step) < 0 ? left : step;
            arena.pass(next);
            left = left.minus(next);
        }
        arena.settle();
    }

    private void goAway(String reason, boolean logout) {
        socket.gone(reason, logout);
    }

    private void cancelledBecauseOf(Reason reason) {
        Awaitility.await().untilAsserted(() -> assertThat(cancels()).isNotEmpty());
        assertThat(((CollectiveIntent.CancelAllOrders) cancels().getFirst().intent()).reason())
                .isEqualTo(reason);
    }

    private List<CollectiveCommand.Submit> cancels() {
        return arena.collective.heard(CollectiveCommand.Submit.class);
    }
}
