package org.tradingarena.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.tradingarena.client.ConnectionState.Ended;
import org.tradingarena.client.ConnectionState.Live;
import org.tradingarena.client.ConnectionState.Transport;
import org.tradingarena.client.ConnectionState.Waiting;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.domain.Side;
import org.tradingarena.protocol.Amount;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.StreamPosition;

/** Where sockets are impossible: long polling, and the way back. */
class FallbackTest {
    private static final NewOrder ORDER = NewOrder.limit("BTC/USD", Side.BUY, "0.5", "42000");

    /** A client whose sockets are refused, until it has asked for a token. */
    private static ClientHarness blocked() {
        ClientHarness harness = new ClientHarness();
        harness.transport.refuseSockets(true);
        harness.lose(1006);
        harness.time.pass(Duration.ofSeconds(3));
        return harness;
    }

    private static ClientHarness polling() {
        ClientHarness harness = blocked();
        token(harness);
        answer(harness, harness.full());
        return harness;
    }

    private static void token(ClientHarness harness) {
        assertThat(harness.transport.lastCall().what()).isEqualTo(new HttpCall.SignIn());
        answer(harness, json -> json.text("token", "t" + harness.transport.calls.size()));
    }

    private static void answer(ClientHarness harness, JsonBody body) {
        harness.transport.lastCall().answer(body);
        harness.time.settle();
    }

    private static void fail(ClientHarness harness, Throwable cause) {
        harness.transport.lastCall().answer().completeExceptionally(cause);
        harness.time.settle();
    }

    private static void page(ClientHarness harness, List<String> events, boolean more) {
        answer(
                harness,
                json -> json.raws("events", events)
                        .integer("next_after_seq", harness.arena.head())
                        .flag("has_more", more)
                        .text("epoch", harness.arena.epoch()));
    }

    private static String path(ClientHarness harness) {
        return ((HttpCall.Get) harness.transport.lastCall().what()).path();
    }

    private static void deposit(ClientHarness harness) {
        harness.arena.submit(new CollectiveIntent.Deposit("d" + harness.arena.head(), "USD", 100_000_000));
    }

    @Test
    void three_sockets_that_never_heard_the_arena_lead_to_long_polling_where_http_works() {
        ClientHarness harness = blocked();
        assertThat(harness.transport.sockets).hasSize(3);
        token(harness);
        assertThat(path(harness)).isEqualTo("/api/v1/collectives/alpha/state");
        answer(harness, harness.full());

        assertThat(harness.state()).isEqualTo(new Live(Transport.LONG_POLL));
        assertThat(harness.continuity.getLast()).isInstanceOf(Continuity.Began.class);
        assertThat(path(harness))
                .isEqualTo("/api/v1/collectives/alpha/events?after=" + harness.arena.head()
                        + "&limit=500&wait=25&epoch=" + harness.arena.epoch());
    }

    @Test
    void sockets_that_died_after_the_arena_spoke_are_no_reason() {
        ClientHarness harness = new ClientHarness();
        for (int i = 0; i < 5; i++) {
            harness.established();
            harness.lose(1006);
            harness.time.pass(Duration.ofSeconds(30));
        }
        assertThat(harness.transport.calls).isEmpty();
    }

    @Test
    void where_http_does_not_work_either_it_goes_on_as_before() {
        ClientHarness harness = blocked();
        fail(harness, new IOException("refused"));
        assertThat(harness.state())
                .isEqualTo(new Waiting(
                        Duration.ofSeconds(4),
                        3,
                        false,
                        "status 426; and without a socket: the network failed: refused"));
        harness.time.pass(Duration.ofSeconds(4));
        assertThat(harness.transport.sockets).hasSize(4);
        assertThat(harness.transport.calls).hasSize(2);
    }

    @Test
    void events_come_by_polls_and_the_state_with_them() {
        ClientHarness harness = polling();
        long before = harness.arena.head();
        deposit(harness);
        page(harness, List.of(harness.arena.text(before + 1)), false);

        assertThat(harness.events).extracting(PrivateEvent::seq).containsExactly(before + 1);
        assertThat(harness.client.account())
                .hasValueSatisfying(
                        account -> assertThat(account.position().seq()).isEqualTo(before + 1));
        assertThat(path(harness)).contains("after=" + (before + 1)).contains("wait=25");
    }

