package org.tradingarena.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.NonBlocking;
import org.jline.utils.NonBlockingReader;
import org.junit.jupiter.api.Test;

class KeyTest {
    private static List<Key> pressed(String keys) throws IOException {
        List<Key> meanings = new ArrayList<>();
        try (NonBlockingReader reader = NonBlocking.nonBlocking("keys", new StringReader(keys))) {
            do {
                meanings.add(Key.read(reader, 1000));
            } while (meanings.getLast() != Key.QUIT);
        }
        return meanings;
    }

    @Test
    void letters_tab_and_both_kinds_of_arrows_have_their_meaning() throws IOException {
        assertThat(pressed("rR\t\u001b[C\u001bOC\u001b[D\u001b[Zxq"))
                .containsExactly(
                        Key.RECONNECT,
                        Key.RECONNECT,
                        Key.NEXT,
                        Key.NEXT,
                        Key.NEXT,
                        Key.PREVIOUS,
                        Key.PREVIOUS,
                        Key.OTHER,
                        Key.QUIT);
    }

    @Test
    void ctrl_c_is_an_interrupt_and_a_terminal_that_is_gone_the_end() throws IOException {
        assertThat(pressed("\u0003")).containsExactly(Key.INTERRUPT, Key.QUIT);
    }
}
