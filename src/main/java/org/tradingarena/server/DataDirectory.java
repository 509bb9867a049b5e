package org.tradingarena.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The directory of everything durable, held by this process alone for as long as it lives. */
public final class DataDirectory {
    private static final String LOCK = "lock";

    /** A channel that nobody holds is collected, and its lock with it. */
    private static final List<FileChannel> HELD = new CopyOnWriteArrayList<>();

    private DataDirectory() {}

    /**
     * Makes the directory if need be and takes hold of it; the system lets go when the process ends, however it ends. Throws {@link
     * StartException} if another process holds it, or it cannot be made.
     */
    public static Path hold(String configured) {
        Path directory = Path.of(configured).toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(directory);
            }
            HELD.add(channel);
            return directory;
        } catch (OverlappingFileLockException held) {
            throw inUse(directory);
        } catch (IOException failed) {
            throw new StartException("the data directory " + directory + " cannot be used: " + failed.getMessage());
        }
    }

    /** Whether a process holds it now. */
    public static boolean isHeld(Path directory) {
        Path lock = directory.resolve(LOCK);
        if (Files.notExists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held == null;
        } catch (OverlappingFileLockException ours) {
            return true;
        } catch (IOException failed) {
            throw new StartException("the data directory " + directory + " cannot be used: " + failed.getMessage());
        }
    }

    private static StartException inUse(Path directory) {
        return new StartException("another arena is running on the data directory " + directory
                + "; stop it, or set ARENA_DATA_DIR to another directory");
    }
}
