package org.tradingarena.journal.kv;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * Reads a log of LevelDB's as LevelDB does, but without its tolerance: a record that is damaged although a later one begins whole
 * behind it was not torn by a power cut, for LevelDB synced it before it began the later one. Pure.
 *
 * <p>Format: blocks of 32 KiB, filled with records of a header (masked CRC-32C, length, type) and data; a record never crosses
 * a block. See {@code doc/log_format} of LevelDB.
 */
final class LogScan {
    private static final int BLOCK = 32 << 10;
    private static final int HEADER = 7;
    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;

    private final ByteBuffer log;

    private LogScan(byte[] content) {
        log = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the first record is that was damaged later than it was written; empty if there is none. */
    static OptionalLong firstDamage(byte[] content) {
        return new LogScan(content).scan();
    }

    /** The records up to the first that cannot be read. */
    static List<byte[]> records(byte[] content) {
        return new LogScan(content).readRecords();
    }

    private List<byte[]> readRecords() {
        List<byte[]> records = new ArrayList<>();
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        int at = 0;
        while (at < log.limit()) {
            int blockEnd = Math.min(log.limit(), (at / BLOCK + 1) * BLOCK);
            if (blockEnd - at < HEADER || isPadding(at)) {
                at = blockEnd;
                continue;
            }
            if (!isWhole(at, blockEnd)) {
                break;
            }
            if (type(at) == FULL || type(at) == FIRST) {
                record.reset();
            }
            record.write(log.array(), at + HEADER, length(at));
            if (type(at) == FULL || type(at) == LAST) {
                records.add(record.toByteArray());
            }
            at += HEADER + length(at);
        }
        return records;
    }

    private OptionalLong scan() {
        int at = 0;
        while (at < log.limit()) {
            int blockEnd = Math.min(log.limit(), (at / BLOCK + 1) * BLOCK);
            if (blockEnd - at < HEADER || isPadding(at)) {
                at = blockEnd;
            } else if (isWhole(at, blockEnd)) {
                at += HEADER + length(at);
            } else {
                return beginsLater(at + 1, blockEnd) ? OptionalLong.of(at) : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    /** A log is made long beforehand; what was not written yet is zero. */
    private boolean isPadding(int at) {
        return log.getInt(at) == 0 && length(at) == 0 && type(at) == 0;
    }

    private boolean isWhole(int at, int blockEnd) {
        int end = at + HEADER + length(at);
        if (end > blockEnd || type(at) < FULL || type(at) > LAST) {
            return false;
        }
        CRC32C crc = new CRC32C();
        crc.update(log.array(), at + HEADER - 1, length(at) + 1);
        return Checksums.masked(crc) == log.getInt(at);
    }

    /** Whether a record begins whole somewhere behind: in the rest of this block at any byte, in later ones from their beginning. */
    private boolean beginsLater(int from, int blockEnd) {
        for (int at = from; at + HEADER <= blockEnd; at++) {
            if (begins(at, blockEnd)) {
                return true;
            }
        }
        for (int block = blockEnd; block < log.limit(); block += BLOCK) {
            if (beginsInBlock(block, Math.min(log.limit(), block + BLOCK))) {
                return true;
            }
        }
        return false;
    }

    private boolean beginsInBlock(int from, int blockEnd) {
        int at = from;
        while (at + HEADER <= blockEnd && isWhole(at, blockEnd)) {
            if (begins(at, blockEnd)) {
                return true;
            }
            at += HEADER + length(at);
        }
        return false;
    }

    private boolean begins(int at, int blockEnd) {
        return (type(at) == FULL || type(at) == FIRST) && isWhole(at, blockEnd);
    }

    private int length(int at) {
        return log.getShort(at + 4) & 0xFFFF;
    }

    private int type(int at) {
        return log.get(at + 6) & 0xFF;
    }
}
