package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.client.ArenaClientBuilder;
import org.tradingarena.client.ClientKey;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.client.ConnectionState.Transport;
import org.tradingarena.client.Continuity;
import org.tradingarena.client.NewOrder;
import org.tradingarena.client.Placed;
import org.tradingarena.client.model.Account;
import org.tradingarena.client.model.Balance;
import org.tradingarena.client.model.Order;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.Side;
import org.tradingarena.protocol.Include;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Room;
import org.tradingarena.reconnect.ReconnectionSettings;

/** The client library against the real program. */
@ExtendWith(ShowsArenaLog.class)
class ClientLibraryIT {
    private static Arena arena;

    @BeforeAll
    static void start() {
        arena = Arena.start(ArenaProcess.Setup.named("client-library"));
    }

    @AfterAll
    static void stop() {
        arena.close();
    }

    private static ClientKey open(String collective) {
        ClientKey key = ClientKey.generate();
        arena.admin()
                .open(
                        collective,
                        List.of(key.publicKey()),
                        Map.of("USD", "1000000", "BTC", "100", "ETH", "1000", "SOL", "10000"));
        return key;
    }

    private static ArenaClientBuilder client(String collective, ClientKey key) {
        return ArenaClient.builder(server(), collective, key);
    }

    private static URI server() {
        return arena.process().http("");
    }

    @Test
    void five_lines_lead_to_a_first_order() {
        ClientKey key = open("five-lines");
        try (ArenaClient client =
                ArenaClient.builder(server(), "five-lines", key).start()) {
            Placed placed = client.place(NewOrder.limit("BTC/USD", Side.BUY, "0.5", "42000"))
                    .join();
            assertThat(placed.order().status()).isEqualTo(OrderStatus.PENDING);
            assertThat(placed.duplicate()).isFalse();
        }
    }

    @Test
    void a_listener_is_told_of_the_connection_and_of_every_event() {
        ClientKey key = open("told");
        Watcher watcher = new Watcher();
        try (ArenaClient client = client("told", key).listener(watcher).start()) {
            client.place(NewOrder.limit("BTC/USD", Side.BUY, "0.5", "1000")).join();
            Waiting.until("the order is open", () -> watcher.events.size() >= 2);
            assertThat(watcher.events).extracting(PrivateEvent::type).containsExactly("order_accepted", "order_open");
            assertThat(watcher.states)
                    .containsExactly(new ConnectionState.Connecting(1), new ConnectionState.Live(Transport.SOCKET));
            assertThat(client.account()).hasValueSatisfying(account -> {
                assertThat(account.openOrders())
                        .singleElement()
                        .satisfies(order -> assertThat(order.status()).isEqualTo(OrderStatus.OPEN));
                assertThat(account.balances().get("USD").reserved()).isEqualByComparingTo("500");
            });
            assertThat(watcher.warnings).isEmpty();
        }
        assertThat(watcher.states.getLast()).isEqualTo(new ConnectionState.Ended("closed by its owner", null));
    }

    private static ReconnectionSettings quick() {
        return ReconnectionSettings.forClients()
                .withDelays(Duration.ofMillis(50), Duration.ofMillis(200))
                .withBreaker(1000, Duration.ofMinutes(5));
    }

    /** A resting order that nothing meets. */
    private static NewOrder bid(int cents) {
        return NewOrder.limit("BTC/USD", Side.BUY, "0.001", "1000." + (10 + cents % 90));
    }

