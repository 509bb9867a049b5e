package org.tradingarena.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"500ms, 500", "30s, 30000", "5m, 300000", "2h, 7200000", "1d, 86400000"})
    void durations_are_read_as_people_write_them(String text, long millis) {
        assertThat(new Durations().convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "0s", "-1s", "1.5h", "5 m", "PT5M", "9999999999s"})
    void anything_else_is_refused_with_what_to_write(String text) {
        assertThatThrownBy(() -> new Durations().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("write 500ms, 30s");
    }

    @Test
    void ages_are_told_in_their_largest_whole_unit() {
        assertThat(Durations.text(Duration.ofSeconds(-5))).isEqualTo("0s");
        assertThat(Durations.text(Duration.ofSeconds(59))).isEqualTo("59s");
        assertThat(Durations.text(Duration.ofSeconds(119))).isEqualTo("1m");
        assertThat(Durations.text(Duration.ofMinutes(150))).isEqualTo("2h");
        assertThat(Durations.text(Duration.ofHours(50))).isEqualTo("2d");
    }
}
