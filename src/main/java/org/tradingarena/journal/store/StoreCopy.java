package org.tradingarena.journal.store;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.tradingarena.journal.kv.Engine;
import org.tradingarena.journal.kv.KeyValueException;
import org.tradingarena.journal.kv.KeyValueStore;
import org.tradingarena.journal.kv.KeyValueStore.Cursor;
import org.tradingarena.journal.kv.KeyValueStore.Entry;
import org.tradingarena.journal.kv.KeyValueStore.View;
import org.tradingarena.journal.kv.LevelDbStore;
import org.tradingarena.journal.kv.WriteBatch;
import org.tradingarena.journal.record.BatchMark;
import org.tradingarena.journal.record.CorruptJournalException;

/** Copies of whole stores. A copy becomes a journal at the very end: what an interruption leaves is refused at opening. */
public final class StoreCopy {
    private static final long BATCH_BYTES = 1 << 20;

    private StoreCopy() {}

    /**
     * Copies a store that may be in use, as it is at this moment, into a new directory; the copy is verified. It leaves the store's
     * floor of free disk space alone: a backup that would get below it fails, and leaves nothing behind.
     */
    public static StoreInspection.Report backup(JournalStore store, Path target) throws IOException {
        requireAbsent(target);
        Files.createDirectories(target);
        try {
            return copyTo(store, target);
        } catch (IOException | RuntimeException failed) {
            delete(target);
            throw failed;
        }
    }

    private static StoreInspection.Report copyTo(JournalStore store, Path target) throws IOException {
        StoreSettings settings = store.settings();
        Room room = new Room(target, settings.diskFloor());
        room.require(sizeOf(settings.directory()));
        BatchMark last;
        try (KeyValueStore copy = create(target, settings.engine())) {
            last = store.read(view -> copy(view, copy, room));
        }
        finish(target, last, settings.directory());
        StoreInspection.Report report = verified(target);
        DurableFiles.write(
                target.resolve(JournalDirectory.BACKUP_FILE),
                (Instant.now() + "\n").getBytes(StandardCharsets.US_ASCII));
        return report;
    }

    /** The room that a copy may take. */
    private record Room(Path directory, long floor) {
        /** Also the place where a copy that takes long can be interrupted. */
        void require(long bytes) {
            if (Thread.currentThread().isInterrupted()) {
                throw new KeyValueException("The copy to " + directory + " was given up.");
            }
            long usable = DiskSpace.usableBytesOf(directory).getAsLong();
            if (usable - bytes < floor) {
                throw new KeyValueException("There is no room for a copy in " + directory + ": it takes "
                        + (bytes >> 20) + " MiB of the " + (usable >> 20) + " MiB that are left, and "
                        + (floor >> 20) + " MiB must stay free.");
            }
        }
    }

    /** Moves a backup to a directory that does not exist or is empty, on another disk if need be, and syncs it. */
    public static void move(Path backup, Path target) throws IOException {
        requireAbsent(target);
        Path parent = target.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path beside = target.resolveSibling(target.getFileName() + ".moving");
        delete(beside);
        copyFiles(backup, beside);
        if (Files.isDirectory(target)) {
            Files.delete(target);
        }
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        if (parent != null) {
            DurableFiles.syncDirectory(parent);
        }
        delete(backup);
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        new Room(to, 0).require(sizeOf(from));
        for (Path file : filesOf(from)) {
            Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        syncAll(to);
    }

    private static KeyValueStore create(Path directory, Engine engine) throws IOException {
        StoreSettings settings = StoreSettings.defaults(directory);
        JournalDirectory.engineFor(directory, engine);
        return LevelDbStore.open(engine, directory, settings.writeBuffer(), settings.blockCache(), true);
    }

    /** From here on the copy is a journal. */
    private static void finish(Path copy, BatchMark last, Path original) throws IOException {
        Witness.open(copy, last).close();
        syncAll(copy);
        Path format = original.resolve(JournalDirectory.FORMAT_FILE);
        DurableFiles.write(copy.resolve(JournalDirectory.FORMAT_FILE), Files.readAllBytes(format));
    }

    /** A journal of the Java port, as one of the native LevelDB's. */
    private static Path inNativeFiles(Path directory) throws IOException {
        Path converted = directory.resolveSibling(directory.getFileName() + ".native");
        delete(converted);
        Files.createDirectories(converted);
        BatchMark last;
        try (JournalStore source = open(directory);
                KeyValueStore copy = create(converted, Engine.NATIVE)) {
            last = source.read(view -> copy(view, copy, new Room(converted, 0)));
        }
        finish(converted, last, directory);
        delete(directory);
        return converted;
    }

    private static BatchMark copy(View from, KeyValueStore to, Room room) {
        BatchMark last = BatchRing.verified(from, Optional.empty());
        WriteBatch batch = new WriteBatch();
        try (Cursor cursor = from.seek(new byte[0])) {
            for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
                batch.put(entry.key(), entry.value());
                if (batch.bytes() >= BATCH_BYTES) {
                    room.require(BATCH_BYTES);
                    to.write(batch, false);
                    batch = new WriteBatch();
                }
            }
        }
        to.write(batch, true);
        return last;
    }

