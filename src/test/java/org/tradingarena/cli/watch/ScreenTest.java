package org.tradingarena.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static List<AttributedString> draw(int columns, int rows, Watched watched) {
        return new Screen(columns, rows, Glyphs.of(UTF_8), ZoneOffset.UTC).draw(watched, Samples.NOON.plusSeconds(60));
    }

    @Test
    void print() {
        draw(100, 30, Samples.watched()).forEach(l -> System.out.println(l.toString()));
        draw(80, 24, Samples.waiting()).forEach(l -> System.out.println(l.toAnsi()));
        assertThat(1).isEqualTo(1);
    }
}
