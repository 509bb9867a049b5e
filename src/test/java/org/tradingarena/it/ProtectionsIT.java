package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Orders go with their client, when it asked for that, and never because the server was away (protocol section 6). */
@ExtendWith(ShowsArenaLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtectionsIT {
    private static final Duration GRACE = Duration.ofSeconds(6);
    private static final String CANCEL_ON_DISCONNECT = "CANCEL_ON_DISCONNECT";
    private static final String CANCEL_ALL_AFTER = "CANCEL_ALL_AFTER";

    private final Arena arena = Arena.start(ArenaProcess.Setup.named("protections"));

    @AfterAll
    void end() {
        try {
            WireContract.published().hold(arena.transcript());
            assertThat(arena.violations()).isEmpty();
        } finally {
            arena.close();
        }
    }

    /** Clients of one collective: each has one resting order, and a sibling that sees what becomes of it. */
    private final class Team {
        private final String name;
        private final Identity identity;
        final WireClient sibling;

        Team(String name) {
            this.name = name;
            this.identity = arena.open(name);
            this.sibling = arena.client(name, "sibling", identity);
            sibling.signIn();
        }

        Member member(String client) {
            WireClient signedIn = arena.client(name, client, identity);
            signedIn.signIn();
            JsonNode order = Orders.place(signedIn, Orders.limit("buy", "1", "100"));
            Orders.awaitEvent(signedIn, "order_open", order);
            return new Member(signedIn, order.path("order_id").asText());
        }

        boolean hasOrder(Member member) {
            for (JsonNode order : sibling.expect("get_orders").path("orders")) {
                if (order.path("order_id").asText().equals(member.orderId())) {
                    return true;
                }
            }
            return false;
        }

        void awaitCancelled(Member member, String reason) {
            Waiting.until(
                    "the order of " + member.client().clientId() + " is cancelled because of " + reason,
                    () -> sibling.log().events().stream().anyMatch(event -> isEnd(event, member, reason)));
        }

        private boolean isEnd(JsonNode event, Member member, String reason) {
            JsonNode order = event.path("data").path("order");
            return event.path("type").asText().equals("order_cancelled")
                    && order.path("order_id").asText().equals(member.orderId())
                    && order.path("reason").asText().equals(reason);
        }
    }

    private record Member(WireClient client, String orderId) {
        Member cancelOnDisconnect(Duration grace) {
            client.expect(
                    "set_cancel_on_disconnect",
                    WireJson.object().put("enabled", true).put("grace_ms", grace.toMillis()));
            return this;
        }

        Member cancelAllAfter(Duration timeout) {
            client.expect("cancel_all_after", WireJson.object().put("timeout_ms", timeout.toMillis()));
            return this;
        }
    }

    @Test
    void orders_go_when_their_client_stays_away_and_stay_after_a_logout_or_a_return() {
        Team team = new Team("absent");
        Duration grace = Duration.ofSeconds(3);
        Member loggedOut = team.member("logged-out").cancelOnDisconnect(grace);
        Member back = team.member("back").cancelOnDisconnect(grace);
        Member unprotected = team.member("unprotected");
        Member gone = team.member("gone").cancelOnDisconnect(grace);
        loggedOut.client().logOut();
        back.client().cut();
        unprotected.client().cut();
        back.client().resume();
        gone.client().cut();
        // Who went before it had its grace before it.
        team.awaitCancelled(gone, CANCEL_ON_DISCONNECT);
        assertThat(team.hasOrder(loggedOut)).isTrue();
        assertThat(team.hasOrder(back)).isTrue();
        assertThat(team.hasOrder(unprotected)).isTrue();
        assertThat(team.hasOrder(gone)).isFalse();
    }

    @Test
    void the_dead_mans_switch_fires_for_the_silent_and_not_for_those_who_stopped_it() {
        Team team = new Team("silent");
        Duration timeout = Duration.ofMillis(1500);
        Member stopped = team.member("stopped").cancelAllAfter(timeout).cancelAllAfter(Duration.ZERO);
        Member longer = team.member("longer").cancelAllAfter(timeout).cancelAllAfter(Duration.ofMinutes(10));
        Member silent = team.member("silent").cancelAllAfter(timeout);
        Member logged = team.member("logged").cancelAllAfter(timeout);
        logged.client().logOut();
        team.awaitCancelled(silent, CANCEL_ALL_AFTER);
        // A logout is no word of the dead man's switch.
        team.awaitCancelled(logged, CANCEL_ALL_AFTER);
        assertThat(silent.client().isConnected()).isTrue();
        assertThat(team.hasOrder(stopped)).isTrue();
        assertThat(team.hasOrder(longer)).isTrue();
    }

    @Test
    void both_survive_the_death_of_the_process_whose_own_absence_does_not_count() {
        Team team = new Team("killed");
        Member away = team.member("away").cancelOnDisconnect(GRACE);
        Member back = team.member("back").cancelOnDisconnect(GRACE);
        Member silent = team.member("silent").cancelAllAfter(GRACE);
        Member spoken = team.member("spoken").cancelAllAfter(GRACE);
        arena.process().kill9();
        Waiting.pass(GRACE.plusSeconds(1));
        arena.process().start();
        back.client().resume();
        spoken.client().resume();
        spoken.cancelAllAfter(Duration.ZERO);
        team.sibling.resume();
        for (Member member : new Member[] {away, back, silent, spoken}) {
            assertThat(team.hasOrder(member))
                    .as(
                            "the order of %s right after the restart",
                            member.client().clientId())
                    .isTrue();
        }
        team.awaitCancelled(away, CANCEL_ON_DISCONNECT);
        team.awaitCancelled(silent, CANCEL_ALL_AFTER);
        assertThat(team.hasOrder(back)).isTrue();
        assertThat(team.hasOrder(spoken)).isTrue();
    }
}
