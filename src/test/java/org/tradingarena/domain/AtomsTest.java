package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtomsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1, 100000000, 1",
        "0.00000001, 1, 0.00000001",
        "-0.5, -50000000, -0.5",
        "100.500, 10050000000, 100.5",
        "1e3, 100000000000, 1000",
        "92233720368.54775807, 9223372036854775807, 92233720368.54775807"
    })
    void a_decimal_has_exactly_one_number_of_atoms_and_one_text(String decimal, long atoms, String text) {
        assertThat(Atoms.of(decimal)).isEqualTo(atoms);
        assertThat(Atoms.text(atoms)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.000000001", "92233720368.54775808", "-1e20"})
    void a_decimal_that_is_too_fine_or_too_large_has_none(String decimal) {
        assertThatThrownBy(() -> Atoms.of(decimal)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void a_decimal_never_has_a_negative_scale() {
        assertThat(Atoms.decimal(1_000 * Atoms.ONE).scale()).isZero();
        assertThat(Atoms.decimal(Atoms.ONE / 4)).isEqualTo(new BigDecimal("0.25"));
    }

    @Test
    void a_notional_is_price_times_quantity() {
        assertThat(Atoms.notional(Atoms.of("64000.01"), Atoms.of("0.0001"))).isEqualTo(Atoms.of("6.400001"));
        assertThat(Atoms.notional(Atoms.of("50000000"), Atoms.of("1000"))).isEqualTo(Atoms.of("50000000000"));
        assertThat(Atoms.notional(Atoms.of("2"), Atoms.of("-3"))).isEqualTo(Atoms.of("-6"));
    }

    @Test
    void a_notional_that_is_too_fine_or_too_large_is_refused() {
        assertThatThrownBy(() -> Atoms.notional(1, 1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Atoms.notional(Long.MAX_VALUE, 3)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Atoms.notional(Long.MAX_VALUE - 7, Atoms.ONE * 2))
                .isInstanceOf(ArithmeticException.class);
    }

    @Property
    void a_notional_is_exact_or_refused(@ForAll long price, @ForAll long quantity) {
        BigDecimal exact = new BigDecimal(BigInteger.valueOf(price).multiply(BigInteger.valueOf(quantity)))
                .movePointLeft(Atoms.SCALE)
                .stripTrailingZeros();
        boolean fits = exact.scale() <= 0 && exact.toBigInteger().bitLength() < Long.SIZE;
        if (fits) {
            assertThat(Atoms.notional(price, quantity)).isEqualTo(exact.longValueExact());
        } else {
            assertThatThrownBy(() -> Atoms.notional(price, quantity)).isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void a_fee_is_rounded_down() {
        assertThat(Atoms.fee(999, 1_000)).isZero();
        assertThat(Atoms.fee(1_999, 1_000)).isEqualTo(1);
        assertThat(Atoms.fee(Long.MAX_VALUE, 999_999)).isLessThan(Long.MAX_VALUE);
    }

    @Property
    void the_fees_of_parts_never_exceed_the_fee_of_the_whole(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long first,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long second,
            @ForAll @LongRange(min = 0, max = 999_999) long partsPerMillion) {
        long parts = Atoms.fee(first, partsPerMillion) + Atoms.fee(second, partsPerMillion);
        long whole = Atoms.fee(first + second, partsPerMillion);
        assertThat(whole - parts).isBetween(0L, 1L);
    }

    @ParameterizedTest
    @CsvSource({"10, 1, 4, 2", "14, 1, 4, 4", "11, 1, 4, 3", "-10, 1, 4, -2", "-14, 1, 4, -4", "7, 3, 3, 7"})
    void a_proportion_is_rounded_half_even(long value, long part, long whole, long proportion) {
        assertThat(Atoms.proportion(value, part, whole)).isEqualTo(proportion);
    }

    @Property
    void a_proportion_needs_no_room_for_its_product(@ForAll long value, @ForAll @LongRange(min = 1) long whole) {
        assertThat(Atoms.proportion(value, whole, whole)).isEqualTo(value);
        assertThat(Atoms.proportion(value, whole / 2, whole))
                .isEqualTo(new BigDecimal(BigInteger.valueOf(value).multiply(BigInteger.valueOf(whole / 2)))
                        .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_EVEN)
                        .longValueExact());
    }

    @Test
    void an_average_price_is_money_by_quantity() {
        assertThat(Atoms.averagePrice(Atoms.of("10"), Atoms.of("3"))).isEqualTo(Atoms.of("3.33333333"));
        assertThat(Atoms.averagePrice(Atoms.of("20"), Atoms.of("3"))).isEqualTo(Atoms.of("6.66666667"));
    }
}
