package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {
    @Property
    void bytes_come_back_from_their_text(@ForAll byte[] bytes) {
        assertThat(Base64Url.decode(Base64Url.encode(bytes))).contains(bytes);
    }

    @Property
    void a_text_that_is_read_is_the_only_one_of_its_bytes(@ForAll String text) {
        Base64Url.decode(text)
                .ifPresent(bytes -> assertThat(Base64Url.encode(bytes)).isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AA==", "AAA=", "A", "AAAAA", "a+b/", "AA\n", " AA", "AB", "AAB", "A=", "=", "ÀÀ", "A A"})
    void padding_foreign_characters_and_stray_bits_are_refused(String text) {
        assertThat(Base64Url.decode(text)).isEmpty();
    }
}
