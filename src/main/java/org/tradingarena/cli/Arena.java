package org.tradingarena.cli;

import org.slf4j.LoggerFactory;
import org.tradingarena.bench.BenchCommand;
import org.tradingarena.cli.bots.BotsCommand;
import org.tradingarena.cli.cluster.ClusterDemoCommand;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.console.Failures;
import org.tradingarena.cli.journal.JournalCommand;
import org.tradingarena.cli.trade.TradeCommand;
import org.tradingarena.cli.watch.WatchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program {@code arena}. */
@Command(
        name = "arena",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "A trading arena whose clients never lose their place.",
        subcommands = {
            ServerCommand.class,
            ClusterDemoCommand.class,
            JournalCommand.class,
            KeygenCommand.class,
            RegisterCommand.class,
            SessionsCommand.class,
            TradeCommand.class,
            OrdersCommand.class,
            PortfolioCommand.class,
            WatchCommand.class,
            BotsCommand.class,
            BenchCommand.class,
            PrepareCommand.class,
            CompletionCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Every command has --help; those that answer have --json.",
            "ARENA_URL, ARENA_COLLECTIVE, ARENA_KEY and ARENA_ADMIN_TOKEN stand in for the options.",
            ExitCode.HELP
        })
public final class Arena implements Runnable {
    private static final int HELP_WIDTH = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Arena() {}

    /** Runs a command; the process ends with its exit code. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("server")) {
            LoggerFactory.getLogger(Arena.class); // first of all, or else SLF4J complains of early log calls
        } else {
            // The answer of a command is alone on standard output (see logback.xml). What needs no log does not wait
            // for it.
            System.setProperty("arena.log.target", "System.err");
            if (System.getProperty("arena.log.level") == null) {
                System.setProperty("arena.log.level", "WARN");
            }
        }
        int code = commandLine().execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** All commands. */
    static CommandLine commandLine() {
        CommandLine arena = new CommandLine(new Arena());
        CommandGroups.arrange(arena);
        versioned(arena);
        return Failures.handledBy(arena).setUsageHelpWidth(HELP_WIDTH);
    }

    private static void versioned(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Arena::versioned);
    }

    /** Without a command: what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
