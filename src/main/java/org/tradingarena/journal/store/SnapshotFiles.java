package org.tradingarena.journal.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tradingarena.journal.record.StoredSnapshot;

/**
 * Snapshots as files: a directory for each persistence id, a file for each snapshot, named by sequence number and time. A file is
 * whole or not there. Not to be used by two threads for one persistence id at a time.
 */
public final class SnapshotFiles {
    private static final Pattern NAME = Pattern.compile("(\\d{1,19})-(\\d{1,19})\\.snapshot");
    private static final int READABLE = 60;

    private final Path directory;

    public SnapshotFiles(Path directory) {
        this.directory = directory;
    }

    /** A snapshot's file, told by its name alone. */
    public record Found(Path file, long sequenceNr, long timestamp) {}

    public void save(StoredSnapshot snapshot) throws IOException {
        Path own = directoryOf(snapshot.persistenceId());
        if (!Files.isDirectory(own)) {
            Files.createDirectories(own);
            DurableFiles.syncDirectory(directory);
        }
        String name = "%019d-%d.snapshot".formatted(snapshot.sequenceNr(), snapshot.timestamp());
        DurableFiles.write(own.resolve(name), snapshot.encode());
    }

    /** The snapshots of an id that fit, the newest first. */
    public List<Found> find(String persistenceId, Predicate<Found> fits) throws IOException {
        Path own = directoryOf(persistenceId);
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(own)) {
            return files.flatMap(file -> found(file).stream())
                    .filter(fits)
                    .sorted(Comparator.comparingLong(Found::sequenceNr)
                            .thenComparingLong(Found::timestamp)
                            .reversed())
                    .toList();
        }
    }

    /** Reads a file; an {@link IllegalArgumentException} says what is wrong with it. */
    public StoredSnapshot read(String persistenceId, Found found) throws IOException {
        StoredSnapshot snapshot = StoredSnapshot.decode(Files.readAllBytes(found.file()));
        if (!snapshot.persistenceId().equals(persistenceId) || snapshot.sequenceNr() != found.sequenceNr()) {
            throw new IllegalArgumentException(
                    "it belongs to " + snapshot.persistenceId() + ", number " + snapshot.sequenceNr());
        }
        return snapshot;
    }

    public void delete(Found found) throws IOException {
        Files.deleteIfExists(found.file());
    }

    /** Deletes all but the newest so many of an id. */
    public void keepNewest(String persistenceId, int keep) throws IOException {
        List<Found> all = find(persistenceId, any -> true);
        for (Found old : all.subList(Math.min(keep, all.size()), all.size())) {
            delete(old);
        }
    }

    private static Optional<Found> found(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        try {
            return name.matches()
                    ? Optional.of(new Found(file, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Path directoryOf(String persistenceId) {
        return directory.resolve(safeName(persistenceId));
    }

    /** What a person recognises, and a hash that tells apart what looks alike: on some file systems case does not matter. */
    static String safeName(String persistenceId) {
        String readable = persistenceId.replaceAll("[^A-Za-z0-9-]", "_");
        return readable.substring(0, Math.min(READABLE, readable.length())) + "." + hash(persistenceId);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