    @Test
    void orders_go_by_calls_and_what_http_has_no_call_for_waits_for_a_socket_and_says_so() {
        ClientHarness harness = polling();
        CompletableFuture<Placed> placed = harness.client.place(ORDER);
        harness.time.settle();
        HttpCall.Post post = (HttpCall.Post) harness.transport.lastCall().what();
        assertThat(post.path()).isEqualTo("/api/v1/collectives/alpha/orders");
        harness.transport.lastCall().answer().completeExceptionally(refusal(ErrorCode.INSUFFICIENT_FUNDS));
        harness.time.settle();
        assertThat(placed).isCompletedExceptionally();

        var amended =
                harness.client.amend(new Request.AmendOrder(Request.OrderReference.byId("o1"), new Amount("1"), null));
        harness.time.settle();
        assertThat(amended).isNotDone();
        assertThat(harness.warnings).contains("amend_order waits for a socket: there is no such call over HTTP");

        backOnASocket(harness);
        assertThat(harness.asked("amend_order")).isNotNull();
    }

    private static ArenaException refusal(ErrorCode code) {
        return new ArenaException(ArenaError.of(code, "no"));
    }

    private static void backOnASocket(ClientHarness harness) {
        harness.transport.refuseSockets(false);
        harness.time.pass(Duration.ofSeconds(30));
        harness.resumed();
        assertThat(harness.state()).isEqualTo(new Live(Transport.SOCKET));
    }

    @Test
    void every_30_s_a_socket_is_tried_and_the_first_one_that_works_takes_over_by_position() {
        ClientHarness harness = polling();
        int before = harness.transport.sockets.size();
        harness.time.pass(Duration.ofSeconds(61));
        assertThat(harness.transport.sockets).hasSize(before + 2);
        assertThat(harness.state()).isEqualTo(new Live(Transport.LONG_POLL));

        FakeTransport.FakeCall poll = harness.transport.lastCall();
        backOnASocket(harness);
        assertThat(poll.answer()).isCancelled();
        assertThat(harness.continuity.getLast().describe()).isEqualTo("resumed, nothing was missed");

        harness.time.pass(Duration.ofMinutes(1).minusMillis(1));
        assertThat(harness.transport.calls.getLast()).isSameAs(poll);
    }

    @Test
    void a_socket_that_signs_in_and_is_lost_again_gives_way_to_the_poll() {
        ClientHarness harness = polling();
        harness.transport.refuseSockets(false);
        harness.time.pass(Duration.ofSeconds(30));
        harness.established();
        harness.authenticated();
        int calls = harness.transport.calls.size();
        harness.lose(1006);
        assertThat(harness.transport.calls).hasSize(calls + 1);
        assertThat(harness.state()).isEqualTo(new Live(Transport.LONG_POLL));
    }

    @Test
    void a_token_that_ends_is_replaced() {
        ClientHarness harness = polling();
        fail(harness, refusal(ErrorCode.TOKEN_EXPIRED));
        token(harness);
        assertThat(((HttpCall.Get) harness.transport.lastCall().what()).token()).isEqualTo("t4");
        assertThat(harness.state()).isEqualTo(new Live(Transport.LONG_POLL));
    }

    @Test
    void a_position_that_does_not_exist_is_a_reset() {
        ClientHarness harness = polling();
        harness.arena.begin();
        fail(harness, new ArenaException(new ArenaError(ErrorCode.CONFLICT, "no", Map.of("reason", "EPOCH_CHANGED"))));
        answer(harness, harness.full());
        assertThat(harness.continuity.getLast())
                .isEqualTo(new Continuity.Reset(
                        new StreamPosition(harness.arena.epoch(), harness.arena.head()), "EPOCH_CHANGED"));
        assertThat(path(harness)).contains("epoch=" + harness.arena.epoch());
    }

    @Test
    void a_poll_that_fails_means_that_the_network_does_and_all_begins_with_a_socket() {
        ClientHarness harness = polling();
        harness.transport.refuseSockets(false);
        fail(harness, new IOException("reset"));
        assertThat(harness.state()).isInstanceOf(Waiting.class);
        harness.time.pass(Duration.ofSeconds(1));
        harness.resumed();
        assertThat(harness.state()).isEqualTo(new Live(Transport.SOCKET));
    }

    @Test
    void a_key_that_is_refused_ends_it() {
        ClientHarness harness = blocked();
        fail(harness, refusal(ErrorCode.AUTH_FAILED));
        harness.time.pass(Duration.ofHours(1));
        assertThat(harness.state()).isEqualTo(new Ended("AUTH_FAILED: no", null));
        assertThat(harness.transport.sockets).hasSize(3);
    }

    @Test
    void a_socket_that_signed_in_before_a_poll_began_the_record_brings_what_lies_between() {
        ClientHarness harness = blocked();
        harness.transport.refuseSockets(false);
        harness.client.reconnectNow();
        harness.time.settle();
        harness.established(); // signs in without a position: there is none
        token(harness);
        answer(harness, harness.full());
        long before = harness.arena.head();
        deposit(harness);
        harness.authenticated();

        assertThat(((Request.Replay) harness.asked("replay").request()).afterSeq())
                .isEqualTo(before);
    }
}
