package org.tradingarena.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterTest {
    @TempDir
    private Path data;

    private final List<String> told = new ArrayList<>();

    private String endEarlier(String pidFile) throws IOException {
        Files.writeString(data.resolve("postmaster.pid"), pidFile);
        new Postmaster(data).endEarlier(told::add);
        return String.join("\n", told);
    }

    @Test
    void where_postgresql_stopped_in_order_nothing_is_said() throws IOException {
        new Postmaster(data).endEarlier(told::add);
        assertThat(told).isEmpty();
    }

    @Test
    void the_file_of_a_process_that_is_gone_is_left_to_postgresql() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        assertThat(endEarlier(gone.pid() + "\n/data\n")).contains("PostgreSQL was killed last time; it recovers");
        assertThat(data.resolve("postmaster.pid")).exists();
    }

    @Test
    void a_process_id_that_another_program_has_now_is_not_killed_and_does_not_keep_postgresql_from_starting()
            throws IOException {
        ProcessHandle other = ProcessHandle.current();
        assertThat(endEarlier(other.pid() + "\n")).contains(other.pid() + " is another program's now: removing");
        assertThat(data.resolve("postmaster.pid")).doesNotExist();
        new Postmaster(data).stop();
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void a_file_without_a_number_names_no_process() throws IOException {
        assertThat(endEarlier("")).isEmpty();
        assertThat(new Postmaster(data).pid()).isEmpty();
    }
}
