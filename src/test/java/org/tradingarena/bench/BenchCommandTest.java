package org.tradingarena.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is refused before anything is loaded. */
class BenchCommandTest {
    private static final int USAGE = 2;
    private static final int NOT_MEASURED = 3;

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--server")) {
            all.addAll(List.of("--server", "http://127.0.0.1:9"));
        }
        all.addAll(List.of("--admin-token", "t"));
        return new CommandLine(new BenchCommand())
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(new StringWriter()))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void a_server_that_is_not_this_machine_is_refused() {
        assertThat(run("orders", "--server", "http://192.0.2.1:8080")).isEqualTo(NOT_MEASURED);
        assertThat(err.toString()).contains("192.0.2.1 is not this machine").contains("--allow-remote");
    }

    @Test
    void an_address_of_another_form_is_refused() {
        assertThat(run("idle", "--server", "https://127.0.0.1:8080")).isEqualTo(NOT_MEASURED);
        assertThat(err.toString()).contains("--server must be of the form http://host:port");
    }

    @Test
    void a_server_that_is_not_there_is_told_in_words() {
        assertThat(run("fanout")).isEqualTo(NOT_MEASURED);
        assertThat(err.toString())
                .contains("arena bench: the instruments failed at http://127.0.0.1:9")
                .doesNotContain("\tat ");
    }

    @Test
    void loads_without_bounds_are_refused_by_the_name_of_the_option() {
        assertThat(run("idle", "--clients", "20001")).isEqualTo(USAGE);
        assertThat(err.toString()).contains("--clients must be 1 to 20000");
        assertThat(run("fanout", "--rate", "0")).isEqualTo(USAGE);
        assertThat(err.toString()).contains("--rate must be");
        assertThat(run("fanout", "--room", "kitchen")).isEqualTo(USAGE);
        assertThat(err.toString()).contains("--room is market or private, not kitchen");
        assertThat(run("orders", "--collectives", "3")).isEqualTo(USAGE);
        assertThat(err.toString()).contains("--collectives must be even");
        assertThat(run("orders", "--clients", "500", "--collectives", "2")).isEqualTo(USAGE);
        assertThat(err.toString()).contains("at most 90 clients may share one");
        assertThat(run("resume", "--missed", "0")).isEqualTo(USAGE);
        assertThat(err.toString()).contains("--missed must be");
        assertThat(run("idle", "--heartbeat", "60")).isEqualTo(USAGE);
        assertThat(err.toString()).contains("--heartbeat 0.1 to 55");
    }
}
