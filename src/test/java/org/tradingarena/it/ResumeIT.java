package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every outcome of a resume over a real socket (protocol section 4). Each test has a collective of its own. */
@ExtendWith(ShowsArenaLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumeIT {
    private static final String FUTURE = "9007199254740991";

    private final Arena arena = Arena.start(ArenaProcess.Setup.named("resume"));
    private Identity identity = Identity.random();
    private WireClient client = arena.client("none", "none", identity);
    private WireClient sibling = client;
    private String collective = "";
    private int collectives;

    @BeforeEach
    void newCollective() {
        collective = "team-" + ++collectives;
        identity = arena.open(collective);
        client = arena.client(collective, "client", identity);
        sibling = arena.client(collective, "sibling", identity);
        client.signIn();
        sibling.signIn();
    }

    @AfterAll
    void end() {
        try {
            assertThat(arena.violations()).isEmpty();
            WireContract.published().hold(arena.transcript());
        } finally {
            arena.close();
        }
    }

    private static ObjectNode resumeFrom(String epoch, String seq) {
        return WireJson.object("{'resume':{'epoch':'" + epoch + "','seq':" + seq + "}}");
    }

    private void assertLiveAfter(WireClient back) {
        JsonNode order = Orders.place(back, Orders.limit("buy", "1", "50"));
        Orders.awaitEvent(back, "order_open", order);
    }

    /** What the sibling, who was never away, saw after a seq. */
    private NavigableMap<Long, String> seenBySibling(long after) {
        return sibling.settle().log().texts().tailMap(after, false);
    }

    // ---- the outcomes ----

    @Test
    void who_missed_nothing_is_up_to_date() {
        client.cut();
        ResumeRecord resume = client.resume();
        assertThat(resume.pages()).isEqualTo(1);
        assertThat(resume.first().path("outcome").asText()).isEqualTo("up_to_date");
        assertThat(resume.first().path("source").asText()).isEqualTo("none");
        assertThat(resume.first().path("missed").asInt()).isZero();
        assertThat(resume.first().path("to_seq").asLong())
                .isEqualTo(client.log().position());
        assertThat(resume.last().path("summary").toString()).isEqualTo("{\"counts\":{},\"symbols\":{}}");
        assertLiveAfter(client);
    }

    @Test
    void who_missed_a_little_gets_it_from_the_buffer_and_byte_for_byte() {
        long before = client.log().position();
        client.cut();
        Orders.grow(sibling, 10);
        ResumeRecord resume = client.resume();
        assertThat(resume.first().path("outcome").asText()).isEqualTo("replayed");
        assertThat(resume.first().path("source").asText()).isEqualTo("buffer");
        assertThat(resume.events())
                .hasSize(40)
                .containsExactlyElementsOf(seenBySibling(before).values());
        assertLiveAfter(client);
    }

    @Test
    void who_missed_1300_events_gets_them_in_pages_from_the_journal() {
        long before = client.log().position();
        client.cut();
        long head = Orders.grow(sibling, 325);
        ResumeRecord resume = client.resume();
        assertThat(resume.first().path("outcome").asText()).isEqualTo("replayed");
        assertThat(resume.first().path("source").asText()).isEqualTo("journal");
        assertThat(resume.pages()).isGreaterThanOrEqualTo(3);
        assertThat(resume.last().path("to_seq").asLong()).isEqualTo(head);
        assertThat(resume.events())
                .hasSize(1300)
                .containsExactlyElementsOf(seenBySibling(before).values());
        assertLiveAfter(client);
    }

    @Test
    void who_was_never_there_may_begin_at_the_beginning() {
        Orders.grow(sibling, 5);
        WireClient newcomer = arena.client(collective, "newcomer", identity);
        newcomer.signIn(resumeFrom(sibling.log().epoch(), "0"));
        ResumeRecord resume = newcomer.awaitResumed();
        assertThat(resume.first().path("outcome").asText()).isEqualTo("replayed");
        assertThat(resume.first().path("interruption").isNull())
                .as("it never had a socket")
                .isTrue();
        assertThat(newcomer.log().events().getFirst().path("type").asText()).isEqualTo("collective_opened");
        assertThat(newcomer.log().events().getFirst().path("prev_seq").asLong()).isZero();
        assertThat(newcomer.log().position()).isEqualTo(Orders.head(sibling));
    }

    @Test
    void who_prefers_a_snapshot_gets_one_instead_of_too_many_events() {
        client.cut();
        long head = Orders.grow(sibling, 5);
        JsonNode resting = Orders.place(sibling, Orders.limit("buy", "1", "50"));
        Orders.awaitEvent(sibling, "order_open", resting);
        ObjectNode fields = WireJson.object();
        fields.set("resume", client.position().put("prefer", "snapshot").put("max_events", 19));
        client.signIn(fields);
        ResumeRecord resume = client.awaitResumed();
        assertThat(resume.first().path("outcome").asText()).isEqualTo("snapshot");
        assertThat(resume.first().path("to_seq").asLong()).isEqualTo(head + 2);
        Frame state = client.inbox().await("the state", frame -> frame.type().equals("initial_state"));
        assertThat(state.json().path("id").isNull()).isTrue();
        assertThat(state.data().path("position").path("seq").asLong()).isEqualTo(head + 2);
        assertThat(state.data().path("orders").path("count").asInt()).isEqualTo(1);
        assertLiveAfter(client);
    }

    @Test
    void who_prefers_a_snapshot_gets_the_events_if_they_are_few() {
        client.cut();
        Orders.grow(sibling, 5);
        ObjectNode fields = WireJson.object();
        fields.set("resume", client.position().put("prefer", "snapshot").put("max_events", 20));
        client.signIn(fields);
        assertThat(client.awaitResumed().first().path("outcome").asText()).isEqualTo("replayed");
    }

    @Test
    void another_epoch_is_another_history() {
        client.cut();
        client.signIn(resumeFrom("00000000-0000-0000-0000-000000000000", "1"));
        assertReset("EPOCH_CHANGED");
    }

    @Test
    void a_position_above_the_head_is_no_history_of_ours() {
        client.cut();
        client.signIn(
                resumeFrom(client.log().epoch(), Long.toString(client.log().position() + 1)));
        assertReset("FUTURE_POSITION");
        client.cut();
        client.signIn(resumeFrom(client.log().epoch(), FUTURE));
        assertReset("FUTURE_POSITION");
        assertThat(arena.process().logLines())
                .as("the alarm: the server may have lost data")
                .anyMatch(line -> line.contains(collective) && (line.contains(" ERROR ") || line.contains(" WARN ")));
    }

    private void assertReset(String reason) {
        ResumeRecord resume = client.awaitResumed();
        assertThat(resume.first().path("outcome").asText()).isEqualTo("reset");
        assertThat(resume.first().path("reason").asText()).isEqualTo(reason);
        assertThat(resume.first().path("to_seq").asLong()).isEqualTo(Orders.head(sibling));
        Frame state = client.inbox().await("the state", frame -> frame.type().equals("initial_state"));
        assertThat(state.data().path("position").path("seq").asLong())
                .isEqualTo(resume.first().path("to_seq").asLong());
        assertLiveAfter(client);
    }

    // ---- the digest and the interruption ----

    @Test
    void the_digest_tells_what_happened_while_away() {
        String other = "other-of-" + collective;
        WireClient stranger = arena.client(other, "stranger", arena.open(other));
        stranger.signIn();
        Orders.trade(sibling, stranger, "1.5", "2000");
        client.settle().cut();
        Orders.trade(sibling, stranger, "0.25", "2100");
        Orders.trade(stranger, sibling, "0.75", "1900");
        Orders.grow(sibling, 3);
        ResumeRecord resume = client.resume();
        JsonNode symbols = resume.last().path("summary").path("symbols");
        assertThat(symbols.properties()).hasSize(1);
        assertThat(symbols.path("ETH/USD").toString())
                .as("short 1.75 at 2014.2857, of which 0.75 bought back at 1900")
                .startsWith("{\"bought\":0.75,\"sold\":0.25,\"realized_pnl\":85.71428")
                .endsWith(",\"fees\":0}");
        Map<String, Integer> counts = new TreeMap<>();
        resume.events()
                .forEach(
                        event -> counts.merge(WireJson.parse(event).path("type").asText(), 1, Integer::sum));
        assertThat(counts)
                .containsEntry("order_filled", 2)
                .containsEntry("order_cancelled", 3)
                .containsEntry("order_accepted", 5);
    }

    @Test
    void the_interruption_is_told_with_its_length_and_a_logout_is_told_from_a_cut() {
        for (int i = 0; i < 5; i++) {
            client.cut();
            JsonNode cut = afterAMoment();
            client.logOut();
            JsonNode logout = afterAMoment();
            assertThat(cut.path("duration_ms").asLong()).isBetween(50L, 10_000L);
            assertThat(logout.path("reason").asText())
                    .isNotEqualTo(cut.path("reason").asText());
        }
    }

    private JsonNode afterAMoment() {
        Waiting.pass(java.time.Duration.ofMillis(100));
        return client.resume().first().path("interruption");
    }

    // ---- in the middle of things ----

    @Test
    void who_drops_in_the_middle_of_a_catch_up_goes_on_from_where_it_got() {
        long before = client.log().position();
        client.cut();
        Orders.grow(sibling, 400);
        client.begin(WireJson.object());
        long missedAll = Orders.head(sibling);
        Waiting.until("a first page", () -> client.log().position() > before);
        client.cut();
        long reached = client.log().position();
        ResumeRecord rest = client.resume();
        assertThat(rest.first().path("from_seq").asLong())
                .isEqualTo(client.log().position() - rest.events().size())
                .isGreaterThanOrEqualTo(reached);
        assertThat(client.log().texts().tailMap(before, false)).hasSize(1600);
        assertThat(client.log().position()).isEqualTo(missedAll);
    }

    @Test
    void trading_goes_on_during_a_catch_up_and_nothing_comes_twice_or_out_of_order() {
        client.cut();
        Orders.grow(sibling, 400);
        client.begin(WireJson.object());
        Orders.grow(sibling, 50);
        client.awaitResumed();
        Waiting.until("the client has everything", () -> client.log().position() == Orders.head(sibling));
        assertThat(client.log().texts()).isEqualTo(seenBySibling(0));
    }

    @Test
    void history_is_not_served_beside_a_catch_up() {
        Orders.grow(sibling, 400);
        List<String> codes = new ArrayList<>();
        Waiting.until("a replay in the middle of a catch-up", () -> {
            WireClient late = arena.client(collective, "late", identity);
            late.connect();
            ObjectNode auth = late.credentials();
            auth.setAll(resumeFrom(sibling.log().epoch(), "0"));
            late.askToSignIn(auth);
            Frame answer =
                    late.request("replay", WireJson.object().put("after_seq", 0).put("limit", 1));
            codes.add(answer.isError() ? answer.code() : answer.type());
            late.close();
            return codes.contains("REPLAY_IN_PROGRESS");
        });
        assertThat(codes).containsAnyOf("REPLAY_IN_PROGRESS").isSubsetOf("REPLAY_IN_PROGRESS", "replay");
    }

    @Test
    void the_newer_socket_wins_and_what_the_older_one_still_says_is_harmless() {
        try (RawSocket old = RawSocket.open(arena.process(), "/ws/v1/" + collective)) {
            JsonNode challenge = WireJson.parse(old.read().text()).path("data");
            ObjectNode data = WireJson.object()
                    .put("client_id", "twice")
                    .put("public_key", identity.publicKey())
                    .put(
                            "signature",
                            Identity.base64Url(identity.signIn(
                                    challenge.path("connection_id").asText(),
                                    challenge.path("nonce").asText(),
                                    collective,
                                    "twice")));
            old.text(WireJson.object().put("type", "auth").set("data", data).toString());
            JsonNode first = WireJson.parse(old.read().text()).path("data");
            WireClient newer = arena.client(collective, "twice", identity);
            JsonNode second = newer.signIn();
            assertThat(second.path("generation").asLong())
                    .isEqualTo(first.path("generation").asLong() + 1);
            assertThat(second.path("session_id")).isEqualTo(first.path("session_id"));
            assertThat(second.path("resumed").asBoolean()).isTrue();
            assertThat(old.readCloseCode()).isEqualTo(4501);
            try {
                old.text(WireJson.object()
                        .put("type", "place_order")
                        .set("data", Orders.limit("too-late", "ETH/USD", "buy", "1", "40"))
                        .toString());
                old.text("{\"type\":\"subscribe\",\"data\":{\"rooms\":[\"market\"]}}");
                old.frame(RawSocket.CLOSE, true, new byte[] {3, (byte) 0xe8});
            } catch (java.io.UncheckedIOException closed) {
                assertThat(closed).isNotNull();
            }
            assertLiveAfter(newer);
            assertThat(newer.expect("get_orders", WireJson.object().put("status", "all"))
                            .path("orders")
                            .valueStream()
                            .map(order -> order.path("client_order_id").asText()))
                    .doesNotContain("too-late");
            assertThat(newer.expect("get_initial_state").path("subscriptions").path("rooms"))
                    .hasSize(2);
            assertThat(newer.isConnected()).isTrue();
        }
    }

    @Test
    void a_half_open_connection_does_not_keep_a_client_out() {
        client.socket().stopReading();
        WireSocket halfOpen = client.socket();
        Orders.grow(sibling, 20);
        ResumeRecord resume = client.resume();
        assertThat(resume.first().path("outcome").asText()).isEqualTo("replayed");
        Waiting.until("the client has everything", () -> client.log().position() == Orders.head(sibling));
        assertThat(halfOpen).isNotSameAs(client.socket());
        assertLiveAfter(client);
    }

    @Test
    void clients_of_one_collective_do_not_disturb_each_other() {
        long before = sibling.log().position();
        WireSocket undisturbed = sibling.socket();
        for (int i = 0; i < 8; i++) {
            client.cut();
            Orders.grow(sibling, 2);
            client.resume();
        }
        assertThat(sibling.socket()).isSameAs(undisturbed);
        assertThat(sibling.isConnected()).isTrue();
        assertThat(client.log().texts()).isEqualTo(seenBySibling(before));
    }

    // ---- rooms ----

    @Test
    void a_first_session_hears_of_its_own_orders_and_portfolio() {
        JsonNode first = arena.client(collective, "first", identity).signIn();
        assertThat(first.path("subscriptions").valueStream().map(JsonNode::asText))
                .containsExactlyInAnyOrder("orders:" + collective, "portfolio:" + collective);
        assertThat(first.path("resumed").asBoolean()).isFalse();
        assertThat(first.path("generation").asLong()).isEqualTo(1);
        assertThat(first.path("earliest_seq").asLong()).isLessThanOrEqualTo(1);
    }

    @Test
    void a_session_remembers_its_rooms_until_they_are_replaced() {
        WireClient chooser = arena.client(collective, "chooser", identity);
        ObjectNode fields = WireJson.object();
        fields.putArray("subscriptions").add("portfolio:" + collective);
        assertThat(chooser.signIn(fields).path("subscriptions").toString())
                .isEqualTo("[\"portfolio:" + collective + "\"]");
        chooser.cut();
        JsonNode again = chooser.signIn();
        assertThat(again.path("resumed").asBoolean()).isTrue();
        assertThat(again.path("subscriptions").toString()).isEqualTo("[\"portfolio:" + collective + "\"]");
        chooser.cut();
        fields.putArray("subscriptions");
        assertThat(chooser.signIn(fields).path("subscriptions")).isEmpty();
    }

    @Test
    void who_filters_gets_its_part_of_the_events_and_still_proves_that_nothing_is_missing() {
        WireClient orders = filtered("orders-only", "orders:" + collective);
        WireClient portfolio = filtered("portfolio-only", "portfolio:" + collective);
        arena.admin().deposit(collective, "USD", "5");
        Orders.grow(sibling, 2);
        orders.settle().cut();
        portfolio.settle().cut();
        long from = sibling.settle().log().position();
        arena.admin().deposit(collective, "USD", "7");
        Orders.grow(sibling, 3);
        arena.admin().deposit(collective, "USD", "9");
        ResumeRecord byOrders = orders.resume();
        ResumeRecord byPortfolio = portfolio.resume();
        assertThat(byOrders.last().path("missed").asInt()).isEqualTo(12);
        assertThat(byOrders.last().path("to_seq").asLong())
                .as("known to the head, although the last one is none of theirs")
                .isEqualTo(from + 14);
        assertThat(byOrders.events())
                .allSatisfy(
                        event -> assertThat(WireJson.parse(event).path("data").has("balances"))
                                .isFalse());
        assertThat(byPortfolio.events())
                .allSatisfy(
                        event -> assertThat(WireJson.parse(event).path("data").has("order"))
                                .isFalse());
        assertThat(byPortfolio
                        .last()
                        .path("summary")
                        .path("counts")
                        .path("funds_deposited")
                        .asInt())
                .isEqualTo(2);
        assertThat(byPortfolio.last().path("missed").asInt())
                .as("accepted and cancelled change balances, open and asked to go do not")
                .isEqualTo(8);
        assertLiveAfter(orders);
    }

    private WireClient filtered(String clientId, String room) {
        WireClient filtered = arena.client(collective, clientId, identity);
        ObjectNode fields = WireJson.object();
        fields.putArray("subscriptions").add(room);
        filtered.signIn(fields);
        return filtered;
    }

    @Test
    void leaving_and_entering_rooms_sets_a_new_baseline() {
        String rooms = "{'rooms':['orders:" + collective + "','portfolio:" + collective + "']}";
        JsonNode left = client.expect("unsubscribe", WireJson.object(rooms));
        assertThat(left.path("rooms")).isEmpty();
        Orders.grow(sibling, 2);
        int before = client.log().size();
        JsonNode entered = client.expect("subscribe", WireJson.object(rooms));
        assertThat(entered.path("rooms")).hasSize(2);
        assertThat(entered.path("position").path("seq").asLong()).isEqualTo(Orders.head(sibling));
        assertThat(client.log().size()).as("nothing while it was in no room").isEqualTo(before);
        assertLiveAfter(client);
        client.expect("unsubscribe", WireJson.object("{'rooms':['portfolio:" + collective + "']}"));
        JsonNode order = Orders.place(client, Orders.limit("buy", "1", "51"));
        Orders.awaitEvent(client, "order_open", order);
        assertThat(client.log().events())
                .allSatisfy(
                        event -> assertThat(event.path("data").has("balances")).isFalse());
    }

    // ---- history ----

    @Test
    void history_can_be_read_in_pages_and_is_what_was_sent_live() {
        Orders.grow(sibling, 12);
        List<Long> seqs = new ArrayList<>();
        long after = 0;
        boolean more = true;
        while (more) {
            JsonNode page = sibling.expect(
                    "replay", WireJson.object().put("after_seq", after).put("limit", 7));
            page.path("events").forEach(event -> seqs.add(event.path("seq").asLong()));
            assertThat(page.path("events").size()).isLessThanOrEqualTo(7);
            assertThat(page.path("next_after_seq").asLong()).isGreaterThan(after);
            after = page.path("next_after_seq").asLong();
            more = page.path("has_more").asBoolean();
        }
        assertThat(after).isEqualTo(Orders.head(sibling));
        assertThat(seqs)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSize(sibling.log().size());
        JsonNode beyond = sibling.expect("replay", WireJson.object().put("after_seq", after + 1000));
        assertThat(beyond.path("events")).isEmpty();
        assertThat(beyond.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void an_acknowledgement_of_events_is_acknowledged() {
        Orders.grow(client, 2);
        client.settle();
        JsonNode acked =
                client.expect("ack", WireJson.object().put("seq", client.log().position()));
        assertThat(acked.path("seq").asLong()).isEqualTo(client.log().position());
        client.cut();
        assertThat(client.resume().first().path("outcome").asText()).isEqualTo("up_to_date");
    }

    @Test
    void who_goes_back_behind_what_it_acknowledged_still_gets_everything() {
        Orders.grow(client, 2);
        client.expect("ack", WireJson.object().put("seq", client.log().position()));
        WireClient forgetful = arena.client(collective, "client", identity);
        forgetful.signIn(resumeFrom(client.log().epoch(), "1"));
        assertThat(forgetful.awaitResumed().events()).hasSize((int) Orders.head(sibling) - 1);
    }

    // ---- cancel on disconnect ----

    @Test
    void orders_of_a_client_that_stays_away_too_long_are_cancelled() {
        JsonNode set = client.expect("set_cancel_on_disconnect", WireJson.object("{'enabled':true,'grace_ms':200}"));
        assertThat(set.path("grace_ms").asLong()).isEqualTo(200);
        JsonNode own = Orders.place(client, Orders.limit("buy", "1", "50"));
        JsonNode others = Orders.place(sibling, Orders.limit("buy", "1", "50"));
        Orders.awaitEvent(client, "order_open", own);
        client.settle().cut();
        Orders.awaitEvent(sibling, "order_cancelled", own);
        ResumeRecord resume = client.resume();
        assertThat(resume.events().getLast()).contains("CANCEL_ON_DISCONNECT");
        assertThat(sibling.expect("get_orders").path("orders"))
                .hasSize(1)
                .allMatch(order -> order.path("order_id").equals(others.path("order_id")));
    }

    @Test
    void a_logout_cancels_nothing() {
        client.expect("set_cancel_on_disconnect", WireJson.object("{'enabled':true,'grace_ms':0}"));
        JsonNode own = Orders.place(client, Orders.limit("buy", "1", "50"));
        Orders.awaitEvent(sibling, "order_open", own);
        client.logOut();
        Waiting.pass(java.time.Duration.ofMillis(300));
        assertThat(sibling.expect("get_orders").path("orders")).hasSize(1);
    }

    @Test
    void the_dead_mans_switch_cancels_this_clients_orders_unless_it_is_held() {
        JsonNode own = Orders.place(client, Orders.limit("buy", "1", "50"));
        Orders.place(sibling, Orders.limit("buy", "1", "50"));
        assertThat(client.expect("cancel_all_after", WireJson.object("{'timeout_ms':60000}"))
                        .path("expires_at")
                        .isTextual())
                .isTrue();
        assertThat(client.expect("cancel_all_after", WireJson.object("{'timeout_ms':0}"))
                        .path("expires_at")
                        .isNull())
                .isTrue();
        client.expect("cancel_all_after", WireJson.object("{'timeout_ms':150}"));
        Orders.awaitEvent(client, "order_cancelled", own);
        assertThat(client.log().texts().lastEntry().getValue()).contains("CANCEL_ALL_AFTER");
        assertThat(sibling.expect("get_orders").path("orders")).hasSize(1);
    }

    @Test
    void deposits_are_told_as_they_are_made() {
        arena.admin().deposit(collective, "USD", "0.12345678");
        Waiting.until(
                "the deposit",
                () -> client.log().texts().values().stream().anyMatch(event -> event.contains("funds_deposited")));
        JsonNode event = WireJson.parse(client.log().texts().lastEntry().getValue());
        assertThat(event.path("data").path("amount").decimalValue()).isEqualByComparingTo(new BigDecimal("0.12345678"));
        assertThat(event.path("data").path("balances").path("USD").path("total").decimalValue())
                .isEqualByComparingTo(new BigDecimal("1000000.12345678"));
    }

    // ---- over a kill -9 ----

    @Test
    void a_token_the_rooms_and_the_history_outlive_the_server() {
        ObjectNode rooms = WireJson.object();
        rooms.putArray("subscriptions").add("orders:" + collective);
        WireClient chooser = arena.client(collective, "chooser", identity);
        JsonNode before = chooser.signIn(rooms);
        client.settle().cut();
        long from = client.log().position();
        Orders.grow(sibling, 20);
        NavigableMap<Long, String> seen = seenBySibling(from);
        arena.process().kill9();
        arena.process().start();

        JsonNode after = chooser.signIn(WireJson.object()
                .put("resume_token", before.path("resume_token").asText()));
        assertThat(after.path("resumed").asBoolean()).isTrue();
        assertThat(after.path("session_id")).isEqualTo(before.path("session_id"));
        assertThat(after.path("generation").asLong())
                .isGreaterThan(before.path("generation").asLong());
        assertThat(after.path("subscriptions")).isEqualTo(before.path("subscriptions"));
        ResumeRecord resume = client.resume();
        assertThat(resume.first().path("outcome").asText()).isEqualTo("replayed");
        assertThat(resume.events()).containsExactlyElementsOf(seen.values());
        assertLiveAfter(client);
    }

    @Test
    void cancel_on_disconnect_outlives_the_server_whose_absence_is_not_the_clients() {
        client.expect("set_cancel_on_disconnect", WireJson.object("{'enabled':true,'grace_ms':6000}"));
        JsonNode own = Orders.place(client, Orders.limit("buy", "1", "50"));
        Orders.awaitEvent(client, "order_open", own);
        client.settle();
        arena.process().kill9();
        Waiting.pass(java.time.Duration.ofMillis(6100));
        arena.process().start();
        client.resume();
        assertThat(client.expect("get_orders").path("orders"))
                .as("the server was away, not the client")
                .hasSize(1);
        sibling.resume();
        client.cut();
        Orders.awaitEvent(sibling, "order_cancelled", own);
    }
}
