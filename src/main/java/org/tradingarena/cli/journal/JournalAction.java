package org.tradingarena.cli.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.tradingarena.journal.kv.JournalInUseException;
import org.tradingarena.journal.record.CorruptJournalException;
import org.tradingarena.server.ArenaConfig;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What the journal's commands have in common: where the journal is, how they answer, and what an error looks like: one sentence on
 * standard error, and an exit code that says which kind it is.
 */
abstract class JournalAction implements Callable<Integer> {
    /** All is well. */
    static final int FINE = 0;

    /** The journal does not hold what was acknowledged. */
    static final int DAMAGED = 1;

    /** A process has the journal, and it cannot be done beside it. */
    static final int IN_USE = 3;

    /** It could not be done, for another reason. */
    static final int FAILED = 4;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "The data directory, instead of ARENA_DATA_DIR.")
    private @Nullable Path dataDirectory;

    @Option(names = "--json", description = "Answer in JSON, for programs.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private @Nullable Config config;

    /** Does it, and returns the exit code. */
    abstract int run() throws IOException;

    @Override
    public final Integer call() {
        try {
            return run();
        } catch (ParameterException usage) {
            throw usage; // picocli says how the command is used
        } catch (CorruptJournalException damaged) {
            return sorry(DAMAGED, damaged);
        } catch (JournalInUseException inUse) {
            return sorry(IN_USE, inUse);
        } catch (IOException | RuntimeException failed) {
            return sorry(FAILED, failed);
        } finally {
            spec.commandLine().getOut().flush();
        }
    }

    private int sorry(int code, Exception failure) {
        LoggerFactory.getLogger(JournalAction.class).debug("what led to the error", failure);
        String message = failure.getMessage();
        error(message == null ? failure.getClass().getSimpleName() : message.replace('\n', ' '));
        return code;
    }

    /** The same configuration as the server's. */
    final Config config() {
        Config known = config;
        if (known == null) {
            Config file = ArenaConfig.load(System.getenv());
            Path data = dataDirectory;
            known = data == null
                    ? file
                    : ArenaConfig.layered(
                            ConfigFactory.parseMap(Map.of("arena.data-dir", data.toString()), "--data-dir")
                                    .withFallback(ArenaConfig.ofEnvironment(System.getenv())));
            config = known;
        }
        return known;
    }

    final Path data() {
        return Path.of(config().getString("arena.data-dir"));
    }

    final boolean isPostgres() {
        return config().getString("arena.journal.plugin").equals("postgresql");
    }

    /** The LevelDB journal's own directory. */
    final Path journal() {
        if (isPostgres()) {
            throw new IllegalStateException(
                    "This command is for a LevelDB journal, and arena.journal.plugin is postgresql;"
                            + " PostgreSQL has tools of its own (pg_dump, psql).");
        }
        return Path.of(config().getString("arena.journal.leveldb.dir"));
    }

    /** Whether nothing would be written over in a directory. */
    static boolean isEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Files.notExists(directory);
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** A refusal that picocli answers with how the command is used, and exit code 2. */
    final ParameterException misused(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    final boolean isJson() {
        return json;
    }

    /** One line for people. */
    final void say(String line) {
        out().println(line);
    }

    /** One line for programs. */
    final void say(JsonNode line) {
        out().println(line);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** One line beside the answer. */
    final void error(String sentence) {
        spec.commandLine().getErr().println("arena: " + Objects.requireNonNull(sentence));
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String mebibytes(long bytes) {
        return "%,.1f MiB".formatted(bytes / 1024.0 / 1024.0);
    }
}
