package org.tradingarena.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.tradingarena.cli.console.Table.Cell;

class TableTest {
    private static Table sample() {
        return new Table("NAME", "AMOUNT", "STATE")
                .row(Cell.of("a"), Cell.of(new BigDecimal("1234567.5")), Cell.of("open", Look.GOOD))
                .row(Cell.of("long name"), Cell.of(new BigDecimal("-0.125")), Cell.of("closed"))
                .row(Cell.of("none"), Cell.of((BigDecimal) null), Cell.of(""));
    }

    @Test
    void columns_are_as_wide_as_they_need_and_points_stand_beneath_each_other() {
        assertThat(sample().lines())
                .extracting(AttributedString::toString)
                .containsExactly(
                        "NAME              AMOUNT  STATE",
                        "a          1,234,567.500  open",
                        "long name         -0.125  closed",
                        "none                   -  ");
    }

    @Test
    void colours_change_nothing_but_colours() {
        assertThat(sample().lines())
                .allSatisfy(line ->
                        assertThat(AttributedString.stripAnsi(line.toAnsi())).isEqualTo(line.toString()));
        assertThat(sample().lines().get(1).toAnsi()).contains("\u001b[32mopen");
    }

    @Test
    void a_row_has_a_cell_for_each_column() {
        assertThatThrownBy(() -> new Table("A", "B").row(Cell.of("only one")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbers_are_never_rounded_or_written_with_an_exponent() {
        assertThat(Table.grouped(new BigDecimal("1E+6"))).isEqualTo("1,000,000");
        assertThat(Table.grouped(new BigDecimal("0.00000001"))).isEqualTo("0.00000001");
        assertThat(Table.grouped(new BigDecimal("9007199254740993.5"))).isEqualTo("9,007,199,254,740,993.5");
    }
}
