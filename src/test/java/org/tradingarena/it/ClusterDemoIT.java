package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.cli.console.KeyFile;

/** {@code bin/arena cluster-demo} as somebody tries it: three nodes, one of which is killed. */
@Tag("slow")
class ClusterDemoIT {
    private static final String CROWD = "demo-crowd";

    private final RunningDemo demo = RunningDemo.start();

    @AfterEach
    void leave() {
        demo.close();
    }

    @Test
    void an_arena_of_three_nodes_goes_on_without_one_that_is_killed_and_leaves_no_process_behind() throws Exception {
        long oldest = demo.await("node_ready", 1, 1).path("pid").asLong();
        demo.await("node_ready", 2, 1);
        demo.await("node_ready", 3, 1);
        signUp();
        assertThat(trade("before", 2).exit()).isZero();
        Waiting.until("the crowd trades", RunningDemo.PATIENCE, () -> !crowds().isEmpty());
        Set<String> first = crowds();
        assertThat(first).as("one crowd for three nodes").hasSize(1);

        ProcessHandle.of(oldest).orElseThrow().destroyForcibly();
        Shell.Ran order = trade("after", 3);
        assertThat(order.exit()).as(order.err()).isZero();
        assertThat(demo.await("node_ended", 1, 1).path("exit_code").asInt()).isEqualTo(128 + 9);
        Waiting.until("another node has a crowd", RunningDemo.PATIENCE, () -> crowds().size() > first.size());
        assertThat(demo.await("node_ready", 1, 2).path("pid").asLong()).isNotEqualTo(oldest);
        assertThat(orders(1, "alpha").stream()
                        .map(each -> each.path("client_order_id").asText()))
                .as("on the node that came back")
                .containsExactlyInAnyOrder("before", "after");
        stopInOrder();
    }

    private void stopInOrder() {
        List<ProcessHandle> processes = demo.processes();
        assertThat(processes).as("nodes and PostgreSQL").hasSize(RunningDemo.NODES + 1);
        demo.process().destroy();
        assertThat(Shell.exitOf(demo.process())).isZero();
        Waiting.until("no process is left", () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Opens alpha through node 1, and gives its key to the crowd too, so that its orders can be read. */
    private void signUp() throws IOException, InterruptedException {
        String publicKey = KeyFile.create(demo.shell().key());
        Shell.Ran registered = demo.shell().arena("register", "alpha", "--deposit", "USD=100000");
        assertThat(registered.exit()).as(registered.err()).isZero();
        HttpRequest key = HttpRequest.newBuilder(
                        URI.create(demo.node(1) + "/api/v1/admin/collectives/" + CROWD + "/keys"))
                .header("Authorization", "Bearer " + ArenaProcess.ADMIN_TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"public_keys\": [\"" + publicKey + "\"]}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(key, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    private Shell.Ran trade(String id, int node) {
        return demo.shell()
                .arena(
                        "trade",
                        "buy",
                        "BTC/USD",
                        "0.1",
                        "--price",
                        "20000",
                        "--id",
                        id,
                        "--timeout",
                        "50s",
                        "--server",
                        demo.node(node).toString());
    }

    private List<JsonNode> orders(int node, String collective) {
        Shell.Ran orders = demo.shell()
                .arena(
                        "orders",
                        "--collective",
                        collective,
                        "--status",
                        "all",
                        "--limit",
                        "0",
                        "--json",
                        "--server",
                        demo.node(node).toString());
        return orders.exit() == 0 ? orders.jsonLines() : List.of();
    }

    /** Each crowd that there ever was; the ids of its orders begin with an own word. */
    private Set<String> crowds() {
        return orders(2, CROWD).stream()
                .map(order -> order.path("client_order_id").asText())
                .map(id -> id.substring(0, id.lastIndexOf('-')))
                .collect(Collectors.toSet());
    }
}
