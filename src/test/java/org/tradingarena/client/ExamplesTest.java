package org.tradingarena.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for bot writers compile against the library as it is, without a warning. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("docs/examples/java");

    @Test
    void every_example_compiles(@TempDir Path classes) throws IOException, URISyntaxException {
        List<Path> examples;
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            examples = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(examples).hasSizeGreaterThanOrEqualTo(2);

        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiles = compiler.getTask(
                            complaints,
                            files,
                            null,
                            List.of(
                                    "--release",
                                    "21",
                                    "-Xlint:all,-processing,-classfile",
                                    "-proc:none",
                                    "-classpath",
                                    home(ArenaClient.class) + File.pathSeparator + home(Nullable.class),
                                    "-d",
                                    classes.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(examples))
                    .call();
            assertThat(compiles).as(complaints.toString()).isTrue();
        }
        assertThat(complaints.toString()).isEmpty();
    }

    /** Where a class of the class path was found. */
    private static Path home(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
