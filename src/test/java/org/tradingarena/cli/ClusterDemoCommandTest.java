package org.tradingarena.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps it from starting, in a sentence; nothing is started here. */
class ClusterDemoCommandTest {
    @TempDir
    private Path data;

    private Ran demo(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "cluster-demo";
        arguments[1] = "--data-dir";
        arguments[2] = data.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Ran.arena(arguments);
    }

    @Test
    void a_port_that_is_taken_is_named_with_the_node_that_needs_it() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int first = taken.getLocalPort() - 1;
            Ran ran = demo("--port", Integer.toString(first), "--nodes", "2");
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err())
                    .startsWith("arena: CANNOT_START: port ")
                    .contains("is taken by another program", "--port")
                    .hasLineCount(1);
            assertThat(data.resolve("postgresql")).doesNotExist();
        }
    }

    @Test
    void a_directory_of_a_demo_that_runs_is_left_alone() throws IOException {
        try (FileChannel file =
                        FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = file.lock()) {
            assertThat(held.isValid()).isTrue();
            Ran ran = demo();
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("another cluster-demo is running on " + data);
        }
    }
}
