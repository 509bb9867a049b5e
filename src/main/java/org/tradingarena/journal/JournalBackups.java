package org.tradingarena.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tradingarena.journal.store.JournalStore;
import org.tradingarena.journal.store.StoreInspection;

/**
 * Backups of a running node's journal: one at a time, each a new directory beneath one configured directory. They run beside everything
 * else, on a thread of their own. Safe for use by several threads.
 */
public final class JournalBackups implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JournalBackups.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final DateTimeFormatter BY_TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    private final JournalStore store;
    private final Path directory;
    private @Nullable Backup last;
    private @Nullable Thread running;

    /** @param directory where they go; made when the first one begins */
    public JournalBackups(JournalStore store, Path directory) {
        this.store = store;
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** How far a backup is. */
    public enum Progress {
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * A backup, begun since the node started.
     *
     * @param streams how many persistence ids it holds; 0 until it is done
     * @param events how many events it holds; 0 until it is done
     * @param reason why it failed, in a sentence; empty if it did not
     */
    public record Backup(String name, Path directory, Progress progress, long streams, long events, String reason) {}

    /** What became of the wish for a backup. */
    public sealed interface Begun {
        record Started(Backup backup) implements Begun {}

        /** Another one is under way. */
        record Busy(Backup other) implements Begun {}

        record Exists(Path directory) implements Begun {}
    }

    /** Whether this can be the name of a backup: one segment of a path, of letters, digits, dots, dashes and underscores. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** A name that tells when. */
    public static String nameByTime() {
        return "backup-" + BY_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    }

    /** Begins a backup of this name and returns at once; {@link #find} tells how it goes. */
    public synchronized Begun begin(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("no name of a backup: " + name);
        }
        Backup other = last;
        if (other != null && other.progress() == Progress.RUNNING) {
            return new Begun.Busy(other);
        }
        Path target = directory.resolve(name);
        if (Files.exists(target)) {
            return new Begun.Exists(target);
        }
        Backup backup = new Backup(name, target, Progress.RUNNING, 0, 0, "");
        last = backup;
        Thread thread = new Thread(() -> run(backup), "arena-journal-backup");
        thread.setDaemon(true);
        running = thread;
        thread.start();
        return new Begun.Started(backup);
    }

    private void run(Backup backup) {
        Backup ended;
        try {
            Files.createDirectories(directory);
            StoreInspection.Report report = JournalTools.backup(store, backup.directory());
            ended = new Backup(backup.name(), backup.directory(), Progress.DONE, report.streams(), report.events(), "");
            log.info("backup in {}: {} events of {} streams", backup.directory(), report.events(), report.streams());
        } catch (IOException | RuntimeException failed) {
            String reason = String.valueOf(failed.getMessage());
            log.error("backup to {} failed: {}", backup.directory(), reason);
            ended = new Backup(backup.name(), backup.directory(), Progress.FAILED, 0, 0, reason);
        }
        synchronized (this) {
            last = ended;
        }
    }

    /** The newest backup, if it has this name. */
    public synchronized Optional<Backup> find(String name) {
        return Optional.ofNullable(last).filter(backup -> backup.name().equals(name));
    }

    /** Gives up what is under way, for the node stops. */
    @Override
    public synchronized void close() {
        if (running != null) {
            running.interrupt();
        }
    }
}
