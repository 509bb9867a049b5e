package org.tradingarena.cli.console;

import java.util.List;
import org.slf4j.LoggerFactory;
import org.tradingarena.client.ArenaException;
import org.tradingarena.protocol.Wire;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What becomes of a failure: one line on standard error, or a JSON object there after {@code --json}, and an exit code. */
public final class Failures {
    private Failures() {}

    /** Lets a command line, and its subcommands, fail like this. */
    public static CommandLine handledBy(CommandLine commandLine) {
        return commandLine
                .setParameterExceptionHandler(Failures::misused)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
    }

    private static int failed(Exception failure, CommandLine command) throws Exception {
        if (!(command.getCommand() instanceof Action action)) {
            throw failure;
        }
        CommandFailure told = tellable(failure);
        action.console().sorry(told);
        return told.exitCode();
    }

    private static CommandFailure tellable(Exception failure) {
        return switch (failure) {
            case CommandFailure told -> told;
            case ArenaException refusal -> CommandFailure.refused(refusal);
            case TypeConversionException misuse -> CommandFailure.misused(String.valueOf(misuse.getMessage()));
            case InterruptedException interrupted -> CommandFailure.interrupted();
            default -> {
                LoggerFactory.getLogger(Failures.class).debug("what led to the error", failure);
                yield CommandFailure.unexpected(failure);
            }
        };
    }

    private static int misused(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        CommandFailure failure = CommandFailure.misused(sentence(misuse) + " (see '" + name + " --help')");
        boolean json = List.of(arguments).contains("--json");
        command.getErr().println(json ? Wire.bare(failure.body()) : failure.line());
        command.getErr().flush();
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException misuse) {
        String sentence = String.valueOf(misuse.getMessage()).replace(System.lineSeparator(), " ");
        if (misuse instanceof UnmatchedArgumentException unmatched) {
            List<String> meant = unmatched.getSuggestions();
            return meant.isEmpty() ? sentence : sentence + ". Did you mean: " + String.join(" or ", meant) + "?";
        }
        return sentence;
    }
}
