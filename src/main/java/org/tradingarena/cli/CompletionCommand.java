package org.tradingarena.cli;

import org.tradingarena.cli.console.Action;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The shell's completion. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Print a completion script for the shell.",
            "",
            "  bash:  source <(arena completion bash)",
            "         for good: arena completion bash > ~/.local/share/bash-completion/completions/arena",
            "  zsh:   source <(arena completion zsh)      in ~/.zshrc, after compinit"
        },
        footer = {"", ExitCode.HELP})
final class CompletionCommand extends Action {
    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The shells; zsh runs bash's script, which says what zsh needs for that. */
    enum Shell {
        bash,
        zsh
    }

    @Override
    protected int run(Console out) {
        out.say("# Completion of arena for " + shell + ".");
        out.say(AutoComplete.bash("arena", spec.root().commandLine()).stripTrailing());
        return ExitCode.FINE;
    }
}
