package org.tradingarena.journal.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.tradingarena.journal.record.BatchMark;

/**
 * A small file beside LevelDB that knows the last batch that was synced, so that a loss at the very end of LevelDB's log, which
 * looks like the torn tail of a power cut, is told from one. It is written after each sync and before any acknowledgement, and
 * synced about once a second: it is exact after {@code kill -9}, and after a power cut it may be a moment behind.
 */
final class Witness implements AutoCloseable {
    static final String FILE = "journal.witness";

    private static final int SLOT = 64;
    private static final int SIZE = 4096;
    private static final int CONTENT = 12;

    private final RandomAccessFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(CONTENT + 4);
    private volatile boolean changed;

    private Witness(RandomAccessFile file) {
        this.file = file;
    }

    /** What the last batch was, at least: its number and checksum. */
    record Seen(long number, int checksum) {}

    /** The file is written whole and synced once, so that it takes no new room on the disk later. */
    static Witness open(Path directory, BatchMark last) {
        try {
            RandomAccessFile file = new RandomAccessFile(directory.resolve(FILE).toFile(), "rw");
            if (file.length() < SIZE) {
                file.write(new byte[SIZE]);
            }
            Witness witness = new Witness(file);
            witness.advance(last);
            file.getFD().sync();
            return witness;
        } catch (IOException e) {
            throw new UncheckedIOException("The journal's witness cannot be written: " + e.getMessage(), e);
        }
    }

    /** The newer of the two slots that can be read; empty if there is no file or it is damaged. */
    static Optional<Seen> read(Path directory) {
        Path path = directory.resolve(FILE);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            byte[] content = Files.readAllBytes(path);
            Optional<Seen> even = slot(content, 0);
            Optional<Seen> odd = slot(content, 1);
            if (even.isPresent() && odd.isPresent()) {
                return even.get().number() > odd.get().number() ? even : odd;
            }
            return even.or(() -> odd);
        } catch (IOException e) {
            throw new UncheckedIOException("The journal's witness cannot be read: " + e.getMessage(), e);
        }
    }

    static boolean exists(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }

    /** Two slots in turn: a torn write leaves the other. */
    void advance(BatchMark mark) throws IOException {
        buffer.clear().putLong(mark.number()).putInt(mark.checksum());
        buffer.putInt(crc(buffer.array()));
        file.seek(mark.number() % 2 * SLOT);
        file.write(buffer.array());
        changed = true;
    }

    /** Called from time to time by another thread than the one that advances it. */
    void syncIfChanged() throws IOException {
        if (changed) {
            changed = false;
            file.getFD().sync();
        }
    }

    private static Optional<Seen> slot(byte[] content, int slot) {
        if (content.length < slot * SLOT + CONTENT + 4) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(content, slot * SLOT, CONTENT + 4).slice();
        byte[] bytes = new byte[CONTENT];
        in.get(0, bytes);
        return in.getInt(CONTENT) == crc(bytes) ? Optional.of(new Seen(in.getLong(0), in.getInt(8))) : Optional.empty();
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CONTENT);
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        try (file) {
            file.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException("The journal's witness cannot be closed: " + e.getMessage(), e);
        }
    }
}
