package org.tradingarena.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstrumentTest {
    /** Tick, lot, minimum, maximum quantity, maximum price, collar, maker fee, taker fee. */
    private static Instrument instrument(String symbol, long... terms) {
        return new Instrument(
                symbol, terms[0], terms[1], terms[2], terms[3], terms[4], terms[5], terms[6], terms[7], true);
    }

    private static Instrument withTickAndCollar(String tick, long collar) {
        return instrument("BTC/USD", Atoms.of(tick), Atoms.ONE, Atoms.ONE, Atoms.ONE, Atoms.of("1000"), collar, 5, 9);
    }

    @ParameterizedTest
    @CsvSource({
        "BUY, 0.01, 50000, 100, 105",
        "SELL, 0.01, 50000, 100, 95",
        "BUY, 0.01, 50000, 100.13, 105.13",
        "SELL, 0.01, 50000, 100.13, 95.13",
        "BUY, 0.5, 50000, 99.5, 104",
        "SELL, 0.5, 50000, 99.5, 95",
        "BUY, 0.01, 0, 100, 100",
        "SELL, 0.01, 0, 100, 100",
        "SELL, 0.01, 999999, 0.01, 0.01"
    })
    void the_collar_ends_on_the_tick_inside_it(Side side, String tick, long collar, String best, String edge) {
        assertThat(withTickAndCollar(tick, collar).collared(side, Atoms.of(best)))
                .isEqualTo(Atoms.of(edge));
    }

    @Test
    void an_instrument_knows_its_currencies_and_its_highest_fee() {
        Instrument instrument = withTickAndCollar("0.01", 50_000);
        assertThat(instrument.base()).isEqualTo("BTC");
        assertThat(instrument.quote()).isEqualTo("USD");
        assertThat(instrument.highestFeePartsPerMillion()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({
        "btc/USD,   1, 100000000, 100000000, 100000000, 1, 0, 0, 0",
        "BTCUSD,    1, 100000000, 100000000, 100000000, 1, 0, 0, 0",
        "BTC/USD,   0, 100000000, 100000000, 100000000, 1, 0, 0, 0",
        "BTC/USD,   1,         0, 100000000, 100000000, 1, 0, 0, 0",
        "BTC/USD,   1, 100000000,         1, 100000000, 1, 0, 0, 0",
        "BTC/USD,   1, 100000000, 200000000, 100000000, 1, 0, 0, 0",
        "BTC/USD,   2, 100000000, 100000000, 100000000, 1, 0, 0, 0",
        "BTC/USD,   1, 100000000, 100000000, 100000000, 1, 1000000, 0, 0",
        "BTC/USD,   1, 100000000, 100000000, 100000000, 1, 0, -1, 0",
        "BTC/USD,   1, 100000000, 100000000, 100000000, 1, 0, 0, 1000000"
    })
    void an_instrument_off_its_rules_is_refused(
            String symbol,
            long tick,
            long lot,
            long min,
            long max,
            long maxPrice,
            long collar,
            long maker,
            long taker) {
        assertThatThrownBy(() -> instrument(symbol, tick, lot, min, max, maxPrice, collar, maker, taker))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_grid_finer_than_atoms_of_money_is_refused() {
        assertThatThrownBy(() -> instrument("BTC/USD", 1, 1, 1, 1, 1, 0, 0, 0)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void instruments_are_found_by_symbol_and_counted_once() {
        Instrument bitcoin = withTickAndCollar("0.01", 50_000);
        Instruments instruments = new Instruments(List.of(bitcoin));
        assertThat(instruments.find("BTC/USD")).hasValue(bitcoin);
        assertThat(instruments.find("ETH/USD")).isEmpty();
        assertThat(instruments.hasCurrency("USD")).isTrue();
        assertThat(instruments.hasCurrency("EUR")).isFalse();
        assertThat(instruments.all()).containsExactly(bitcoin);
        assertThatThrownBy(() -> new Instruments(List.of(bitcoin, bitcoin)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Instruments(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
