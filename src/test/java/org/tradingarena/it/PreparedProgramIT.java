package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/arena} begins with the classes that {@code arena prepare} kept, and does without where they are not its own. */
class PreparedProgramIT {
    private static final Path KEPT = Path.of("lib", "arena.jsa");

    @TempDir
    private Path directory;

    /** What a start printed, and how many of the arena's classes it took from what was kept. */
    private record Start(String printed, long kept) {}

    private Start start(Path program, String... options) throws IOException, InterruptedException {
        Path printed = directory.resolve("printed");
        Path loaded = directory.resolve("loaded");
        ProcessBuilder builder = new ProcessBuilder(program.resolve("bin/arena").toString(), "server", "--help")
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment()
                .put("ARENA_JAVA_OPTS", "-Xlog:class+load:file=" + loaded + " " + String.join(" ", options));
        assertThat(builder.start().waitFor()).isZero();
        List<String> classes = Files.readAllLines(loaded);
        return new Start(
                Files.readString(printed),
                classes.stream()
                        .filter(line -> line.contains(" org.tradingarena.") && line.contains("shared objects file"))
                        .count());
    }

    private Path copy(StandardCopyOption... how) throws IOException {
        Path from = ArenaProcess.program();
        Path to = directory.resolve("arena");
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes its) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(each)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes its) throws IOException {
                Path copied = Files.copy(each, to.resolve(from.relativize(each)), how);
                copied.toFile().setExecutable(Files.isExecutable(each));
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }

    @Test
    void a_start_takes_the_classes_that_were_kept() throws Exception {
        Start start = start(ArenaProcess.program());
        assertThat(start.kept()).isPositive();
        assertThat(start.printed()).startsWith("Usage: arena server");
    }

    @Test
    void a_program_that_was_moved_with_all_its_times_still_takes_them() throws Exception {
        assertThat(start(copy(StandardCopyOption.COPY_ATTRIBUTES)).kept()).isPositive();
    }

    @Test
    void with_other_jars_it_starts_without_them_and_without_a_word() throws Exception {
        Start start = start(copy());
        assertThat(start.kept()).isZero();
        assertThat(start.printed()).startsWith("Usage: arena server");
    }

    @Test
    void with_options_that_do_not_fit_it_starts_without_them_and_without_a_word() throws Exception {
        Start start = start(ArenaProcess.program(), "-XX:+UseZGC");
        assertThat(start.kept()).isZero();
        assertThat(start.printed()).startsWith("Usage: arena server");
    }

    @Test
    void what_is_no_archive_is_passed_over() throws Exception {
        Path program = copy(StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(program.resolve(KEPT), "broken");
        Start start = start(program);
        assertThat(start.kept()).isZero();
        assertThat(start.printed()).startsWith("Usage: arena server");
    }
}
