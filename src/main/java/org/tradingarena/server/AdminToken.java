package org.tradingarena.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The token of admin calls (protocol section 10): the configured one, or a random one that the first start writes beside the data, for
 * its owner alone to read.
 *
 * @param origin where it comes from, for the log; never the token itself
 */
public record AdminToken(String value, String origin) {
    private static final String FILE = "admin-token";
    private static final int BYTES = 32;

    /**
     * The configured one, or the one that is kept in a directory, which is made where there is none. Throws {@link StartException} if it
     * cannot be kept.
     */
    public static AdminToken of(String configured, Path dataDirectory) {
        if (!configured.isBlank()) {
            return new AdminToken(configured.strip(), "as configured");
        }
        Path file = dataDirectory.resolve(FILE);
        try {
            if (Files.notExists(file)) {
                write(file);
            }
            return new AdminToken(Files.readString(file).strip(), "in " + file);
        } catch (IOException failed) {
            throw new StartException("the admin token cannot be kept in " + file + ": " + failed.getMessage());
        }
    }

    /** The token of the node on a data directory, for commands that ask it; empty if there is none or it may not be read. */
    public static Optional<String> find(String configured, Path dataDirectory) {
        if (!configured.isBlank()) {
            return Optional.of(configured.strip());
        }
        try {
            return Optional.of(Files.readString(dataDirectory.resolve(FILE)).strip());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Written whole or not at all: a crash in between leaves no half token. */
    private static void write(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Path draft = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                draft, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n", StandardOpenOption.WRITE);
        Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
