package org.tradingarena.cli.journal;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which journal is read. */
final class Location {
    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "The journal's own directory, such as a backup, instead of the configured one.")
    private @Nullable Path directory;

    Path or(Supplier<Path> configured) {
        return directory == null ? configured.get() : directory;
    }
}
