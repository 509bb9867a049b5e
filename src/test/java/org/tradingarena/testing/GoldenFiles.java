package org.tradingarena.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Bytes that were once written and must be readable for ever, as hex under {@code src/test/resources}. With {@code
 * -Darena.golden.write=true} missing ones are written; none is ever overwritten.
 */
public final class GoldenFiles {
    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final int LINE = 80;

    private GoldenFiles() {}

    /** The bytes of a file; if there is none yet and writing is on, it is made of these. */
    public static byte[] read(String name, byte[] ifMissing) {
        try (InputStream stored = GoldenFiles.class.getResourceAsStream("/" + name)) {
            if (stored != null) {
                return HexFormat.of().parseHex(new String(stored.readAllBytes(), UTF_8).replaceAll("\\s", ""));
            }
            if (!Boolean.getBoolean("arena.golden.write")) {
                throw new AssertionError("no golden file " + name + "; -Darena.golden.write=true makes it");
            }
            Path file = RESOURCES.resolve(name);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, HexFormat.of().formatHex(ifMissing).replaceAll("(.{" + LINE + "})", "$1\n") + "\n");
            return ifMissing;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
