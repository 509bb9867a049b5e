package org.tradingarena.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.collective.Verdict;
import org.tradingarena.domain.Order;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Request;
import org.tradingarena.session.ConnectionCommand.Ask;
import org.tradingarena.session.ConnectionCommand.SocketGone;
import org.tradingarena.session.SocketCommand;

/** Requests of a signed-in socket, each answered once. */
@Tag("actor")
class SocketRequestsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private SocketBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new SocketBench();
    }

    @AfterEach
    void shut() {
        bench.close();
    }

    private static String cancelAll(String id) {
        return "{\"id\":\"" + id + "\",\"type\":\"cancel_all_orders\"}";
    }

    private static String place(String id) {
        return "{\"id\":\"" + id + "\",\"type\":\"place_order\",\"data\":{\"client_order_id\":\"" + id
                + "\",\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"order_type\":\"limit\",\"quantity\":1,\"price\":100}}";
    }

    private static String portfolio(String id) {
        return "{\"id\":\"" + id + "\",\"type\":\"get_portfolio\"}";
    }

    private Ask expectAsk() {
        return bench.connection.expectMessageClass(Ask.class);
    }

    private static Order order() {
        return new Order(
                "o-1",
                "mine",
                "client",
                "BTC/USD",
                Side.BUY,
                OrderType.LIMIT,
                1,
                1,
                1,
                0,
                0,
                OrderStatus.PENDING,
                TimeInForce.GTC,
                false,
                null,
                0,
                0,
                false,
                0,
                SocketBench.START,
                SocketBench.START);
    }

    @Test
    void a_request_goes_to_the_connection_and_its_answer_to_the_client() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn();
        bench.sink.send(portfolio("p"));
        Ask ask = expectAsk();
        assertThat(ask.generation()).isEqualTo(7);
        assertThat(ask.ticket()).isPositive();
        assertThat(ask.envelope().request()).isEqualTo(new Request.GetPortfolio());
        replies.tell(new SocketCommand.Respond(ask.ticket(), "the portfolio"));
        assertThat(bench.sink.next()).isEqualTo("the portfolio");
    }

    @Test
    void what_the_collective_decides_is_rendered_with_the_requests_id() throws Exception {
        bench.signIn();
        List<Verdict> verdicts = List.of(
                new Verdict.Placed(order(), true),
                new Verdict.CancelAccepted(order()),
                new Verdict.CancelAllAccepted(3),
                new Verdict.AmendAccepted(order()),
                new Verdict.Refused(ArenaError.of(ErrorCode.INSUFFICIENT_FUNDS, "too little")));
        List<String> frames = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            bench.sink.send(cancelAll("x"));
            Ask ask = expectAsk();
            ask.replies().tell(new CollectiveReply.Decided(ask.ticket(), verdict));
            frames.add(bench.sink.next());
        }
        assertThat(frames).allSatisfy(frame -> assertThat(frame).contains("\"id\":\"x\""));
        assertThat(frames.get(0)).contains("order_accepted", "\"duplicate\":true", "\"order_id\":\"o-1\"");
        assertThat(frames.get(1)).contains("cancel_accepted", "\"order_id\":\"o-1\"");
        assertThat(frames.get(2)).contains("cancel_all_accepted", "\"count\":3");
        assertThat(frames.get(3)).contains("amend_accepted", "\"order_id\":\"o-1\"");
        assertThat(frames.get(4)).contains("\"type\":\"error\"", "INSUFFICIENT_FUNDS");
    }

    @Test
    void what_the_collective_cannot_do_is_an_error() throws Exception {
        bench.signIn();
        bench.sink.send(cancelAll("1"));
        Ask first = expectAsk();
        first.replies().tell(new CollectiveReply.Overloaded(first.ticket()));
        assertThat(bench.nextError()).isEqualTo("OVERLOADED");
        bench.sink.send(cancelAll("2"));
        Ask second = expectAsk();
        second.replies().tell(new CollectiveReply.OutcomeUnknown(second.ticket()));
        assertThat(bench.nextError()).isEqualTo("OUTCOME_UNKNOWN");
        bench.sink.send(cancelAll("3"));
        Ask third = expectAsk();
        third.replies().tell(new CollectiveReply.NotOpen(third.ticket()));
        assertThat(bench.nextError()).isEqualTo("NOT_FOUND");
    }

    @Test
    void a_second_auth_is_invalid_and_what_is_malformed_names_its_field() throws Exception {
        bench.signIn();
        bench.sink.send(bench.auth(""));
        assertThat(bench.sink.next()).contains("INVALID_MESSAGE", "\"id\":\"a\"");
        bench.sink.send("{\"id\":\"q\",\"type\":\"replay\",\"data\":{}}");
        assertThat(bench.sink.next()).contains("INVALID_MESSAGE", "\"field\":\"data.after_seq\"", "\"id\":\"q\"");
        bench.connection.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void an_observer_may_not_trade_but_may_read() throws Exception {
        bench.signIn(false);
        bench.sink.send(cancelAll("c"));
        assertThat(bench.nextError()).isEqualTo("FORBIDDEN");
        bench.sink.send("{\"type\":\"cancel_all_after\",\"data\":{\"timeout_ms\":0}}");
        assertThat(bench.nextError()).isEqualTo("FORBIDDEN");
        bench.sink.send(portfolio("p"));
        assertThat(expectAsk().envelope().id()).isEqualTo("p");
    }

    @Test
    void what_everybody_may_know_is_answered_without_the_connection() throws Exception {
        bench.signIn();
        bench.sink.send("{\"id\":\"i\",\"type\":\"get_instruments\"}");
        assertThat(bench.sink.next()).contains("\"type\":\"instruments\"", "\"id\":\"i\"", "ETH/USD");
        bench.sink.send("{\"type\":\"get_leaderboard\"}");
        assertThat(bench.sink.next()).contains("\"type\":\"leaderboard\"");
        bench.sink.send("{\"type\":\"get_order_book\",\"data\":{\"symbol\":\"XXX/USD\"}}");
        assertThat(bench.sink.next()).contains("INVALID_SYMBOL", "data.symbol");
        bench.sink.send("{\"type\":\"get_order_book\",\"data\":{\"symbol\":\"BTC/USD\"}}");
        assertThat(bench.nextError()).isEqualTo("OVERLOADED");
        bench.connection.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void beyond_256_requests_without_an_answer_nothing_more_is_read() throws Exception {
        bench.signIn();
        List<Ask> asked = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            bench.sink.awaitPermits(16);
            bench.sink.send(cancelAll("r" + i));
            asked.add(expectAsk());
        }
        bench.sink.awaitPermits(16);
        for (int i = 0; i < 16; i++) {
            bench.sink.send(cancelAll("waits" + i));
        }
        bench.connection.expectNoMessage(Duration.ofMillis(100));
        assertThat(bench.sink.permits()).isZero();
        Ask first = asked.getFirst();
        first.replies().tell(new CollectiveReply.Decided(first.ticket(), new Verdict.CancelAllAccepted(0)));
        assertThat(expectAsk().envelope().id()).isEqualTo("waits0");
        bench.sink.awaitPermits(1);
        assertThat(bench.count("arena.gateway.reading.stopped")).isEqualTo(1);
    }

    @Test
    void requests_for_states_weigh_more() throws Exception {
        bench.signIn();
        for (int i = 0; i < 16; i++) {
            bench.sink.send("{\"type\":\"get_initial_state\"}");
            expectAsk();
        }
        bench.sink.send(portfolio("waits"));
        bench.connection.expectNoMessage(Duration.ofMillis(100));
    }

    @Test
    void at_the_deadline_the_outcome_of_trading_is_unknown_and_a_late_answer_is_dropped() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn();
        bench.sink.send(cancelAll("slow"));
        Ask ask = expectAsk();
        bench.pass(DEADLINE.minusMillis(1));
        assertThat(bench.sink.isQuiet()).isTrue();
        bench.pass(Duration.ofMillis(1));
        assertThat(bench.sink.next()).contains("OUTCOME_UNKNOWN", "\"id\":\"slow\"");
        ask.replies().tell(new CollectiveReply.Decided(ask.ticket(), new Verdict.CancelAllAccepted(0)));
        replies.tell(new SocketCommand.Respond(0, "next"));
        assertThat(bench.sink.next()).isEqualTo("next");
        assertThat(bench.count("arena.gateway.requests.expired")).isEqualTo(1);
        assertThat(bench.count("arena.gateway.requests.late")).isEqualTo(1);
    }

    @Test
    void at_the_deadline_reading_is_overloaded() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn();
        bench.sink.send(portfolio("slow"));
        Ask ask = expectAsk();
        bench.pass(DEADLINE);
        assertThat(bench.nextError()).isEqualTo("OVERLOADED");
        replies.tell(new SocketCommand.Respond(ask.ticket(), "too late"));
        replies.tell(new SocketCommand.Respond(0, "next"));
        assertThat(bench.sink.next()).isEqualTo("next");
    }

    @Test
    void a_connection_that_says_nothing_at_all_has_forgotten_the_socket() throws Exception {
        bench.signIn();
        bench.sink.send(portfolio("1"));
        expectAsk();
        bench.pass(DEADLINE);
        assertThat(bench.nextError()).isEqualTo("OVERLOADED");
        bench.sink.send(portfolio("2"));
        expectAsk();
        bench.pass(DEADLINE);
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.INTERNAL);
        assertThat(bench.connection.expectMessageClass(SocketGone.class).reason())
                .isEqualTo("internal_error");
    }

    /** It is the collective that says nothing. */
    @Test
    void a_connection_that_has_requests_asked_again_has_not_forgotten_the_socket() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn();
        for (String id : List.of("1", "2", "3")) {
            bench.sink.send(portfolio(id));
            expectAsk();
            replies.tell(new SocketCommand.AskAgain());
            expectAsk();
            bench.pass(DEADLINE);
            assertThat(bench.nextError()).isEqualTo("OVERLOADED");
        }
        assertThat(bench.sink.isOpen()).isTrue();
    }

    @Test
    void over_the_rate_each_message_is_refused_with_its_id_and_the_wait() throws Exception {
        bench.signIn();
        for (int i = 0; i < 1999; i++) {
            bench.sink.awaitPermits(16);
            bench.sink.send("{\"type\":\"get_leaderboard\"}");
            assertThat(bench.sink.next()).contains("leaderboard");
        }
        bench.sink.send(portfolio("over"));
        assertThat(bench.sink.next()).contains("RATE_LIMITED", "\"id\":\"over\"", "\"retry_after_ms\":1");
        bench.pass(Duration.ofMillis(1));
        bench.sink.send(portfolio("again"));
        assertThat(expectAsk().envelope().id()).isEqualTo("again");
    }

    @Test
    void whoever_ignores_the_rate_is_closed_with_4029() throws Exception {
        bench.signIn();
        for (int i = 0; i < 60_000 && bench.sink.isOpen(); i++) {
            bench.sink.awaitPermits(1);
            if (bench.sink.isOpen()) {
                bench.sink.send("x");
            }
        }
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.RATE_LIMIT_IGNORED);
        assertThat(bench.count("arena.gateway.messages")).isEqualTo(50_000);
    }

    @Test
    void what_has_no_answer_is_asked_again_when_the_collective_lives_anew_and_answered_once() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn();
        bench.sink.send(place("answered"));
        Ask answered = expectAsk();
        answered.replies().tell(new CollectiveReply.Decided(answered.ticket(), new Verdict.Placed(order(), false)));
        assertThat(bench.sink.next()).contains("\"id\":\"answered\"");
        bench.sink.send(portfolio("p"));
        Ask portfolio = expectAsk();
        bench.sink.send(place("o"));
        Ask order = expectAsk();
        replies.tell(new SocketCommand.AskAgain());
        assertThat(expectAsk()).isEqualTo(portfolio);
        assertThat(expectAsk()).isEqualTo(order);
        bench.connection.expectNoMessage(Duration.ofMillis(50));
        order.replies().tell(new CollectiveReply.Decided(order.ticket(), new Verdict.Placed(order(), false)));
        assertThat(bench.sink.next()).contains("\"id\":\"o\"", "\"duplicate\":false");
        order.replies().tell(new CollectiveReply.Decided(order.ticket(), new Verdict.Placed(order(), true)));
        replies.tell(new SocketCommand.Respond(portfolio.ticket(), "the portfolio"));
        assertThat(bench.sink.next()).isEqualTo("the portfolio");
        assertThat(bench.count("arena.gateway.requests.asked.again")).isEqualTo(2);
        assertThat(bench.count("arena.gateway.requests.late")).isEqualTo(1);
    }

    /** An order must not come after the cancel that was meant for it, nor an amendment be made twice. */
    @Test
    void amendments_and_orders_before_a_cancel_are_not_asked_again() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn();
        bench.sink.send(place("before"));
        expectAsk();
        bench.sink.send(cancelAll("all"));
        Ask cancel = expectAsk();
        cancel.replies().tell(new CollectiveReply.Decided(cancel.ticket(), new Verdict.CancelAllAccepted(0)));
        assertThat(bench.sink.next()).contains("cancel_all_accepted");
        bench.sink.send(place("after"));
        Ask after = expectAsk();
        replies.tell(new SocketCommand.AskAgain());
        assertThat(expectAsk()).isEqualTo(after);
        bench.sink.send(
                "{\"id\":\"one\",\"type\":\"amend_order\",\"data\":{\"client_order_id\":\"mine\",\"price\":2}}");
        expectAsk();
        replies.tell(new SocketCommand.AskAgain());
        bench.connection.expectNoMessage(Duration.ofMillis(50));
        bench.pass(DEADLINE);
        assertThat(List.of(bench.sink.next(), bench.sink.next(), bench.sink.next()))
                .allSatisfy(frame -> assertThat(frame).contains("OUTCOME_UNKNOWN"));
    }

    @Test
    void cancels_are_asked_again_but_none_of_all_when_an_order_followed_it() throws Exception {
        ActorRef<SocketCommand> replies = bench.signIn();
        bench.sink.send("{\"id\":\"one\",\"type\":\"cancel_order\",\"data\":{\"client_order_id\":\"mine\"}}");
        Ask one = expectAsk();
        bench.sink.send(cancelAll("all"));
        Ask all = expectAsk();
        replies.tell(new SocketCommand.AskAgain());
        assertThat(expectAsk()).isEqualTo(one);
        assertThat(expectAsk()).isEqualTo(all);
        bench.sink.send(place("after"));
        Ask after = expectAsk();
        replies.tell(new SocketCommand.AskAgain());
        assertThat(expectAsk()).isEqualTo(one);
        assertThat(expectAsk()).isEqualTo(after);
        bench.connection.expectNoMessage(Duration.ofMillis(50));
    }

    /** Its node was lost: whatever is asked on this socket would have no answer. */
    @Test
    void when_its_connection_stops_a_socket_closes_with_1011_at_once() throws Exception {
        bench.signIn();
        bench.sink.send(cancelAll("1"));
        expectAsk();
        bench.connection.stop();
        assertThat(bench.sink.closedWith()).isEqualTo(CloseCode.INTERNAL);
    }
}
