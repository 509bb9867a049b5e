package org.tradingarena.cli.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.tradingarena.journal.JournalTools;
import org.tradingarena.server.ArenaConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a journal of what Pekko's stock LevelDB plugin wrote. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = "Make the journal of a directory of Pekko's stock LevelDB plugin.")
final class ConvertCommand extends JournalAction {
    @Parameters(paramLabel = "STOCK_DIR", description = "The directory of the stock plugin's journal.")
    private Path stock = Path.of("");

    @Override
    int run() throws IOException {
        Path journal = journal().toAbsolutePath().normalize();
        if (!isEmpty(journal)) {
            throw new IOException(
                    "The directory " + journal
                            + " is not empty, nothing is written over it; move the stock journal away and convert it from there.");
        }
        // A journal only when all of it is there.
        Path beside = journal.resolveSibling(journal.getFileName() + ".converting");
        if (!isEmpty(beside)) {
            throw new IOException("An earlier conversion left " + beside + "; delete it and try again.");
        }
        Files.createDirectories(beside);
        long events = convert(beside);
        Files.deleteIfExists(journal);
        Files.move(beside, journal, StandardCopyOption.ATOMIC_MOVE);
        if (isJson()) {
            say(object().put("directory", journal.toString()).put("events", events));
        } else {
            say("%s: %,d events.".formatted(journal, events));
        }
        return FINE;
    }

    private long convert(Path target) throws IOException {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "convert", alone(config()));
        try {
            return JournalTools.convertStock(stock, target, system);
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
        }
    }

    /** Only serializers are needed: no cluster, no port. */
    private static Config alone(Config config) {
        return ArenaConfig.layered(
                ConfigFactory.parseString("pekko.actor.provider = local").withFallback(config));
    }
}
