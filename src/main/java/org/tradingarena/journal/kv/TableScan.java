package org.tradingarena.journal.kv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.iq80.snappy.CorruptionException;
import org.iq80.snappy.Snappy;
import org.jspecify.annotations.Nullable;

/**
 * Checks what LevelDBs believe without looking at checksums. The native one of 2013 believes a table's index, where a flipped bit
 * hides a part of the table from every search. The Java port believes every block, and its decompressor brings the JVM down on a
 * wrong one.
 *
 * <p>Format: the last 48 bytes hold the places of two blocks as pairs of varints, the second of which is the index, and a magic
 * number. A block is followed by a byte for its compression and a masked CRC-32C. The index is a block whose values are the places of
 * the data blocks. See {@code doc/table_format} of LevelDB.
 */
final class TableScan {
    private static final int FOOTER = 48;
    private static final int TRAILER = 5;
    private static final int SNAPPY = 1;
    private static final long MAGIC = 0xdb4775248b80fb57L;

    private final FileChannel channel;
    private final long size;

    private TableScan(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    /** Whether the index is whole, and all of the data too if that is asked for; what cannot be read at all throws anything. */
    static boolean isWhole(Path table, boolean allData) throws IOException {
        try (FileChannel channel = FileChannel.open(table, StandardOpenOption.READ)) {
            TableScan scan = new TableScan(channel);
            ByteBuffer index = scan.index();
            return index != null && (!allData || scan.isDataWhole(index));
        }
    }

    private @Nullable ByteBuffer index() throws IOException {
        if (size < FOOTER) {
            return null;
        }
        ByteBuffer footer = read(size - FOOTER, FOOTER);
        if (footer.getLong(FOOTER - 8) != MAGIC) {
            return null;
        }
        Varint.read(footer);
        Varint.read(footer);
        return wholeBlock(Varint.read(footer), Varint.read(footer));
    }

    private boolean isDataWhole(ByteBuffer index) throws IOException {
        for (ByteBuffer place : values(uncompressed(index))) {
            if (wholeBlock(Varint.read(place), Varint.read(place)) == null) {
                return false;
            }
        }
        return true;
    }

    /** A block with its trailer, if its checksum is right. */
    private @Nullable ByteBuffer wholeBlock(long offset, long length) throws IOException {
        if (offset < 0 || length < 0 || offset + length + TRAILER > size - FOOTER) {
            return null;
        }
        ByteBuffer block = read(offset, (int) length + TRAILER);
        CRC32C crc = new CRC32C();
        crc.update(block.slice(0, (int) length + 1));
        return Checksums.masked(crc) == block.getInt((int) length + 1) ? block : null;
    }

    private static ByteBuffer uncompressed(ByteBuffer block) {
        byte[] content = new byte[block.limit() - TRAILER];
        block.get(0, content);
        try {
            byte[] plain =
                    block.get(content.length) == SNAPPY ? Snappy.uncompress(content, 0, content.length) : content;
            return ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
        } catch (CorruptionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The values of a block: entries of shared and own key bytes and a value, up to an array of restart points. */
    private static List<ByteBuffer> values(ByteBuffer block) {
        int restarts = block.getInt(block.limit() - 4);
        block.limit(block.limit() - 4 - 4 * restarts);
        List<ByteBuffer> values = new ArrayList<>();
        while (block.hasRemaining()) {
            Varint.read(block);
            int ownKey = (int) Varint.read(block);
            int value = (int) Varint.read(block);
            values.add(block.slice(block.position() + ownKey, value));
            block.position(block.position() + ownKey + value);
        }
        return values;
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // until it is full or the file ends
        }
        return buffer.flip();
    }
}
