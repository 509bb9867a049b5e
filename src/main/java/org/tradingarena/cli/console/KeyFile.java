package org.tradingarena.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.Ed25519Keys;

/** Makes the files that clients sign in with. */
public final class KeyFile {
    private KeyFile() {}

    /**
     * Makes a key, writes its private seed to a file that only its owner may read, and returns the public half in base64url.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file; a key is never overwritten
     */
    public static String create(Path file) throws IOException {
        KeyPair pair = Ed25519Keys.generate();
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, Base64Url.encode(Ed25519Keys.seed(pair.getPrivate())) + "\n", StandardOpenOption.WRITE);
        return Base64Url.encode(Ed25519Keys.encode(pair.getPublic()));
    }
}
