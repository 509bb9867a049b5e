package org.tradingarena.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.concurrent.Callable;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.Ed25519Keys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a key pair: the private half into a file, the public half to standard output. */
@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        description = "Make an Ed25519 key: writes the private seed to FILE (mode 0600) and prints the public key.")
final class KeygenCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Where the private seed goes; must not exist.")
    private Path file = Path.of("arena.key");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        KeyPair pair = Ed25519Keys.generate();
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException exists) {
            spec.commandLine().getErr().println(file + " exists already; a key is never overwritten");
            return 1;
        }
        Files.writeString(file, Base64Url.encode(Ed25519Keys.seed(pair.getPrivate())) + "\n", StandardOpenOption.WRITE);
        PrintWriter out = spec.commandLine().getOut();
        out.println(Base64Url.encode(Ed25519Keys.encode(pair.getPublic())));
        out.flush();
        return 0;
    }
}
