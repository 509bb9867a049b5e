package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What sockets and sessions cost the server: its heap (live objects after a collection) and its threads, seen from outside. */
@Tag("slow")
@ExtendWith(ShowsArenaLog.class)
class FootprintIT {
    private static final int CLIENTS = 50;
    private static final int AT_ONCE = 20;

    /** What the heap may grow by in all: classes and caches that the first thousands fill. One socket has more than ten times 1 KiB. */
    private static final long NOTHING = 4 << 20;

    private final Arena arena = Arena.start(ArenaProcess.Setup.named("footprint"));
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

    @AfterEach
    void end() {
        threads.shutdownNow();
        arena.close();
    }

    private void all(List<WireClient> clients, Consumer<WireClient> action) {
        Waiting.together(threads, clients, action);
    }

    private List<WireClient> clients(String collective, int number) {
        Identity identity = arena.open(collective);
        List<WireClient> clients = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            clients.add(arena.client(collective, "client-" + i, identity).forgetful());
        }
        return clients;
    }

    private static void comeAndGo(WireClient client, int times) {
        for (int i = 0; i < times; i++) {
            client.signIn();
            if (i % 2 == 0) {
                client.cut();
            } else {
                client.socket().close(1000);
            }
            client.forgetSocket();
        }
    }

    private void leaveNothingBehind(int connects) throws Exception {
        arena.transcript().off();
        List<WireClient> clients = clients("team", CLIENTS);
        all(clients, client -> comeAndGo(client, 20));
        awaitNoSockets();
        long heap = arena.process().liveHeap();
        int threadsBefore = arena.process().threads();

        all(clients, client -> comeAndGo(client, connects / CLIENTS));
        awaitNoSockets();
        long grown = arena.process().liveHeap() - heap;
        int threadsAfter = arena.process().threads();

        System.out.printf(
                "footprint: %d connects and disconnects, heap %d KiB before and %+d KiB after, threads %d and %d%n",
                connects, heap / 1024, grown / 1024, threadsBefore, threadsAfter);
        assertThat((double) grown / connects)
                .as("bytes that a connect leaves behind")
                .isLessThan(NOTHING);
        assertThat(threadsAfter).isLessThanOrEqualTo(threadsBefore + 4);
    }

    private void awaitNoSockets() {
        Waiting.until("no socket is left", () -> arena.admin().metric("arena_gateway_sockets") == 0);
    }

    @Test
    void connects_and_disconnects_leave_nothing_behind() throws Exception {
        leaveNothingBehind(4_000);
    }

    @Test
    void ten_thousand_connects_and_disconnects_leave_nothing_behind() throws Exception {
        leaveNothingBehind(10_000);
    }

    /** Figures for docs/performance.md; the bounds are far above them. */
    @Test
    void what_a_session_and_a_buffered_event_cost() throws Exception {
        arena.transcript().off();
        List<WireClient> warm = clients("warm", AT_ONCE);
        all(warm, client -> comeAndGo(client, 20));
        awaitNoSockets();
        List<WireClient> sessions = new ArrayList<>();
        List<WireClient> writers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            List<WireClient> team = clients("team-" + i, 100);
            writers.add(team.removeFirst());
            sessions.addAll(team);
        }
        all(writers, WireClient::signIn);
        all(writers, writer -> Orders.grow(writer, 10));
        long before = arena.process().liveHeap();
        all(sessions, WireClient::signIn);
        long connected = arena.process().liveHeap() - before;
        sessions.forEach(WireClient::cut);
        Waiting.until(
                "only the writers' sockets are left",
                () -> arena.admin().metric("arena_gateway_sockets") == writers.size());
        long detached = arena.process().liveHeap() - before;
        long gap = arena.process().liveHeap();
        all(writers, writer -> Orders.grow(writer, 50));
        long buffered = arena.process().liveHeap() - gap;
        int events = sessions.size() * 200;
        System.out.printf(
                "footprint: %d sessions; %d bytes each with a socket, %d without; %d missed events, %d bytes each%n",
                sessions.size(), connected / sessions.size(), detached / sessions.size(), events, buffered / events);
        assertThat(connected / sessions.size()).isLessThan(100_000);
        assertThat(buffered / events).isLessThan(2_000);
    }
}