    /**
     * Makes a journal of a backup, in a directory that does not exist yet, and marks it as restored with a fresh id, which is
     * returned.
     */
    public static UUID restore(Path backup, Path target) throws IOException {
        requireAbsent(target);
        if (!Files.exists(backup.resolve(JournalDirectory.FORMAT_FILE))) {
            throw new IOException("The directory " + backup + " is no complete backup of a journal.");
        }
        Path beside = target.resolveSibling(target.getFileName() + ".restoring");
        delete(beside);
        copyFiles(backup, beside);
        Files.deleteIfExists(beside.resolve(JournalDirectory.BACKUP_FILE));
        if (Files.exists(beside.resolve(JournalDirectory.JAVA_FILE)) && Engine.of("auto") == Engine.NATIVE) {
            beside = inNativeFiles(beside);
        }
        verified(beside);
        UUID mark = UUID.randomUUID();
        DurableFiles.write(
                beside.resolve(JournalDirectory.RESTORED_FILE), (mark + "\n").getBytes(StandardCharsets.US_ASCII));
        if (Files.isDirectory(target)) {
            Files.delete(target);
        }
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        Path parent = target.toAbsolutePath().getParent();
        if (parent != null) {
            DurableFiles.syncDirectory(parent);
        }
        return mark;
    }

    /** The id of the last restore of a journal's directory; empty if it was never restored. */
    public static Optional<UUID> restoredMark(Path directory) throws IOException {
        Path mark = directory.resolve(JournalDirectory.RESTORED_FILE);
        return Files.exists(mark)
                ? Optional.of(UUID.fromString(
                        Files.readString(mark, StandardCharsets.US_ASCII).strip()))
                : Optional.empty();
    }

    private static StoreInspection.Report verified(Path directory) {
        try (JournalStore store = open(directory)) {
            StoreInspection.Report report = StoreInspection.inspect(store);
            if (!report.isClean()) {
                throw CorruptJournalException.ofStore(
                        "the copy in " + directory + " is as damaged as what it was made of, " + report.problems());
            }
            return report;
        }
    }

    private static JournalStore open(Path directory) {
        return JournalStore.open(
                StoreSettings.defaults(directory).withDiskFloors(0, 0),
                JournalStore.Hooks.of(Runnable::run, failure -> {}));
    }

    private static void requireAbsent(Path directory) throws IOException {
        if (Files.exists(directory) && !filesOf(directory).isEmpty()) {
            throw new IOException("The directory " + directory + " is not empty, nothing is written over it.");
        }
    }

    /** What the files of a journal take on the disk, in bytes; LevelDB may take some away meanwhile. */
    public static long sizeOf(Path directory) throws IOException {
        long bytes = 0;
        for (Path file : filesOf(directory)) {
            bytes += file.toFile().length();
        }
        return bytes;
    }

    private static List<Path> filesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static void syncAll(Path directory) throws IOException {
        for (Path file : filesOf(directory)) {
            try (FileChannel channel = FileChannel.open(file, WRITE)) {
                channel.force(true);
            }
        }
        DurableFiles.syncDirectory(directory);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
