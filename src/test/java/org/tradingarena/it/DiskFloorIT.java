package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real disk that gets full under a running arena, where the machine lets a test mount one. */
@ExtendWith(ShowsArenaLog.class)
class DiskFloorIT {
    private static final int DISK_MIB = 512;
    private static final int BELOW_FLOOR_MIB = 200;

    @TempDir
    private Path directory;

    private Path disk() {
        return directory.resolve("disk");
    }

    private Path filler() {
        return disk().resolve("filler");
    }

    @BeforeEach
    void mount() throws Exception {
        Files.createDirectories(disk());
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", disk().toString()) == 0,
                "no mount here");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk().toString());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    @Test
    void below_the_floor_orders_are_refused_and_cancels_go_on_and_a_full_disk_does_not_end_the_process()
            throws Exception {
        ArenaProcess.Setup setup = ArenaProcess.Setup.named("disk-floor").withConfig("""
                arena.journal.leveldb {
                  dir = "%s/journal"
                  disk-floor = 256 MiB
                  disk-hard-floor = 128 MiB
                  disk-check-interval = 50ms
                }
                """.formatted(disk()));
        try (Arena arena = Arena.start(setup)) {
            WireClient client = arena.client("anna", "bot", arena.open("anna"));
            client.signIn();
            JsonNode first = Orders.place(client, Orders.limit("buy", "1", "10"));
            JsonNode second = Orders.place(client, Orders.limit("buy", "1", "10"));

            fillTo(BELOW_FLOOR_MIB);
            Waiting.until("the node is not ready", () -> readiness(arena).contains("disk_nearly_full"));
            assertThat(metric(arena)).contains("arena_journal_disk_room 0.0");
            Frame refused = client.request("place_order", Orders.limit("buy", "1", "10"));
            assertThat(refused.code()).isEqualTo("OVERLOADED");
            assertThat(refused.text()).contains("disk is nearly full");
            cancel(client, first);
            Orders.awaitEvent(client, "order_cancelled", first);
            assertThat(client.expect("get_orders").path("orders")).hasSize(1);

            fillTo(0);
            assertThat(client.request("place_order", Orders.limit("buy", "1", "10"))
                            .isError())
                    .isTrue();
            assertThat(arena.process().isAlive()).isTrue();

            Files.delete(filler());
            Waiting.until("the node is ready again", () -> readiness(arena).contains("\"ready\""));
            JsonNode third = Orders.place(client, Orders.limit("buy", "1", "10"));
            Orders.awaitEvent(client, "order_open", third);
            cancel(client, second);
            Orders.awaitEvent(client, "order_cancelled", second);
            assertThat(arena.process().logLines())
                    .anyMatch(line -> line.contains("short of room"))
                    .anyMatch(line -> line.contains("has room again"));
        }
    }

    private static void cancel(WireClient client, JsonNode order) {
        client.expect(
                "cancel_order",
                WireJson.object().put("order_id", order.path("order_id").asText()));
    }

    private static String readiness(Arena arena) {
        return arena.admin().get("/health/ready").body();
    }

    private static String metric(Arena arena) {
        return arena.admin().get("/metrics").body();
    }

    /** Another program takes the room, until so much is left. */
    private void fillTo(int mebibytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(
                filler(), java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)) {
            while (Files.getFileStore(disk()).getUsableSpace() > (long) mebibytes << 20) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            assertThat(mebibytes).as(full.getMessage()).isZero();
        }
    }
}
