package org.tradingarena.journal.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class LogScanTest {
    private static final int BLOCK = 32 << 10;

    private final ByteBuffer log = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

    /** A log as LevelDB writes it. */
    private byte[] log(int... sizes) {
        for (int size : sizes) {
            byte[] data = new byte[size];
            new Random(size).nextBytes(data);
            append(data);
        }
        return Arrays.copyOf(log.array(), log.position());
    }

    private void append(byte[] data) {
        int from = 0;
        do {
            int left = BLOCK - log.position() % BLOCK;
            if (left < 7) {
                log.position(log.position() + left);
                left = BLOCK;
            }
            int length = Math.min(left - 7, data.length - from);
            boolean end = from + length == data.length;
            fragment(from == 0 ? (end ? 1 : 2) : (end ? 4 : 3), data, from, length);
            from += length;
        } while (from < data.length);
    }

    private void fragment(int type, byte[] data, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(type);
        crc.update(data, from, length);
        log.putInt(Checksums.masked(crc))
                .putShort((short) length)
                .put((byte) type)
                .put(data, from, length);
    }

    private static byte[] flipped(byte[] content, int bit) {
        byte[] altered = content.clone();
        altered[bit / 8] ^= (byte) (1 << bit % 8);
        return altered;
    }

    @Test
    void a_whole_log_passes_however_its_records_lie_in_blocks() {
        byte[] content = log(10, 0, 40_000, 25_500, 3, 100_000, 1);
        assertThat(LogScan.firstDamage(content)).isEmpty();
        assertThat(LogScan.records(content))
                .extracting(record -> record.length)
                .isEqualTo(List.of(10, 0, 40_000, 25_500, 3, 100_000, 1));
    }

    @Test
    void a_log_with_room_that_was_never_written_passes() {
        byte[] content = log(10, 200, 3000);
        assertThat(LogScan.firstDamage(Arrays.copyOf(content, 3 * BLOCK))).isEmpty();
    }

    @Test
    void a_torn_end_is_no_damage_wherever_it_is_torn() {
        byte[] content = log(10, 40_000, 300);
        IntStream.iterate(1, cut -> cut < content.length, cut -> cut + 13)
                .forEach(cut -> assertThat(LogScan.firstDamage(Arrays.copyOf(content, cut)))
                        .isEmpty());
    }

    @Test
    void every_bit_that_flips_before_the_last_record_is_damage() {
        byte[] content = log(10, 300, 20);
        int last = content.length - 27;
        IntStream.range(0, last * 8)
                .forEach(bit -> assertThat(LogScan.firstDamage(flipped(content, bit)))
                        .as("bit " + bit)
                        .isPresent());
        IntStream.range(last * 8, content.length * 8)
                .forEach(bit ->
                        assertThat(LogScan.firstDamage(flipped(content, bit))).isEmpty());
    }

    /** A power cut may keep the later blocks of an unsynced record and lose earlier ones: no later record begins there. */
    @Test
    void a_hole_in_the_last_record_is_a_torn_end() {
        byte[] content = log(10, 200_000);
        Arrays.fill(content, BLOCK, 3 * BLOCK, (byte) 7);
        assertThat(LogScan.firstDamage(content)).isEmpty();
    }

    @Test
    void a_hole_before_a_later_record_is_damage() {
        byte[] content = log(10, 200_000, 5);
        Arrays.fill(content, BLOCK, 3 * BLOCK, (byte) 7);
        assertThat(LogScan.firstDamage(content)).hasValue(BLOCK);
    }
}
