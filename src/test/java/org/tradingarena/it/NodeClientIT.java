package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The proof with a program that is not ours and not Java: Node with the {@code ws} package. Needs {@code node} (18 or later) and {@code npm},
 * which fetches {@code ws} once; without them it fails, because a proof that was not done has not succeeded.
 */
@ExtendWith(ShowsArenaLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeClientIT {
    private static final Path EXAMPLES = Path.of("docs", "examples", "node");
    private static final Path PROGRAMS = Path.of("src", "test", "node");

    private final Path workshop = Path.of(System.getProperty("arena.home")).resolveSibling("node");

    @BeforeAll
    void install() throws IOException {
        Files.createDirectories(workshop);
        for (Path directory : List.of(EXAMPLES, PROGRAMS)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, workshop.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        if (!Files.isDirectory(workshop.resolve("node_modules/ws"))) {
            run(ProcessPlan.of("npm", "install", "--no-audit", "--no-fund", "--no-package-lock"));
        }
    }

    @Test
    void a_foreign_client_is_told_every_missed_event_in_order_once_with_the_same_bytes() {
        try (ArenaProcess arena = ArenaProcess.start(ArenaProcess.Setup.named("node-client"))) {
            List<String> output = run(
                    ProcessPlan.of("node", "foreign-client.mjs").against(arena).onLine("KILL", () -> {
                        arena.kill9();
                        arena.start();
                    }));
            assertThat(output).last().asString().startsWith("PASSED");
            System.out.println("node: " + output.getLast());
        }
    }

    @Test
    void the_example_of_the_readme_does_what_it_says() {
        try (ArenaProcess arena = ArenaProcess.start(ArenaProcess.Setup.named("node-example"))) {
            List<String> begin = run(ProcessPlan.of("node", "trade-and-resume.mjs", "begin", "session.json")
                    .against(arena));
            assertThat(begin)
                    .anyMatch(line -> line.endsWith("order_accepted  pending"))
                    .anyMatch(line -> line.endsWith("order_open  open"));
            arena.kill9();
            arena.start();
            List<String> resume = run(ProcessPlan.of("node", "trade-and-resume.mjs", "resume", "session.json")
                    .against(arena));
            assertThat(resume)
                    .anyMatch(line -> line.endsWith("order_filled  filled"))
                    .anyMatch(line -> line.startsWith("replayed: 1 missed"));
            assertThat(resume).last().asString().contains("\"BTC\":{\"currency\":\"BTC\",\"total\":0.5");
        }
    }

    /** A program to run: its command, its arena, and what to do when it prints a certain line. */
    private record ProcessPlan(List<String> command, String url, String line, Runnable reaction) {
        static ProcessPlan of(String... command) {
            return new ProcessPlan(List.of(command), "", "", () -> {});
        }

        ProcessPlan against(ArenaProcess arena) {
            return new ProcessPlan(command, arena.http("").toString(), line, reaction);
        }

        ProcessPlan onLine(String expected, Runnable then) {
            return new ProcessPlan(command, url, expected, then);
        }
    }

    private List<String> run(ProcessPlan plan) {
        ProcessBuilder builder =
                new ProcessBuilder(plan.command()).directory(workshop.toFile()).redirectErrorStream(true);
        builder.environment().put("ARENA_URL", plan.url());
        builder.environment().put("ARENA_ADMIN_TOKEN", ArenaProcess.ADMIN_TOKEN);
        List<String> output = new ArrayList<>();
        Process process;
        try {
            process = builder.start();
        } catch (IOException missing) {
            throw new AssertionError(
                    plan.command().getFirst()
                            + " is needed for the proof with a foreign client; install Node 18 or later with npm",
                    missing);
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (!plan.line().isEmpty() && line.equals(plan.line())) {
                    plan.reaction().run();
                }
            }
            assertThat(process.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("exit of %s:\n%s", plan.command(), String.join("\n", output))
                .isZero();
        return output;
    }
}
