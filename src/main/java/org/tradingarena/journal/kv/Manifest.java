package org.tradingarena.journal.kv;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which tables belong to a LevelDB, by its manifest: a log of changes, each a sequence of tagged fields. A table that is not in it is
 * a leftover of an interrupted compaction, whatever its state. Pure; see {@code VersionEdit} of LevelDB.
 */
final class Manifest {
    private static final int COMPARATOR = 1;
    private static final int LOG_NUMBER = 2;
    private static final int NEXT_FILE = 3;
    private static final int LAST_SEQUENCE = 4;
    private static final int COMPACT_POINTER = 5;
    private static final int DELETED_FILE = 6;
    private static final int NEW_FILE = 7;
    private static final int PREVIOUS_LOG_NUMBER = 9;

    private final Set<Long> tables = new TreeSet<>();

    private Manifest() {}

    /** The numbers of the tables after all of these changes. */
    static Set<Long> tables(List<byte[]> changes) {
        Manifest manifest = new Manifest();
        try {
            changes.forEach(change -> manifest.apply(ByteBuffer.wrap(change)));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new KeyValueException("the manifest has a change that cannot be read", e);
        }
        return manifest.tables;
    }

    private void apply(ByteBuffer change) {
        while (change.hasRemaining()) {
            int tag = (int) Varint.read(change);
            switch (tag) {
                case COMPARATOR -> skipBytes(change);
                case LOG_NUMBER, NEXT_FILE, LAST_SEQUENCE, PREVIOUS_LOG_NUMBER -> Varint.read(change);
                case COMPACT_POINTER -> {
                    Varint.read(change);
                    skipBytes(change);
                }
                case DELETED_FILE -> {
                    Varint.read(change);
                    tables.remove(Varint.read(change));
                }
                case NEW_FILE -> {
                    Varint.read(change);
                    tables.add(Varint.read(change));
                    Varint.read(change);
                    skipBytes(change);
                    skipBytes(change);
                }
                default -> throw new IllegalArgumentException("unknown field " + tag);
            }
        }
    }

    private static void skipBytes(ByteBuffer change) {
        long length = Varint.read(change);
        change.position(Math.toIntExact(change.position() + length));
    }
}
