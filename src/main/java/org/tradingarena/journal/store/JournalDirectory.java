package org.tradingarena.journal.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.tradingarena.journal.kv.Engine;

/** What kind of directory a path is, told by its files before LevelDB touches any of them. */
final class JournalDirectory {
    static final String FORMAT_FILE = "journal.format";
    /** Left by a restore, with a fresh id: positions that clients hold may lie beyond what was restored. */
    static final String RESTORED_FILE = "restored";

    /** Says that the directory is a backup, which a node must not write to. */
    static final String BACKUP_FILE = "backup";

    static final String JAVA_FILE = "journal.java";

    private static final String FORMAT = "trading-arena journal 1";

    private JournalDirectory() {}

    /** Prepares a new directory or accepts one of ours; anything else is a {@link ForeignJournalException}. */
    static void require(Path directory) throws IOException {
        Path format = directory.resolve(FORMAT_FILE);
        if (Files.exists(format)) {
            requireKnown(directory, new String(Files.readAllBytes(format), UTF_8));
            return;
        }
        if (holdsLevelDb(directory)) {
            throw new ForeignJournalException(
                    "The directory " + directory + " holds a LevelDB that this journal did not write,"
                            + " probably Pekko's stock journal; move it away and convert it with `arena journal convert`.");
        }
        DurableFiles.write(format, (FORMAT + "\nid " + UUID.randomUUID() + "\n").getBytes(UTF_8));
    }

    /** Whether there is anything to be opened: a journal, or what has to be refused with a reason. */
    static boolean holdsAny(Path directory) {
        return Files.isDirectory(directory)
                && (Files.exists(directory.resolve(FORMAT_FILE)) || holdsLevelDb(directory));
    }

    /** A node that writes to a backup would spoil it, and its clients would not learn that they have to begin again. */
    static void requireNoBackup(Path directory) {
        if (Files.exists(directory.resolve(BACKUP_FILE))) {
            throw new ForeignJournalException(
                    "The directory " + directory + " is a backup; make a journal of it with `arena journal restore`.");
        }
    }

    private static void requireKnown(Path directory, String content) {
        List<String> lines = content.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(FORMAT)) {
            throw new ForeignJournalException("The directory " + directory + " says that it is \""
                    + (lines.isEmpty() ? "" : lines.get(0)) + "\"; this build reads \"" + FORMAT + "\".");
        }
    }

    /**
     * Which LevelDB has to open the directory. The Java port notes the sizes of its compacted tables four bytes too large, and the
     * native LevelDB cannot read them then; so what the port has once opened stays with it.
     */
    static Engine engineFor(Path directory, Engine wanted) throws IOException {
        Path mark = directory.resolve(JAVA_FILE);
        if (Files.exists(mark)) {
            return Engine.JAVA;
        }
        if (wanted == Engine.JAVA) {
            DurableFiles.write(mark, "opened by LevelDB's port to Java\n".getBytes(UTF_8));
        }
        return wanted;
    }

    /** Whether LevelDB may begin a new database here: not over one whose beginning was lost. */
    static boolean mayBegin(Path directory) {
        return !Witness.exists(directory) && !holdsLevelDb(directory);
    }

    static boolean holdsLevelDb(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).anyMatch(JournalDirectory::isLevelDbs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLevelDbs(String name) {
        return name.equals("CURRENT")
                || name.startsWith("MANIFEST-")
                || name.endsWith(".sst")
                || name.endsWith(".ldb")
                || name.matches("\\d+\\.log");
    }
}
