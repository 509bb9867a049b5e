package org.tradingarena.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Resume.MarketPosition;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.ServerMessage;

/** Market data as a client tells it: in order, each once, and anew where something is missing. */
class MarketChainsTest {
    private static final Room BTC = new Room.MarketSymbol("BTC/USD");

    private static ClientHarness inRoom() {
        ClientHarness harness = new ClientHarness(settings -> new ClientSettings(
                settings.collectiveId(),
                settings.clientId(),
                settings.type(),
                settings.role(),
                List.of(BTC),
                settings.reconnection(),
                settings.from(),
                settings.preferStateAbove(),
                settings.gzip(),
                settings.resendWithin(),
                settings.socketsOnly(),
                settings.socketProbe(),
                settings.heartbeatEvery()));
        harness.live();
        return harness;
    }

    private static void say(ClientHarness harness, String type, long seq, long prevSeq, boolean conflated) {
        harness.say(("{'type':'%s','symbol':'BTC/USD','epoch':'e','seq':%d,'prev_seq':%d,'conflated':%s,'data':{},"
                        + "'timestamp':'2026-01-01T00:00:00.000Z'}")
                .formatted(type, seq, prevSeq, conflated)
                .replace('\'', '"'));
    }

    private static List<Long> told(ClientHarness harness) {
        return harness.market.stream().map(ServerMessage.MarketData::seq).toList();
    }

    @Test
    void messages_are_told_once_and_in_order_from_the_snapshot_on() {
        ClientHarness harness = inRoom();
        say(harness, "trade", 6, 5, false); // of before the snapshot
        say(harness, "book_snapshot", 7, 6, false);
        say(harness, "book_delta", 8, 7, false);
        say(harness, "book_delta", 8, 7, false);
        say(harness, "ticker", 9, 8, false);
        assertThat(told(harness)).containsExactly(7L, 8L, 9L);
    }

    @Test
    void a_conflated_message_may_jump() {
        ClientHarness harness = inRoom();
        say(harness, "book_snapshot", 7, 6, false);
        say(harness, "book_delta", 20, 9, true);
        assertThat(told(harness)).containsExactly(7L, 20L);
        assertThat(harness.warnings).isEmpty();
    }

    @Test
    void a_chain_that_jumps_without_saying_so_is_begun_anew() {
        ClientHarness harness = inRoom();
        say(harness, "book_snapshot", 7, 6, false);
        say(harness, "book_delta", 9, 8, false);
        say(harness, "book_delta", 10, 9, false);
        assertThat(told(harness)).containsExactly(7L);
        assertThat(harness.warnings).hasSize(1);
        assertThat(harness.asked("unsubscribe").request()).isEqualTo(new Request.Unsubscribe(List.of(BTC)));
        assertThat(harness.asked("subscribe").request()).isEqualTo(new Request.Subscribe(List.of(BTC)));

        say(harness, "book_snapshot", 12, 11, false);
        say(harness, "book_delta", 13, 12, false);
        assertThat(told(harness)).containsExactly(7L, 12L, 13L);
    }

    @Test
    void the_chains_are_resumed_where_they_were() {
        ClientHarness harness = inRoom();
        say(harness, "book_snapshot", 7, 6, false);
        say(harness, "book_delta", 8, 7, false);
        harness.lose(1006);
        harness.time.pass(Duration.ofSeconds(1));
        harness.established();
        Request.Auth auth = (Request.Auth) harness.asked("auth").request();
        assertThat(auth.resume().market()).containsEntry("BTC/USD", new MarketPosition("e", 8));
        assertThat(auth.subscriptions()).contains(BTC);

        harness.authenticated();
        harness.sync(List.of(), harness.arena.head());
        say(harness, "book_delta", 9, 8, false);
        assertThat(told(harness)).containsExactly(7L, 8L, 9L);
    }

    @Test
    void rooms_entered_later_are_entered_on_every_connection_to_come() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        var rooms = harness.client.subscribe(List.of(new Room.Leaderboard()));
        harness.time.settle();
        harness.answer(
                harness.asked("subscribe"),
                "subscribed",
                json -> json.texts("rooms", List.of("orders:alpha", "portfolio:alpha", "leaderboard", "unknown:room"))
                        .object("position", harness.here()));
        assertThat(rooms).isCompletedWithValueMatching(all -> all.contains(new Room.Leaderboard()) && all.size() == 3);

        harness.lose(1006);
        harness.time.pass(Duration.ofSeconds(1));
        harness.established();
        assertThat(((Request.Auth) harness.asked("auth").request()).subscriptions())
                .contains(new Room.Leaderboard());
    }
}
