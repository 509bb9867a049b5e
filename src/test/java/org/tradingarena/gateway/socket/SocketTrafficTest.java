package org.tradingarena.gateway.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.gateway.transport.Frame;
import org.tradingarena.gateway.transport.Inbound;
import org.tradingarena.market.MarketFrames;
import org.tradingarena.market.MarketHubCommand;
import org.tradingarena.market.MarketHubCommand.Resync;
import org.tradingarena.market.MarketHubCommand.Subscribe;
import org.tradingarena.market.MarketHubCommand.Unsubscribe;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.Resume.MarketPosition;
import org.tradingarena.protocol.Room;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.session.ConnectionCommand.Credit;
import org.tradingarena.session.ConnectionCommand.SocketGone;
import org.tradingarena.session.SocketCommand;
import org.tradingarena.standings.LeaderboardHub;

/** What a socket writes, how it lives and how it ends. */
@Tag("actor")
class SocketTrafficTest {
    private static final Room.MarketSymbol BTC = new Room.MarketSymbol("BTC/USD");

    /** More than a client may leave unread before its socket holds back. */
    private static final String LARGE = "x".repeat(300_000);

    private SocketBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new SocketBench();
    }

    @AfterEach
    void shut() {
        bench.close();
    }

    private static String leaderboardRequest() {
        return "{\"type\":\"get_leaderboard\"}";
    }

    private SocketGone expectGone() {
        return bench.connection.expectMessageClass(SocketGone.class);
    }

    // Events and credit.

    @Test
    void events_take_credit_and_more_comes_while_the_client_reads() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn();
        for (int i = 0; i < 8; i++) {
            replies.tell(new SocketCommand.Deliver("event " + i, 1, i));
            assertThat(bench.sink.next()).isEqualTo("event " + i);
        }
        bench.connection.expectMessage(new Credit(7, 8));
        bench.sink.stall();
        replies.tell(new SocketCommand.Deliver(LARGE, 1, 9));
        for (int i = 0; i < 15; i++) {
            replies.tell(new SocketCommand.Deliver("more", 1, 10 + i));
        }
        bench.settle();
        bench.connection.expectNoMessage(Duration.ofMillis(50));
        bench.sink.drain();
        bench.connection.expectMessage(new Credit(7, 16));
    }

    @Test
    void a_phone_gets_one_frame_after_the_other_in_its_time_and_no_answer_overtakes_an_event() throws Exception {
        bench.prefer(Preferences.defaults(ClientType.IOS));
        ActorRef<SocketCommand> replies = bench.signIn();
        replies.tell(new SocketCommand.Deliver("first", 1, 1));
        assertThat(bench.sink.next()).isEqualTo("first");
        replies.tell(new SocketCommand.Deliver("second", 1, 2));
        replies.tell(new SocketCommand.Respond(0, "the state after the second"));
        bench.settle();
        bench.pass(Duration.ofMillis(199));
        bench.settle();
        assertThat(bench.sink.isQuiet()).isTrue();
        bench.connection.expectNoMessage(Duration.ofMillis(50));
        bench.pass(Duration.ofMillis(1));
        assertThat(bench.sink.next()).isEqualTo("second");
        assertThat(bench.sink.next()).isEqualTo("the state after the second");
        bench.pass(Duration.ofMillis(200));
        bench.connection.expectMessage(new Credit(7, 1));
    }

    @Test
    void market_data_over_the_pace_comes_in_short_when_its_time_has_come() throws Exception {
        bench.prefer(Preferences.defaults(ClientType.IOS));
        bench.signIn(BTC);
        Subscribe subscribe = bench.hub.expectMessageClass(Subscribe.class);
        subscribe.to().tell(btc(10, true, "snapshot"));
        subscribe.to().tell(btc(11, false, "dropped"));
        subscribe.to().tell(btc(12, false, "dropped too"));
        assertThat(bench.sink.next()).isEqualTo("snapshot");
        bench.settle();
        bench.pass(Duration.ofMillis(200));
        assertThat(bench.hub.expectMessageClass(Resync.class).after()).isEqualTo(10);
        subscribe.to().tell(btc(12, true, "in short"));
        assertThat(bench.sink.next()).isEqualTo("in short");
    }

    @Test
    void of_standings_that_come_too_fast_the_newest_one_is_written() throws Exception {
        bench.prefer(Preferences.defaults(ClientType.IOS));
        bench.signIn(new Room.Leaderboard());
        Consumer<String> standings = bench.leaderboard
                .expectMessageClass(LeaderboardHub.Subscribe.class)
                .frames();
        standings.accept("one");
        assertThat(bench.sink.next()).isEqualTo("one");
        standings.accept("two");
        standings.accept("three");
        bench.settleBehindStandings();
        bench.pass(Duration.ofMillis(200));
        assertThat(bench.sink.next()).isEqualTo("three");
    }

    @Test
    void a_client_that_wants_gzip_gets_long_frames_as_one_binary_frame_each() throws Exception {
        bench.sink.send(bench.auth(",\"compression\":\"gzip\""));
        ActorRef<SocketCommand> replies = bench.expectSignIn().socket();
        String welcome = "w".repeat(2000);
        replies.tell(
                new SocketCommand.SignedIn(1, true, List.of(), Preferences.defaults(ClientType.BOT), welcome, null));
        assertThat(bench.sink.next()).isEqualTo(welcome);
        String tooShort = "s".repeat(1024);
        replies.tell(new SocketCommand.Respond(0, tooShort));
        Frame text = bench.sink.nextFrame();
        assertThat(text.isBinary()).isFalse();
        assertThat(text.payload()).isEqualTo(tooShort);
        String longEnough = "ä".repeat(513);
        replies.tell(new SocketCommand.Deliver(longEnough, 1, 1));
        Frame binary = bench.sink.nextFrame();
        assertThat(binary.isBinary()).isTrue();
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(binary.content()))) {
            assertThat(new String(unzipped.readAllBytes(), UTF_8)).isEqualTo(longEnough);
        }
        replies.tell(new SocketCommand.Respond(0, LARGE));
        assertThat(bench.sink.nextFrame().isBinary()).isTrue();
    }

    @Test
    void preferences_that_change_count_at_once() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn();
        replies.tell(new SocketCommand.PreferencesChanged(new Preferences(
                Preferences.Delivery.BATCHED, Preferences.Priority.LOW, 1, Preferences.Compression.GZIP)));
        replies.tell(new SocketCommand.Deliver("x".repeat(2000), 1, 1));
        replies.tell(new SocketCommand.Deliver("second", 1, 1));
        assertThat(bench.sink.nextFrame().isBinary()).isTrue();
        bench.settle();
        assertThat(bench.sink.isQuiet()).isTrue();
        bench.pass(Duration.ofSeconds(1));
        assertThat(bench.sink.next()).isEqualTo("second");
    }

    // Slow clients.

    @Test
    void while_too_much_is_unread_requests_wait_and_then_go_on() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn();
        bench.sink.stall();
        replies.tell(new SocketCommand.Respond(0, LARGE));
        await().until(() -> bench.sink.pendingBytes() > 0);
        bench.sink.send("{\"id\":\"p\",\"type\":\"get_portfolio\"}");
        bench.connection.expectNoMessage(Duration.ofMillis(100));
        bench.sink.drain();
        assertThat(bench.connection
                        .expectMessageClass(ConnectionCommand.Ask.class)
                        .envelope()
                        .id())
                .isEqualTo("p");
        bench.sink.awaitPermits(16);
    }

    @Test
    void more_than_may_ever_wait_closes_with_4010() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn();
        bench.sink.stall();
        for (int i = 0; i < 113; i++) {
            replies.tell(new SocketCommand.Respond(0, LARGE));
        }
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.NO_PROGRESS);
        assertThat(expectGone().reason()).isEqualTo("no_progress");
    }

    @Test
    void a_client_that_takes_nothing_for_a_minute_is_closed_with_4010_even_if_it_talks() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn();
        bench.sink.stall();
        replies.tell(new SocketCommand.Respond(0, "unread"));
        await().until(() -> bench.sink.pendingBytes() > 0);
        for (int second = 0; second < 70 && bench.sink.isOpen(); second += 5) {
            bench.sink.send(leaderboardRequest());
            bench.sink.awaitPermits(16);
            bench.pass(Duration.ofSeconds(5));
            if (second < 50) {
                assertThat(bench.sink.isOpen()).isTrue();
            }
        }
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.NO_PROGRESS);
    }

    // Market rooms.

    private MarketFrames btc(long seq, boolean anew, String... texts) {
        return new MarketFrames("BTC/USD", List.of(texts), seq, anew);
    }

    @Test
    void a_symbol_in_two_rooms_is_subscribed_once_and_left_when_no_room_has_it() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn(new Room.Market(), BTC);
        List<String> symbols = List.of(
                bench.hub.expectMessageClass(Subscribe.class).symbol(),
                bench.hub.expectMessageClass(Subscribe.class).symbol());
        assertThat(symbols).containsExactlyInAnyOrder("BTC/USD", "ETH/USD");
        replies.tell(new SocketCommand.RoomsChanged(List.of(BTC)));
        bench.hub.expectMessage(new Unsubscribe(bench.connectionId(), "ETH/USD"));
        replies.tell(new SocketCommand.RoomsChanged(List.of(BTC, new Room.MarketSymbol("XXX/USD"))));
        bench.hub.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void a_market_position_of_the_resume_goes_to_the_hub() throws Exception {
        bench.sink.send(bench.auth(",\"resume\":{\"market\":{\"BTC/USD\":{\"epoch\":\"e\",\"seq\":12}}}"));
        bench.expectSignIn()
                .socket()
                .tell(new SocketCommand.SignedIn(
                        1, true, List.of(BTC), Preferences.defaults(ClientType.BOT), "welcome", null));
        assertThat(bench.hub.expectMessageClass(Subscribe.class).resume()).isEqualTo(new MarketPosition("e", 12));
    }

    @Test
    void market_messages_that_came_together_share_a_frame() throws Exception {
        bench.signIn(BTC);
        Subscribe subscribe = bench.hub.expectMessageClass(Subscribe.class);
        subscribe.to().tell(btc(1, true, "{\"n\":1}"));
        subscribe.to().tell(btc(3, false, "{\"n\":2}", "{\"n\":3}"));
        assertThat(bench.sink.next()).isEqualTo("{\"n\":1}");
        assertThat(bench.sink.next()).isEqualTo("{\"type\":\"events\",\"data\":{\"events\":[{\"n\":2},{\"n\":3}]}}");
    }

    @Test
    void what_a_slow_client_missed_of_a_market_comes_in_short_once_there_is_room() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn(BTC);
        Subscribe subscribe = bench.hub.expectMessageClass(Subscribe.class);
        subscribe.to().tell(btc(10, true, "snapshot"));
        assertThat(bench.sink.next()).isEqualTo("snapshot");
        bench.sink.stall();
        replies.tell(new SocketCommand.Respond(0, LARGE));
        await().until(() -> bench.sink.pendingBytes() > 0);
        subscribe.to().tell(btc(11, false, "dropped"));
        subscribe.to().tell(btc(12, false, "dropped too"));
        await().until(() -> bench.count("arena.gateway.market.dropped") == 2);
        bench.hub.expectNoMessage(Duration.ofMillis(50));
        bench.sink.drain();
        bench.hub.expectMessage(new Resync(bench.connectionId(), "BTC/USD", 10));
        subscribe.to().tell(btc(13, false, "before the new beginning"));
        subscribe.to().tell(btc(13, true, "in short"));
        subscribe.to().tell(btc(14, false, "and on"));
        assertThat(bench.sink.next()).hasSize(LARGE.length());
        assertThat(bench.sink.next()).isEqualTo("in short");
        assertThat(bench.sink.next()).isEqualTo("and on");
    }

    @Test
    void the_leaderboard_is_watched_only_in_its_room() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn(new Room.Leaderboard());
        LeaderboardHub.Subscribe subscribe = bench.leaderboard.expectMessageClass(LeaderboardHub.Subscribe.class);
        subscribe.frames().accept("standings");
        assertThat(bench.sink.next()).isEqualTo("standings");
        replies.tell(new SocketCommand.RoomsChanged(List.of()));
        bench.leaderboard.expectMessage(new LeaderboardHub.Unsubscribe(bench.connectionId()));
        subscribe.frames().accept("late standings");
        replies.tell(new SocketCommand.Respond(0, "next"));
        assertThat(bench.sink.next()).isEqualTo("next");
    }

    // Life and end.

    @Test
    void a_minute_without_a_message_closes_with_4008() throws Exception {
        bench.signIn();
        bench.pass(Duration.ofSeconds(59));
        bench.sink.send(leaderboardRequest());
        assertThat(bench.sink.next()).contains("leaderboard");
        bench.pass(Duration.ofSeconds(59));
        bench.connection.expectNoMessage(Duration.ofMillis(20));
        assertThat(bench.sink.isOpen()).isTrue();
        bench.pass(Duration.ofSeconds(1));
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.HEARTBEAT_TIMEOUT);
        assertThat(expectGone().reason()).isEqualTo("heartbeat_timeout");
    }

    @Test
    void a_socket_that_is_taken_over_closes_and_does_not_report() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn(BTC);
        bench.hub.expectMessageClass(Subscribe.class);
        replies.tell(new SocketCommand.CloseWith(CloseCode.SESSION_TAKEN_OVER));
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.SESSION_TAKEN_OVER);
        bench.hub.expectMessage(new MarketHubCommand.Gone(bench.connectionId()));
        bench.sink.tell(new Inbound.Ended(4501, false));
        bench.connection.expectTerminated(bench.socket);
        bench.connection.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void a_close_1000_is_a_logout_and_a_lost_connection_is_not() throws Exception {
        bench.signIn();
        bench.sink.tell(new Inbound.Ended(1000, true));
        assertThat(expectGone()).isEqualTo(new SocketGone(7, "logout", true));
        bench.connection.expectTerminated(bench.socket);
        assertThat(bench.limits.size()).isZero();
        try (SocketBench other = new SocketBench()) {
            other.signIn();
            other.sink.tell(new Inbound.Ended(Inbound.LOST, true));
            assertThat(other.connection.expectMessageClass(SocketGone.class))
                    .isEqualTo(new SocketGone(7, "connection_lost", false));
        }
    }

    @Test
    void a_close_that_the_transport_never_finishes_still_ends_the_socket() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn();
        replies.tell(new SocketCommand.CloseWith(CloseCode.SIMULATED_DISCONNECT));
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.SIMULATED_DISCONNECT);
        bench.pass(Duration.ofSeconds(10));
        bench.connection.expectTerminated(bench.socket);
    }

    @Test
    void before_a_planned_stop_clients_are_told_and_then_closed_with_1001() throws Exception {
        bench.signIn();
        bench.socket.tell(new SocketMessage.ShutdownAnnounced(Duration.ofSeconds(2)));
        assertThat(bench.sink.next()).contains("\"type\":\"server_shutdown\"", "\"grace_ms\":2000", "\"id\":null");
        assertThat(bench.sink.isOpen()).isTrue();
        bench.socket.tell(new SocketMessage.ShutdownDue());
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.GOING_AWAY);
        assertThat(expectGone().reason()).isEqualTo("server_shutdown");
    }

    @Test
    void nothing_is_written_for_an_older_owner_after_the_close() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn();
        replies.tell(new SocketCommand.CloseWith(CloseCode.SESSION_TAKEN_OVER));
        replies.tell(new SocketCommand.Deliver("late event", 1, 9));
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.SESSION_TAKEN_OVER);
        assertThat(bench.sink.isQuiet()).isTrue();
    }
}
