package org.tradingarena.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.gateway.transport.RawWebSocket.head;
import static org.tradingarena.gateway.transport.RawWebSocket.masked;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
    private static final int MAX = 1000;

    private final FrameDecoder decoder = new FrameDecoder(MAX, 16 * MAX);

    private List<Decoded> decode(byte[]... chunks) {
        List<Decoded> decoded = new ArrayList<>();
        for (byte[] chunk : chunks) {
            decoder.feed(chunk);
            for (Decoded next = decoder.next(); next != null; next = decoder.next()) {
                decoded.add(next);
            }
        }
        return decoded;
    }

    private static Decoded text(String text) {
        return new Decoded.Message(new Inbound.Text(text));
    }

    private static byte[] all(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] letters(int count) {
        byte[] letters = new byte[count];
        Arrays.fill(letters, (byte) 'a');
        return letters;
    }

    @Test
    void a_masked_text_frame_is_a_message() {
        assertThat(decode(masked(0x81, "grüße".getBytes(UTF_8)))).containsExactly(text("grüße"));
    }

    @Test
    void several_frames_in_one_chunk_come_one_after_the_other() {
        assertThat(decode(all(masked(0x81, letters(1)), masked(0x81, new byte[0]), masked(0x81, letters(200)))))
                .containsExactly(text("a"), text(""), text("a".repeat(200)));
    }

    @Test
    void fragments_are_one_message_with_control_frames_between_them() {
        List<Decoded> decoded = decode(all(
                masked(0x01, "gr\u00fc".substring(0, 2).getBytes(UTF_8)),
                masked(0x89, "p".getBytes(UTF_8)),
                masked(0x00, new byte[0]),
                masked(0x80, "\u00fcn".getBytes(UTF_8))));
        assertThat(decoded).hasSize(2);
        assertThat(decoded.getFirst())
                .isInstanceOfSatisfying(
                        Decoded.Ping.class,
                        ping -> assertThat(ping.pong().payload()).isEqualTo("p"));
        assertThat(decoded.getLast()).isEqualTo(text("grün"));
    }

    @Test
    void a_character_may_be_cut_between_fragments() {
        byte[] euro = "€".getBytes(UTF_8);
        assertThat(decode(masked(0x01, Arrays.copyOf(euro, 1)), masked(0x80, Arrays.copyOfRange(euro, 1, 3))))
                .containsExactly(text("€"));
    }

    @Test
    void however_the_bytes_are_cut_the_messages_are_the_same() {
        Random random = new Random(7);
        List<Decoded> expected = new ArrayList<>();
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            String text = "é".repeat(random.nextInt(MAX / 2));
            byte[] bytes = text.getBytes(UTF_8);
            int cut = random.nextInt(bytes.length + 1);
            wire.writeBytes(masked(0x01, Arrays.copyOf(bytes, cut)));
            wire.writeBytes(masked(0x80, Arrays.copyOfRange(bytes, cut, bytes.length)));
            expected.add(text(text));
        }
        byte[] bytes = wire.toByteArray();
        List<byte[]> chunks = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 5000));
            chunks.add(Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
        assertThat(decode(chunks.toArray(byte[][]::new))).isEqualTo(expected);
    }

    @Test
    void a_message_of_the_limit_is_read_and_one_byte_more_is_too_large_but_no_violation() {
        assertThat(decode(
                        masked(0x81, letters(MAX)),
                        masked(0x81, letters(MAX + 1)),
                        masked(0x01, letters(MAX)),
                        masked(0x80, letters(1)),
                        masked(0x81, letters(1))))
                .containsExactly(
                        text("a".repeat(MAX)),
                        new Decoded.Message(new Inbound.TooLarge()),
                        new Decoded.Message(new Inbound.TooLarge()),
                        text("a"));
    }

    @Test
    void over_sixteen_times_the_limit_is_a_violation_as_soon_as_it_is_announced() {
        assertThat(decode(head(0x81, 16 * MAX + 1))).containsExactly(new Decoded.Violation(1009, "message too large"));
    }

    @Test
    void fragments_cannot_hide_a_message_over_sixteen_times_the_limit() {
        assertThat(decode(masked(0x01, letters(16 * MAX)), head(0x80, 1)))
                .containsExactly(new Decoded.Violation(1009, "message too large"));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void absurd_lengths_are_a_violation(long length) {
        assertThat(decode(head(0x82, 70_000), head(0x81, length)))
                .contains(new Decoded.Violation(1009, "message too large"));
    }

    @Test
    void a_binary_message_is_noticed_and_not_kept() {
        assertThat(decode(masked(0x82, letters(3)), masked(0x02, letters(3)), masked(0x80, letters(3))))
                .containsExactly(new Decoded.Message(new Inbound.Binary()), new Decoded.Message(new Inbound.Binary()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c328", "edA080", "c0af", "f5808080", "e282", "ff"})
    void bad_utf8_is_a_violation(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
        assertThat(decode(masked(0x81, bytes))).containsExactly(new Decoded.Violation(1007, "invalid UTF-8"));
    }

    @Test
    void the_replacement_character_itself_is_good_utf8() {
        assertThat(decode(masked(0x81, "\uFFFD".getBytes(UTF_8)))).containsExactly(text("\uFFFD"));
    }

    @Test
    void whatever_breaks_the_rules_of_frames_is_a_protocol_error() {
        byte[] unmasked = {(byte) 0x81, 1, 'a'};
        assertThat(List.of(
                        unmasked,
                        masked(0xc1, letters(1)),
                        masked(0x83, letters(1)),
                        masked(0x8b, letters(1)),
                        masked(0x80, letters(1)),
                        masked(0x09, letters(1)),
                        masked(0x89, letters(126)),
                        all(masked(0x01, letters(1)), masked(0x81, letters(1))),
                        masked(0x88, letters(1)),
                        masked(0x88, new byte[] {3, (byte) 0xed}),
                        masked(0x88, new byte[] {0, 0})))
                .allSatisfy(bytes -> {
                    FrameDecoder fresh = new FrameDecoder(MAX, 16 * MAX);
                    fresh.feed(bytes);
                    assertThat(fresh.next())
                            .isInstanceOfSatisfying(
                                    Decoded.Violation.class,
                                    violation -> assertThat(violation.code()).isEqualTo(1002));
                });
    }

    @Test
    void after_a_violation_nothing_is_read_any_more() {
        assertThat(decode(masked(0x83, letters(1)), masked(0x81, letters(1)))).hasSize(1);
    }

    @Test
    void a_close_frame_tells_its_code() {
        assertThat(decode(masked(0x88, new byte[] {3, (byte) 0xe8, 'b', 'y', 'e'})))
                .containsExactly(new Decoded.Close(1000));
        assertThat(decode(masked(0x88, new byte[0]))).containsExactly(new Decoded.Close(Inbound.NO_CODE));
    }
}
