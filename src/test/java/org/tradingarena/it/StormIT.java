package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A storm of reconnects: two thousand sessions lose their sockets together, miss two hundred events each, and come back together to a
 * server that was killed meanwhile. Each is checked on its own; others trade on.
 */
@ExtendWith(ShowsArenaLog.class)
class StormIT {
    private static final int COLLECTIVES = 21;
    private static final int FEW = 8;
    private static final int CLIENTS = 97;
    private static final int ORDERS = 50;

    /** Accepted, open, asked to go, gone. */
    private static final int MISSED = 4 * ORDERS;

    /** A client in a storm tries again, as all do; a server that is full says so. */
    private static final int TRIES = 10;

    private final Arena arena = Arena.start(ArenaProcess.Setup.named("storm"));
    private final AtomicLong again = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final ExecutorService platformThread = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        platformThread.shutdownNow();
        threads.shutdownNow();
        arena.close();
    }

    private void all(List<WireClient> clients, Consumer<WireClient> action) {
        Waiting.together(threads, clients, action);
    }

    @Test
    void hundreds_of_sessions_that_drop_together_come_back_together_and_miss_nothing() throws Exception {
        storm(FEW);
    }

    @Test
    @Tag("slow")
    void two_thousand_sessions_that_drop_together_come_back_together_and_miss_nothing() throws Exception {
        storm(COLLECTIVES);
    }

    private void storm(int collectives) throws Exception {
        arena.transcript().off();
        List<WireClient> writers = new ArrayList<>();
        List<WireClient> sessions = new ArrayList<>();
        for (int i = 0; i < collectives; i++) {
            String collective = "team-" + i;
            Identity identity = arena.open(collective);
            writers.add(arena.client(collective, "writer", identity).forgetful());
            for (int j = 1; j < CLIENTS; j++) {
                sessions.add(arena.client(collective, "client-" + j, identity).forgetful());
            }
        }
        all(writers, WireClient::signIn);
        all(sessions, session -> persistently(session, session::signIn));
        sessions.forEach(WireClient::cut);
        sessions.forEach(WireClient::forgetSocket);
        all(writers, writer -> Orders.grow(writer, ORDERS));
        long head = Orders.head(writers.getFirst());
        writers.forEach(WireClient::cut);
        arena.process().kill9();
        arena.process().start();

        Traders traders = new Traders();
        Future<?> trading = platformThread.submit(traders);
        Waiting.until("others trade", () -> traders.orders.get() > 0);
        Set<String> histories = ConcurrentHashMap.newKeySet();
        AtomicLong checked = new AtomicLong();
        long before = traders.orders.get();
        all(sessions, session -> {
            comesBack(session, head, histories);
            checked.incrementAndGet();
        });
        long during = traders.orders.get() - before;
        traders.stop.set(true);
        trading.get();

        assertThat(checked).hasValue((long) collectives * (CLIENTS - 1));
        assertThat(histories)
                .as("one history a collective, the same bytes for all its clients")
                .hasSize(collectives);
        assertThat(during).as("orders of others during the storm").isPositive();
        assertThat(arena.violations()).isEmpty();
        System.out.printf(
                "storm: %d sessions, %d missed events each, came back together (%d had to try again); %d orders of others meanwhile%n",
                sessions.size(), MISSED, again.get(), during);
    }

    private void persistently(WireClient session, Runnable signIn) {
        for (int tries = 1; true; tries++) {
            try {
                signIn.run();
                return;
            } catch (RuntimeException | AssertionError tooEarly) {
                if (tries == TRIES) {
                    throw tooEarly;
                }
                again.incrementAndGet();
                session.forgetSocket();
                Waiting.pass(Duration.ofMillis(200L * tries));
            }
        }
    }

    private void comesBack(WireClient session, long head, Set<String> histories) {
        persistently(session, () -> {
            session.signIn(session.resumeFields());
            session.awaitResumed();
        });
        ResumeRecord record = session.awaitResumed();
        JsonNode last = record.last();
        assertThat(last.path("outcome").asText()).isEqualTo("replayed");
        assertThat(session.log().position()).isEqualTo(head);
        assertThat(session.log().size()).isEqualTo(MISSED);
        histories.add(String.join("\n", session.log().texts().values()));
        session.cut();
        session.forgetSocket();
        session.log().forgetTexts();
    }

    /** Two collectives that trade with each other until they are stopped. */
    private final class Traders implements Runnable {
        private final AtomicBoolean stop = new AtomicBoolean();
        private final AtomicLong orders = new AtomicLong();

        @Override
        public void run() {
            WireClient seller = arena.client("seller", "seller", arena.open("seller"))
                    .forgetful()
                    .apart();
            WireClient buyer = arena.client("buyer", "buyer", arena.open("buyer"))
                    .forgetful()
                    .apart();
            seller.signIn();
            buyer.signIn();
            while (!stop.get()) {
                Orders.place(seller, Orders.limit("sell", "0.01", "100"));
                Orders.place(buyer, Orders.limit("buy", "0.01", "100"));
                orders.addAndGet(2);
            }
            Set<String> violations = new HashSet<>(seller.violations());
            violations.addAll(buyer.violations());
            assertThat(violations).isEmpty();
        }
    }
}
