package org.tradingarena.journal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.ChildJvm;
import org.tradingarena.journal.kv.Engine;

/** A process that writes under load is killed, again and again, on one journal. */
@Tag("journal")
class KillTest {
    @TempDir
    private Path directory;

    @Test
    void five_kills_under_load_lose_nothing_that_was_acknowledged() throws Exception {
        killAndCheck(4, Engine.NATIVE, 20_261_120);
        killAndCheck(1, Engine.JAVA, 20_261_120);
    }

    @Test
    @Tag("slow")
    void a_hundred_kills_under_load_lose_nothing_that_was_acknowledged() throws Exception {
        killAndCheck(90, Engine.NATIVE, System.nanoTime());
        killAndCheck(10, Engine.JAVA, System.nanoTime());
    }

    private void killAndCheck(int kills, Engine engine, long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, Long> acknowledged = new HashMap<>();
        for (int kill = 1; kill <= kills; kill++) {
            killAfter(50 + random.nextInt(3000), engine, acknowledged);
            check(engine + ", seed " + seed + ", kill " + kill, engine, acknowledged);
        }
    }

    private Path journal(Engine engine) {
        return directory.resolve(engine.name());
    }

    /** Everything that the child printed before it died was acknowledged, also what was read only after its death. */
    private void killAfter(int acknowledgements, Engine engine, Map<String, Long> acknowledged) throws Exception {
        Path errors = directory.resolve("errors.txt");
        Process child =
                ChildJvm.start(KilledWriter.class, errors, journal(engine).toString(), engine.name());
        int seen = 0;
        try (BufferedReader lines = child.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                note(line, acknowledged);
                if (++seen == acknowledgements) {
                    child.destroyForcibly();
                }
            }
        } catch (IOException e) {
            // the pipe ends with the process
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(seen).as("the child wrote, see " + errors).isGreaterThanOrEqualTo(acknowledgements);
    }

    private static void note(String line, Map<String, Long> acknowledged) {
        int space = line.lastIndexOf(' ');
        if (line.startsWith("book|") && space > 0) {
            acknowledged.merge(line.substring(0, space), Long.parseLong(line.substring(space + 1)), Math::max);
        }
    }

    private void check(String when, Engine engine, Map<String, Long> acknowledged) {
        try (TestJournal journal = TestJournal.open(TestJournal.settings(journal(engine), engine))) {
            acknowledged.forEach((id, last) -> {
                var texts = journal.readAll(id);
                assertThat(texts.size()).as(when + ", " + id).isGreaterThanOrEqualTo(last.intValue());
                assertThat(texts)
                        .isEqualTo(LongStream.rangeClosed(1, texts.size())
                                .mapToObj(number -> TestJournal.text(id, number))
                                .toList());
                assertThat(isWhole(texts.size()))
                        .as("no half of an atomic write")
                        .isTrue();
            });
        }
    }

    /** A last number that the writer can have stopped at: 7k + 1 is the first half of an atomic write. */
    private static boolean isWhole(int last) {
        return last % 7 != 1;
    }
}
