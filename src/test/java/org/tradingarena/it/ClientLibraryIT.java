package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.client.ArenaClientBuilder;
import org.tradingarena.client.ClientKey;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.client.ConnectionState.Transport;
import org.tradingarena.client.NewOrder;
import org.tradingarena.client.Placed;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.domain.OrderStatus;
import org.tradingarena.domain.Side;

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
}
