package org.tradingarena.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.tradingarena.cli.console.Action;
import org.tradingarena.cli.console.CommandFailure;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.console.KeyFile;
import org.tradingarena.cli.remote.ClientOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a key pair: the private half into a file, the public half to standard output. */
@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        description = "Make an Ed25519 key: writes the private seed to FILE (mode 0600) and prints the public key.",
        footer = {"", ExitCode.HELP})
final class KeygenCommand extends Action {
    @Parameters(paramLabel = "FILE", description = "Where the private seed goes; must not exist.")
    private Path file = Path.of(ClientOptions.DEFAULT_KEY);

    @Override
    protected int run(Console out) throws IOException {
        try {
            String publicKey = KeyFile.create(file);
            if (out.isJson()) {
                out.say(json -> json.text("file", file.toString()).text("public_key", publicKey));
            } else {
                out.say(publicKey);
            }
            return ExitCode.FINE;
        } catch (FileAlreadyExistsException exists) {
            throw CommandFailure.refused("CONFLICT", file + " exists already; a key is never overwritten");
        }
    }
}
