package org.tradingarena.journal.kv;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds a directory for one store of one process, so that a second one gets a sentence instead of LevelDB's stack trace. The
 * operating system lets go of it when the process ends, however it ends.
 */
public final class DirectoryLock implements AutoCloseable {
    static final String LOCK_FILE = "journal.lock";
    static final String PID_FILE = "journal.pid";

    /** POSIX forgets a process's locks on a file when it closes any handle of it: so never open one twice. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Takes an existing directory or throws {@link JournalInUseException}. */
    public static DirectoryLock take(Path directory) {
        try {
            Path real = directory.toRealPath();
            if (!HELD_HERE.add(real)) {
                throw new JournalInUseException(
                        directory, OptionalLong.of(ProcessHandle.current().pid()));
            }
            boolean held = false;
            try {
                DirectoryLock lock = lock(real);
                held = true;
                return lock;
            } finally {
                if (!held) {
                    HELD_HERE.remove(real);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The journal's directory " + directory + " cannot be locked: " + e.getMessage(), e);
        }
    }

    private static DirectoryLock lock(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(directory.resolve(LOCK_FILE), CREATE, WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new JournalInUseException(directory, readPid(directory));
        }
        Files.writeString(
                directory.resolve(PID_FILE),
                Long.toString(ProcessHandle.current().pid()));
        return new DirectoryLock(directory, channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static OptionalLong readPid(Path directory) {
        try {
            return OptionalLong.of(
                    Long.parseLong(Files.readString(directory.resolve(PID_FILE)).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        try {
            if (channel.isOpen()) {
                Files.deleteIfExists(directory.resolve(PID_FILE));
                channel.close();
                HELD_HERE.remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
