package org.tradingarena.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private final List<String> messages = new ArrayList<>();
    private final FrameReader reader = new FrameReader((opcode, bytes, from, to) ->
            messages.add(opcode + ":" + new String(bytes, from, to - from, StandardCharsets.UTF_8)));

    private static byte[] frame(int first, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(bytes.length + 10).put((byte) first);
        if (bytes.length < 126) {
            frame.put((byte) bytes.length);
        } else if (bytes.length < 65_536) {
            frame.put((byte) 126).putShort((short) bytes.length);
        } else {
            frame.put((byte) 127).putLong(bytes.length);
        }
        frame.put(bytes).flip();
        byte[] all = new byte[frame.remaining()];
        frame.get(all);
        return all;
    }

    private static byte[] together(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    @Test
    void frames_of_every_length_are_the_same_however_they_are_cut() throws IOException {
        String middle = "m".repeat(300);
        String large = "l".repeat(70_000);
        byte[] all = together(
                frame(0x81, "a"), frame(0x81, ""), frame(0x82, middle), frame(0x81, large), frame(0x89, "ping"));
        for (int step : List.of(1, 2, 3, 7, 64, 1000, all.length)) {
            messages.clear();
            for (int from = 0; from < all.length; from += step) {
                byte[] buffer = new byte[step + 5]; // what is read lies somewhere in a buffer that is used again
                int length = Math.min(step, all.length - from);
                System.arraycopy(all, from, buffer, 3, length);
                reader.feed(buffer, 3, 3 + length);
                java.util.Arrays.fill(buffer, (byte) 0);
            }
            assertThat(messages)
                    .as("in steps of %d", step)
                    .containsExactly("1:a", "1:", "2:" + middle, "1:" + large, "9:ping");
        }
    }

    @Test
    void a_message_in_parts_is_one_and_a_ping_may_come_between() throws IOException {
        byte[] all = together(frame(0x01, "on"), frame(0x89, "x"), frame(0x00, "e "), frame(0x80, "text"));
        reader.feed(all, 0, all.length);
        assertThat(messages).containsExactly("9:x", "1:one text");
    }

    @Test
    void a_frame_beyond_all_bounds_is_refused_before_it_is_there() {
        byte[] head = ByteBuffer.allocate(10)
                .put((byte) 0x81)
                .put((byte) 127)
                .putLong(1L << 40)
                .array();
        assertThatThrownBy(() -> reader.feed(head, 0, head.length)).isInstanceOf(IOException.class);
        byte[] negative = ByteBuffer.allocate(10)
                .put((byte) 0x81)
                .put((byte) 127)
                .putLong(-1)
                .array();
        assertThatThrownBy(() -> reader.feed(negative, 0, negative.length)).isInstanceOf(IOException.class);
    }
}