    @Test
    void orders_in_flight_when_the_server_is_killed_happen_once_and_no_event_is_missed() {
        ClientKey key = open("killed");
        Watcher watcher = new Watcher();
        try (ArenaClient client =
                client("killed", key).reconnection(quick()).listener(watcher).start()) {
            List<CompletableFuture<Placed>> orders = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                orders.add(client.place(bid(i)));
            }
            Waiting.until(
                    "some orders are placed",
                    () -> orders.stream().filter(CompletableFuture::isDone).count() > 20);
            arena.process().kill9();
            arena.process().start();
            for (int i = 0; i < 20; i++) {
                orders.add(client.place(bid(i)));
            }
            orders.forEach(order -> Waiting.on("an order's answer", order));
            long last =
                    Waiting.on("the head", client.request(new Request.GetInitialState(Set.of(Include.ORDERS), null)))
                                            .get("position")
                                    instanceof JsonObject position
                            ? Long.parseLong(((JsonNumber) position.get("seq")).text())
                            : -1;
            Waiting.until(
                    "all events have come",
                    () -> client.position().orElseThrow().seq() >= last);

            Map<String, Long> accepted = watcher.events.stream()
                    .filter(event -> event.type().equals("order_accepted"))
                    .collect(Collectors.groupingBy(
                            event -> event.findOrder().orElseThrow().clientOrderId(), Collectors.counting()));
            assertThat(accepted)
                    .hasSize(320)
                    .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
            assertThat(watcher.seqs())
                    .as("every event once, in order")
                    .isEqualTo(LongStream.rangeClosed(
                                    watcher.seqs().getFirst(), watcher.seqs().getLast())
                            .boxed()
                            .toList());
            assertThat(watcher.continuity).hasAtLeastOneElementOfType(Continuity.Resumed.class);
            assertThat(watcher.fates).as("the fate of what was in flight").isNotEmpty();
            assertThat(client.account())
                    .hasValueSatisfying(
                            account -> assertThat(account.openOrders()).hasSize(320));
            assertThat(watcher.warnings).isEmpty();
        }
    }

    @Test
    void a_bot_that_is_started_again_goes_on_where_it_was(@TempDir Path directory) {
        ClientKey key = open("restarted");
        Path file = directory.resolve("position");
        Watcher before = new Watcher();
        try (ArenaClient client =
                client("restarted", key).listener(before).keepPositionIn(file).start()) {
            client.place(bid(1)).join();
            Waiting.until("the order is open", () -> before.events.size() == 2);
        }
        try (ArenaClient other = client("restarted", key).clientId("other").start()) {
            other.place(bid(2)).join();
            other.place(bid(3)).join();
        }
        Watcher after = new Watcher();
        try (ArenaClient client =
                client("restarted", key).listener(after).keepPositionIn(file).start()) {
            Waiting.until("what was missed has come", () -> after.events.size() == 4);
            assertThat(after.seqs().getFirst()).isEqualTo(before.seqs().getLast() + 1);
            assertThat(after.events).allMatch(PrivateEvent::replayed);
            Waiting.until("it is live", () -> client.state() instanceof ConnectionState.Live);
            assertThat(after.continuity)
                    .singleElement()
                    .satisfies(resumed -> assertThat(resumed.describe()).isEqualTo("resumed, 4 events replayed"));
            assertThat(client.account())
                    .hasValueSatisfying(
                            account -> assertThat(account.openOrders()).hasSize(3));
        }
    }

    @Test
    void two_programs_under_one_name_do_not_kick_each_other_for_ever() throws InterruptedException {
        ClientKey key = open("twice");
        try (ArenaClient first = client("twice", key).reconnection(quick()).start()) {
            assertThat(first.awaitLive(Waiting.PATIENCE)).isTrue();
            try (ArenaClient second = client("twice", key).start()) {
                assertThat(second.awaitLive(Waiting.PATIENCE)).isTrue();
                Waiting.until("the first is told", () -> first.state() instanceof ConnectionState.Ended);
                assertThat(first.state()).isEqualTo(new ConnectionState.Ended("session taken over", 4501));
                assertThat(second.place(bid(1)).join().duplicate()).isFalse();

                first.reconnectNow();
                Waiting.until("the second is told", () -> second.state() instanceof ConnectionState.Ended);
            }
        }
    }

    @Test
    void a_wrong_key_ends_it_and_says_so() {
        open("wrong-key");
        try (ArenaClient client = client("wrong-key", ClientKey.generate()).start()) {
            Waiting.until("it ends", () -> client.state() instanceof ConnectionState.Ended);
            assertThat(client.state())
                    .isInstanceOfSatisfying(
                            ConnectionState.Ended.class,
                            ended -> assertThat(ended.reason()).contains("AUTH_FAILED"));
        }
    }

    @Test
    void where_no_socket_gets_through_it_polls_and_comes_back() {
        ClientKey key = open("blocked");
        Watcher watcher = new Watcher();
        try (NoSocketsFront front = new NoSocketsFront(arena.process().port());
                ArenaClient client = ArenaClient.builder(front.address(), "blocked", key)
                        .reconnection(quick())
                        .probeSocketEvery(Duration.ofMillis(200))
                        .listener(watcher)
                        .start()) {
            Waiting.until("it polls", () -> client.state().equals(new ConnectionState.Live(Transport.LONG_POLL)));
            Placed placed = client.place(bid(1)).join();
            Waiting.until("events come by polls", () -> watcher.events.size() == 2);
            assertThat(client.cancel(Request.OrderReference.byId(placed.order().orderId()))
                            .join()
                            .orderId())
                    .isEqualTo(placed.order().orderId());
            Waiting.until(
                    "the order is gone",
                    () -> client.account().orElseThrow().openOrders().isEmpty());

            front.letPass();
            Waiting.until("it is back", () -> client.state().equals(new ConnectionState.Live(Transport.SOCKET)));
            client.place(bid(2)).join();
            Waiting.until("events come by the socket", () -> watcher.events.size() == 6);
            assertThat(watcher.seqs())
                    .isEqualTo(LongStream.rangeClosed(
                                    watcher.seqs().getFirst(), watcher.seqs().getFirst() + 5)
                            .boxed()
                            .toList());
            assertThat(watcher.continuity.getLast()).isInstanceOf(Continuity.Resumed.class);
            assertThat(watcher.warnings).isEmpty();
        }
    }

    @Test
    void after_trading_the_kept_state_is_the_arenas_and_market_data_makes_a_book() {
        ClientKey buyerKey = open("buyer");
        ClientKey sellerKey = open("seller");
        Watcher watcher = new Watcher();
        try (ArenaClient buyer = client("buyer", buyerKey)
                        .listener(watcher)
                        .rooms(List.of(new Room.MarketSymbol("SOL/USD")))
                        .heartbeatEvery(Duration.ofMillis(100))
                        .gzip()
                        .start();
                ArenaClient seller = client("seller", sellerKey).start()) {
            List<CompletableFuture<Placed>> orders = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String price = "100." + (10 + i % 7);
                orders.add(buyer.place(NewOrder.limit("SOL/USD", Side.BUY, "0.03", price)));
                orders.add(seller.place(NewOrder.limit("SOL/USD", Side.SELL, "0.02", price)));
            }
            orders.forEach(order -> Waiting.on("an order's answer", order));
            Waiting.until("the book is quiet", () -> isAsTheArenaSays(buyer));
            assertThat(buyer.account().orElseThrow().positions().get("SOL/USD").quantity())
                    .isPositive();
            assertThat(watcher.market).anyMatch(message -> message.type().equals("trade"));
            assertThat(watcher.warnings).as("the state agreed with every hash").isEmpty();
        }
    }

    /** Whether the state that the client keeps says what a fresh one says. */
    private static boolean isAsTheArenaSays(ArenaClient client) {
        JsonObject fresh = Waiting.on(
                "the state",
                client.request(new Request.GetInitialState(
                        EnumSet.of(Include.PORTFOLIO, Include.BALANCES, Include.ORDERS), null)));
        Account account = client.account().orElseThrow();
        JsonObject orders = (JsonObject) fresh.get("orders");
        List<Order> open = ((JsonArray) orders.get("open_orders"))
                .items().stream().map(order -> Order.read((JsonObject) order)).toList();
        Map<String, Balance> balances = new HashMap<>();
        ((JsonObject) fresh.get("balances"))
                .members()
                .forEach((currency, balance) -> balances.put(currency, Balance.read((JsonObject) balance)));
        return account.openOrders().equals(open)
                && account.balances().equals(balances)
                && open.stream().noneMatch(order -> order.status() == OrderStatus.PENDING);
    }
}
