package org.tradingarena.journal.kv;

import java.nio.ByteBuffer;

/** LevelDB's numbers: seven bits a byte, the lowest first. */
final class Varint {
    private Varint() {}

    static long read(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                break;
            }
        }
        return value;
    }
}
