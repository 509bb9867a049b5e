package org.tradingarena.cli.journal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code arena journal}: needs one of its subcommands. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        description =
                "Look after the journal: check it, read it, save it, bring it back. It is the one of ARENA_DATA_DIR and ARENA_CONFIG.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            InitCommand.class,
            VerifyCommand.class,
            StatsCommand.class,
            DumpCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ConvertCommand.class
        })
public final class JournalCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }
}
