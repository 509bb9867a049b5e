package org.tradingarena.cli.console;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that answers: what it says goes through its {@link Console}, and what fails becomes one line and an exit code. */
public abstract class Action implements Callable<Integer> {
    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private @Nullable Console console;

    /** Does it, and returns the exit code. */
    protected abstract int run(Console out) throws Exception;

    @Override
    public final Integer call() throws Exception {
        Console out = console();
        try {
            return run(out);
        } finally {
            out.flush();
        }
    }

    /** A misuse that the options' own rules do not cover; exit code 2. */
    protected final ParameterException misused(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    final Console console() {
        Console known = console;
        if (known == null) {
            known = new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), output);
            console = known;
        }
        return known;
    }
}
