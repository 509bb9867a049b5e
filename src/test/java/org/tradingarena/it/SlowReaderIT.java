package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tradingarena.it.RawSocket.ServerFrame;

/** A client that reads a byte a second: it costs bounded memory, hurts nobody, and has missed nothing when it reads on. */
@ExtendWith(ShowsArenaLog.class)
class SlowReaderIT {
    private static final int ROUNDS = 20;
    private static final int ORDERS = 500;
    private static final int EVENTS = 4 * ROUNDS * ORDERS;

    /**
     * Sixteen frames of a quarter MiB may be on the way, and the collective remembers the ids of 10,000 orders. The events that are not
     * read are more than 30 MiB.
     */
    private static final long BOUND = 16 << 20;

    private final Arena arena = Arena.start(ArenaProcess.Setup.named("slow-reader")
            .withConfig("arena.gateway.requests { per-second = 100000, burst = 100000 }"));

    @AfterEach
    void end() {
        arena.close();
    }

    @Test
    void who_reads_a_byte_a_second_costs_little_and_gets_everything_in_the_end() {
        arena.transcript().off();
        Identity identity = arena.open("team");
        WireClient writer = arena.client("team", "writer", identity).forgetful();
        writer.signIn();
        Orders.grow(writer, ORDERS);
        writer.log().forgetTexts();
        try (RawSocket slow = RawSocket.open(arena.process(), "/ws/v1/team")) {
            ServerFrame welcome =
                    slow.signIn("team", "slow", identity, WireJson.rooms("orders:team", "portfolio:team", "market"));
            long from = WireJson.parse(welcome.text())
                    .path("data")
                    .path("position")
                    .path("seq")
                    .asLong();
            long before = arena.process().liveHeap();

            CompletableFuture<Void> dribbling =
                    CompletableFuture.runAsync(() -> slow.dribble(8, Duration.ofSeconds(1)));
            for (int i = 0; i < ROUNDS; i++) {
                Orders.grow(writer, ORDERS);
                writer.log().forgetTexts();
            }
            Waiting.on("the slow reader", dribbling);
            long cost = arena.process().liveHeap() - before;
            System.out.printf("slow reader: %d events unread, heap %+d KiB%n", EVENTS, cost / 1024);
            assertThat(cost).isLessThan(BOUND);

            List<Long> seqs = new ArrayList<>();
            while (seqs.isEmpty() || seqs.getLast() < from + EVENTS) {
                collect(WireJson.parse(slow.read().text()), seqs);
            }
            assertThat(seqs).hasSize(EVENTS);
            for (int i = 0; i < EVENTS; i++) {
                assertThat(seqs.get(i)).isEqualTo(from + 1 + i);
            }
        }
        assertThat(arena.violations()).isEmpty();
    }

    private static void collect(JsonNode frame, List<Long> seqs) {
        if (frame.path("type").asText().equals("events")) {
            frame.path("data").path("events").forEach(event -> collect(event, seqs));
        } else if (frame.has("event_id")) {
            seqs.add(frame.path("seq").asLong());
        }
    }
}
