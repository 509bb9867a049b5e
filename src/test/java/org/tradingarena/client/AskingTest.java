package org.tradingarena.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tradingarena.domain.Side;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestEnvelope;

/** Requests: sent once a connection is good, asked again where an answer got lost, and their fate told. */
class AskingTest {
    private static final NewOrder ORDER = NewOrder.limit("BTC/USD", Side.BUY, "0.5", "42000");
    private static final ArenaError UNKNOWN = ArenaError.of(ErrorCode.OUTCOME_UNKNOWN, "not stored");

    private static UnaryOperator<ClientSettings> resendWithin(@Nullable Duration age) {
        return settings -> new ClientSettings(
                settings.collectiveId(),
                settings.clientId(),
                settings.type(),
                settings.role(),
                settings.rooms(),
                settings.reconnection(),
                settings.from(),
                settings.preferStateAbove(),
                settings.gzip(),
                age,
                settings.socketsOnly(),
                settings.socketProbe(),
                settings.heartbeatEvery());
    }

    private static JsonBody order(String clientOrderId) {
        return json -> json.text("order_id", "o1")
                .text("client_order_id", clientOrderId)
                .text("client_id", "bot")
                .text("symbol", "BTC/USD")
                .text("side", "buy")
                .text("order_type", "limit")
                .decimal("quantity", new BigDecimal("0.5"))
                .decimal("price", new BigDecimal("42000"))
                .integer("filled_quantity", 0)
                .decimal("remaining_quantity", new BigDecimal("0.5"))
                .nil("average_fill_price")
                .text("status", "open")
                .text("time_in_force", "gtc")
                .flag("post_only", false)
                .nil("reason")
                .text("created_at", "2026-01-01T00:00:00.000Z")
                .text("updated_at", "2026-01-01T00:00:00.000Z");
    }

    private static void accept(ClientHarness harness, boolean duplicate) {
        RequestEnvelope asked = harness.asked("place_order");
        String id = ((Request.PlaceOrder) asked.request()).clientOrderId();
        harness.answer(
                asked, "order_accepted", json -> json.object("order", order(id)).flag("duplicate", duplicate));
    }

    private static ErrorCode code(CompletableFuture<?> failed) {
        return ((ArenaException) failed.exceptionNow()).code();
    }

    @Test
    void an_order_that_is_asked_for_before_there_is_a_connection_is_sent_with_the_first_one() {
        ClientHarness harness = new ClientHarness();
        CompletableFuture<Placed> placed = harness.client.place(ORDER);
        harness.time.settle();
        harness.established();
        assertThat(harness.socket().sent).hasSize(1); // the auth
        harness.authenticated();
        accept(harness, false);

        assertThat(placed)
                .isCompletedWithValueMatching(done -> done.order().orderId().equals("o1"));
        assertThat(harness.fates).isEmpty();
    }

    @Test
    void an_order_whose_answer_is_lost_is_sent_again_under_the_same_id_after_the_catch_up_and_its_fate_is_told() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        CompletableFuture<Placed> placed = harness.client.place(ORDER);
        harness.time.settle();
        Request first = harness.asked("place_order").request();
        harness.lose(1006);
        harness.time.pass(Duration.ofSeconds(1));
        harness.established();
        harness.authenticated();
        assertThat(harness.sent()).noneMatch(each -> each.request() instanceof Request.PlaceOrder);
        harness.sync(List.of(), harness.arena.head());

