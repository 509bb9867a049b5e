package org.tradingarena.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    @TempDir
    private Path directory;

    private List<String> bash(String... arguments) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        List<String> command = new java.util.ArrayList<>(List.of("bash"));
        command.addAll(List.of(arguments));
        Process bash = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(out);
        assertThat(bash.exitValue()).as(String.join("\n", lines)).isZero();
        return lines;
    }

    private Path script() throws IOException {
        Ran ran = Ran.arena("completion", "bash");
        assertThat(ran.exit()).isZero();
        assertThat(Ran.arena("completion", "zsh").out())
                .contains("bashcompinit")
                .contains("complete -F");
        return Files.writeString(directory.resolve("arena.bash"), ran.out());
    }

    /** What bash offers where the cursor stands behind these words. */
    private List<String> offered(Path script, String... words) throws IOException, InterruptedException {
        String line = String.join("' '", words);
        return bash(
                "-c",
                "compopt() { :; }; source " + script + "; COMP_WORDS=('" + line + "'); COMP_CWORD=" + (words.length - 1)
                        + "; _complete_arena; printf '%s\\n' \"${COMPREPLY[@]}\"");
    }

    @Test
    void bash_accepts_the_script_and_completes_commands_options_and_values() throws IOException, InterruptedException {
        Path script = script();
        assertThat(bash("-n", script.toString())).isEmpty();
        assertThat(offered(script, "arena", "port")).containsExactly("portfolio");
        assertThat(offered(script, "arena", "trade", "canc")).contains("cancel", "cancel-all");
        assertThat(offered(script, "arena", "orders", "--sta")).contains("--status");
        assertThat(offered(script, "arena", "orders", "--status", "")).contains("open", "partially_filled");
        assertThat(offered(script, "arena", "trade", "buy", "--tif", "")).contains("gtc", "ioc", "fok");
    }
}
