package org.tradingarena.journal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.ChildJvm;

/** A disk that really gets full, where this machine lets a test mount one. */
@Tag("journal")
@Tag("slow")
class FullDiskTest {
    @TempDir
    private Path directory;

    private Path disk() {
        return directory.resolve("disk");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk().toString());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Test
    void the_journal_refuses_writes_before_the_disk_is_full_and_the_process_lives() throws Exception {
        Files.createDirectories(disk());
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", disk().toString()) == 0, "no mount here");
        Files.write(disk().resolve("spare"), new byte[8 << 20]);

        Path errors = directory.resolve("errors.txt");
        Process child = ChildJvm.start(FullDiskWriter.class, errors, disk().toString());
        child.onExit().orTimeout(60, TimeUnit.SECONDS).exceptionally(late -> child.destroyForcibly());
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = child.waitFor();

        System.out.println(output);
        assertThat(exit).as(output + Files.readString(errors)).isZero();
        assertThat(output).contains("The journal's disk is full", "went on to");
    }
}
