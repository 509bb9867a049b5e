package org.tradingarena.cli;

import org.slf4j.LoggerFactory;
import org.tradingarena.bench.BenchCommand;
import org.tradingarena.cli.journal.JournalCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code arena}. */
@Command(
        name = "arena",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "A trading arena whose clients never lose their place.",
        subcommands = {ServerCommand.class, KeygenCommand.class, BenchCommand.class, JournalCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Arena {
    private Arena() {}

    /** Runs a command; the process ends with its exit code. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && !arguments[0].equals("server")) {
            // The answer of a command is alone on standard output (see logback.xml).
            System.setProperty("arena.log.target", "System.err");
            System.setProperty("arena.log.level", "WARN");
        }
        LoggerFactory.getLogger(Arena.class); // first of all, or else SLF4J complains of early log calls
        int code = new CommandLine(new Arena()).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }
}
