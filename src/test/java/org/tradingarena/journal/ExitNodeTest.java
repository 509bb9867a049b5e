package org.tradingarena.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradingarena.journal.kv.DirectoryLock;

@Tag("journal")
class ExitNodeTest {
    @TempDir
    private Path directory;

    @Test
    void a_second_process_ends_with_one_sentence_and_exit_code_74() throws Exception {
        Path journal = Files.createDirectories(directory.resolve("journal"));
        Path errors = directory.resolve("errors.txt");
        try (DirectoryLock lock = DirectoryLock.take(journal)) {
            assertThat(lock).isNotNull();
            Process node = ChildJvm.start(NodeThatCannotOpen.class, errors, directory.toString());
            node.getInputStream().transferTo(OutputStream.nullOutputStream());
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(node.exitValue()).isEqualTo(74);
            assertThat(Files.readString(errors))
                    .contains("The journal in " + journal + " is in use by process "
                            + ProcessHandle.current().pid() + "; two processes never share a journal.");
        }
    }
}
