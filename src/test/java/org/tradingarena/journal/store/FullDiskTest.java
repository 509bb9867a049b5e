package org.tradingarena.journal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.ChildJvm;

/** A disk that really gets full, where this machine lets a test mount one. */
@Tag("journal")
@Tag("slow")
class FullDiskTest {
    private static final int SPARE = 48 << 20;

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
    void the_journal_refuses_writes_before_the_disk_is_full_and_the_process_lives_and_nothing_is_lost()
            throws Exception {
        Files.createDirectories(disk());
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=512m", "tmpfs", disk().toString()) == 0, "no mount here");
        Files.write(disk().resolve("spare"), new byte[SPARE]);

        String output = child("write");
        Matcher wentOn =
                Pattern.compile("full at (\\d+)\\n(?s:.*)went on to (\\d+)\\n").matcher(output);
        assertThat(wentOn.find()).as(output).isTrue();
        long first = Long.parseLong(wentOn.group(1));
        long acknowledged = Long.parseLong(wentOn.group(2));
        assertThat(acknowledged).isGreaterThan(first);

        Files.delete(disk().resolve("filler"));
        assertThat(child("count")).contains("there are " + acknowledged + "\n");
    }

    /** What another process wrote to its output before it ended well. */
    private String child(String task) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors.txt");
        Process child = ChildJvm.start(FullDiskWriter.class, errors, task, disk().toString());
        child.onExit().orTimeout(120, TimeUnit.SECONDS).exceptionally(late -> child.destroyForcibly());
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = child.waitFor();
        System.out.println(output);
        assertThat(exit).as(output + Files.readString(errors)).isZero();
        return output;
    }
}
