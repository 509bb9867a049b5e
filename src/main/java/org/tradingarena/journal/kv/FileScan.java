package org.tradingarena.journal.kv;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Looks at LevelDB's files before LevelDB does. LevelDB drops what it cannot read of a log and deletes the log; seen before, the
 * directory stays as it is, and what is left of it can still be rescued.
 */
public final class FileScan {
    private FileScan() {}

    /**
     * Refuses a directory with a damaged log, manifest or table index by a {@link KeyValueException} that names the file. For the Java
     * port, which does not check them itself, all data of all tables is read too.
     */
    public static void requireWhole(Path directory, Engine engine) throws IOException {
        for (Path file : files(directory)) {
            if (file.getFileName().toString().matches("\\d+\\.log")) {
                requireWholeLog(file, Files.readAllBytes(file));
            }
        }
        Path manifest = currentManifest(directory);
        if (Files.exists(manifest)) {
            byte[] content = Files.readAllBytes(manifest);
            requireWholeLog(manifest, content);
            for (long table : Manifest.tables(LogScan.records(content))) {
                requireWholeTable(directory, table, engine == Engine.JAVA);
            }
        }
    }

    /** The file that CURRENT names; if that cannot be told, LevelDB will say so. */
    private static Path currentManifest(Path directory) throws IOException {
        Path current = directory.resolve("CURRENT");
        if (!Files.exists(current)) {
            return current;
        }
        String name = new String(Files.readAllBytes(current), StandardCharsets.ISO_8859_1).strip();
        return directory.resolve(name.matches("MANIFEST-\\d+") ? name : "MANIFEST");
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void requireWholeTable(Path directory, long number, boolean allData) throws IOException {
        Path old = directory.resolve("%06d.sst".formatted(number));
        Path file = Files.exists(old) ? old : directory.resolve("%06d.ldb".formatted(number));
        if (!Files.exists(file)) {
            throw new KeyValueException("the table " + old.getFileName() + " is missing");
        }
        boolean whole;
        try {
            whole = TableScan.isWhole(file, allData);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            whole = false;
        }
        if (!whole) {
            throw new KeyValueException("the table " + file.getFileName() + " is damaged");
        }
    }

    private static void requireWholeLog(Path file, byte[] content) {
        OptionalLong damage = LogScan.firstDamage(content);
        if (damage.isPresent()) {
            throw new KeyValueException("the log " + file.getFileName() + " is damaged at byte " + damage.getAsLong()
                    + " and goes on behind it");
        }
    }
}