        assertThat(harness.asked("place_order").request()).isEqualTo(first);
        accept(harness, true);
        assertThat(placed).isCompletedWithValueMatching(Placed::duplicate);
        assertThat(harness.fates)
                .singleElement()
                .isInstanceOfSatisfying(
                        OrderFate.Accepted.class,
                        fate -> assertThat(fate.clientOrderId()).isEqualTo("run-1"));
    }

    @Test
    void an_order_that_is_refused_at_once_fails_with_the_reason_and_has_no_fate_to_tell() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        CompletableFuture<Placed> placed = harness.client.place(ORDER);
        harness.time.settle();
        harness.refuse(harness.asked("place_order"), ArenaError.of(ErrorCode.INSUFFICIENT_FUNDS, "too poor"));

        assertThatThrownBy(placed::join).hasCauseInstanceOf(ArenaException.class);
        assertThat(code(placed)).isEqualTo(ErrorCode.INSUFFICIENT_FUNDS);
        assertThat(harness.fates).isEmpty();
    }

    @Test
    void an_order_of_unknown_outcome_is_asked_for_until_it_is_known() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        CompletableFuture<Placed> placed = harness.client.place(ORDER);
        harness.time.settle();
        for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30, 30}) {
            long before = orders(harness);
            harness.refuse(harness.asked("place_order"), UNKNOWN);
            harness.time.pass(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(orders(harness)).isEqualTo(before);
            harness.time.pass(Duration.ofMillis(1));
            assertThat(orders(harness)).isEqualTo(before + 1);
            harness.say(
                    harness.socket().sent.isEmpty()
                            ? ""
                            : "{\"type\":\"x\",\"timestamp\":\"2026-01-01T00:00:00.000Z\"}");
        }
        accept(harness, false);
        assertThat(placed).isCompleted();
        assertThat(harness.fates).hasSize(1);
    }

    private static long orders(ClientHarness harness) {
        return harness.sent()
                .filter(each -> each.request() instanceof Request.PlaceOrder)
                .count();
    }

    @Test
    void an_order_that_the_arena_has_no_time_for_fails_after_some_tries() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        CompletableFuture<Placed> placed = harness.client.place(ORDER);
        harness.time.settle();
        for (int i = 0; i <= RetryRule.TRIES; i++) {
            assertThat(placed).isNotDone();
            harness.refuse(
                    harness.asked("place_order"), ArenaError.retryAfter(ErrorCode.OVERLOADED, "nothing happened", 10));
            harness.time.pass(Duration.ofSeconds(1));
        }
        assertThat(code(placed)).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(orders(harness)).isEqualTo(RetryRule.TRIES + 1);
    }

    @Test
    void an_answer_that_never_comes_is_asked_for_again() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        harness.client.place(ORDER);
        harness.time.settle();
        harness.time.pass(Requests.ANSWER_TIMEOUT.minusMillis(1));
        assertThat(orders(harness)).isEqualTo(1);
        harness.time.pass(Duration.ofMillis(1));
        assertThat(orders(harness)).isEqualTo(2);
    }

    @Test
    void the_rate_is_obeyed_by_all_requests_and_fewer_go_at_once_afterwards() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        for (int i = 0; i < 1000; i++) {
            harness.client.place(ORDER);
        }
        harness.time.settle();
        assertThat(orders(harness)).isEqualTo(Requests.MOST_ON_THE_WAY);
        List<RequestEnvelope> sent = harness.sent()
                .filter(each -> each.request() instanceof Request.PlaceOrder)
                .toList();
        sent.forEach(each -> harness.refuse(each, ArenaError.retryAfter(ErrorCode.RATE_LIMITED, "slow down", 250)));
        harness.time.pass(Duration.ofMillis(249));
        assertThat(orders(harness)).isEqualTo(Requests.MOST_ON_THE_WAY);
        harness.time.pass(Duration.ofMillis(1));
        assertThat(orders(harness)).isEqualTo(Requests.MOST_ON_THE_WAY + Requests.MOST_ON_THE_WAY / 2);
    }

    @Test
    void more_requests_than_may_wait_fail_at_once() {
        ClientHarness harness = new ClientHarness();
        for (int i = 0; i < ClientShell.MOST_REQUESTS; i++) {
            assertThat(harness.client.place(ORDER)).isNotDone();
        }
        CompletableFuture<Placed> tooMany = harness.client.place(ORDER);
        assertThat(code(tooMany)).isEqualTo(ErrorCode.OVERLOADED);

        harness.time.settle();
        harness.live(); // the client's own question is not behind ten thousand others
        accept(harness, false);
        assertThat(harness.client.place(ORDER)).isNotDone();
    }

    @Test
    void an_order_too_old_to_be_sent_again_is_looked_up_among_the_newest_commands() {
        ClientHarness harness = new ClientHarness(resendWithin(Duration.ofSeconds(5)));
        harness.live();
        CompletableFuture<Placed> arrived = harness.client.place(ORDER);
        CompletableFuture<Placed> refused = harness.client.place(ORDER);
        harness.time.settle();
        comeBackLate(harness);

        assertThat(orders(harness)).isZero();
        harness.answer(
                harness.asked("get_initial_state"),
                "initial_state",
                json -> json.objects(
                        "commands",
                        List.of("run-1", "run-2"),
                        id -> command -> command.text("client_order_id", id)
                                .text("status", id.equals("run-1") ? "accepted" : "rejected")
                                .object("order", id.equals("run-1") ? order(id) : null)
                                .text("code", id.equals("run-1") ? null : "INSUFFICIENT_FUNDS")));

        assertThat(arrived).isCompletedWithValueMatching(Placed::duplicate);
        assertThat(code(refused)).isEqualTo(ErrorCode.INSUFFICIENT_FUNDS);
        assertThat(harness.fates)
                .hasAtLeastOneElementOfType(OrderFate.Accepted.class)
                .hasAtLeastOneElementOfType(OrderFate.Refused.class);
    }

    private static void comeBackLate(ClientHarness harness) {
        harness.transport.refuseSockets(true);
        harness.lose(1006);
        harness.time.pass(Duration.ofSeconds(2));
        harness.transport.refuseSockets(false);
        harness.time.pass(Duration.ofSeconds(10));
        harness.resumed();
    }

    @Test
    void an_order_that_is_nowhere_was_never_placed() {
        ClientHarness harness = new ClientHarness(resendWithin(Duration.ofSeconds(5)));
        harness.live();
        CompletableFuture<Placed> placed = harness.client.place(ORDER);
        harness.time.settle();
        comeBackLate(harness);
        harness.answer(
                harness.asked("get_initial_state"),
                "initial_state",
                json -> json.objects("commands", List.<String>of(), none -> JsonBody.EMPTY));
        harness.answer(
                harness.asked("get_orders"),
                "orders",
                json -> json.objects("orders", List.of("other"), AskingTest::order)
                        .text("cursor", "7"));
        assertThat(((Request.GetOrders) harness.asked("get_orders").request()).cursor())
                .isEqualTo("7");
        harness.answer(
                harness.asked("get_orders"),
                "orders",
                json -> json.objects("orders", List.<String>of(), AskingTest::order)
                        .nil("cursor"));

        assertThat(code(placed)).isEqualTo(ErrorCode.ORDER_NOT_FOUND);
        assertThat(harness.fates).containsExactly(new OrderFate.NotPlaced("run-1"));
    }

    @Test
    void the_dead_mans_switch_is_never_started_again_by_itself() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        var set = harness.client.request(new Request.CancelAllAfter(60_000));
        harness.time.settle();
        harness.asked("cancel_all_after");
        harness.lose(1006);
        assertThat(code(set)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        harness.time.pass(Duration.ofSeconds(1));
        harness.resumed();
        assertThat(harness.sent()).noneMatch(each -> each.request() instanceof Request.CancelAllAfter);
    }

    @Test
    void a_cancel_and_a_question_are_simply_asked_again() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        var cancelled = harness.client.cancel(Request.OrderReference.byId("o1"));
        var orders = harness.client.request(new Request.GetPortfolio());
        harness.time.settle();
        harness.lose(1006);
        harness.time.pass(Duration.ofSeconds(1));
        harness.resumed();
        harness.answer(harness.asked("cancel_order"), "cancel_accepted", json -> json.object("order", order("run-1")));
        harness.answer(harness.asked("get_portfolio"), "portfolio", JsonBody.EMPTY);
        assertThat(cancelled).isCompleted();
        assertThat(orders).isCompleted();
    }

    @Test
    void closing_fails_what_waits_and_says_whether_it_may_have_happened() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        CompletableFuture<Placed> sent = harness.client.place(ORDER);
        harness.time.settle();
        harness.lose(1006);
        CompletableFuture<Placed> unsent = harness.client.place(ORDER);
        harness.time.settle();
        harness.client.close();
        harness.time.settle();
        assertThat(code(sent)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(code(unsent)).isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void what_no_order_can_be_is_refused_with_the_field() {
        ClientHarness harness = new ClientHarness();
        var noQuantity = harness.client.place(NewOrder.limit("BTC/USD", Side.BUY, "0", "1"));
        assertThat(((ArenaException) noQuantity.exceptionNow()).error().field()).contains("data.quantity");
        var negative = harness.client.place(NewOrder.limit("BTC/USD", Side.BUY, "1", "-1"));
        assertThat(((ArenaException) negative.exceptionNow()).error().field()).contains("data.price");
        var longId = harness.client.place(ORDER.withClientOrderId("x".repeat(65)));
        assertThat(((ArenaException) longId.exceptionNow()).error().field()).contains("data.client_order_id");
    }

    @Test
    void after_the_end_requests_wait_until_the_owner_wants_a_connection_again() {
        ClientHarness harness = new ClientHarness();
        harness.live();
        harness.lose(4501);
        CompletableFuture<Placed> placed = harness.client.place(ORDER);
        harness.time.pass(Duration.ofHours(1));
        assertThat(placed).isNotDone();
        harness.client.reconnectNow();
        harness.time.settle();
        harness.resumed();
        accept(harness, false);
        assertThat(placed).isCompleted();
    }
}
