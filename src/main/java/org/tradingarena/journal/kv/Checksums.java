package org.tradingarena.journal.kv;

import java.util.zip.CRC32C;

/** Checksums as LevelDB stores them. */
final class Checksums {
    private Checksums() {}

    /** LevelDB rotates a CRC and adds a constant, because the CRC of data that holds CRCs is weak. */
    static int masked(CRC32C crc) {
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }
}
