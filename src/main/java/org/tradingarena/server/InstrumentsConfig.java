package org.tradingarena.server;

import com.typesafe.config.Config;
import java.math.BigDecimal;
import java.util.List;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;

/** Reads {@code arena.instruments}, each over {@code arena.instrument-defaults}. */
final class InstrumentsConfig {
    private static final int PARTS_PER_MILLION_DIGITS = 6;

    private InstrumentsConfig() {}

    static Instruments from(Config arena) {
        Config defaults = arena.getConfig("instrument-defaults");
        List<Instrument> instruments = arena.getConfigList("instruments").stream()
                .map(one -> instrument(one.withFallback(defaults)))
                .toList();
        try {
            return new Instruments(instruments);
        } catch (IllegalArgumentException wrong) {
            throw new StartException("arena.instruments: " + wrong.getMessage());
        }
    }

    private static Instrument instrument(Config config) {
        String symbol = config.getString("symbol");
        try {
            String minimum = config.hasPath("minimum-quantity") ? "minimum-quantity" : "lot";
            return new Instrument(
                    symbol,
                    Atoms.of(config.getString("tick")),
                    Atoms.of(config.getString("lot")),
                    Atoms.of(config.getString(minimum)),
                    Atoms.of(config.getString("maximum-quantity")),
                    Atoms.of(config.getString("maximum-price")),
                    partsPerMillion(config, "collar"),
                    partsPerMillion(config, "maker-fee"),
                    partsPerMillion(config, "taker-fee"),
                    config.getBoolean("open"));
        } catch (ArithmeticException | IllegalArgumentException wrong) {
            throw new StartException("arena.instruments: " + symbol + ": " + wrong.getMessage());
        }
    }

    private static long partsPerMillion(Config config, String key) {
        return new BigDecimal(config.getString(key))
                .movePointRight(PARTS_PER_MILLION_DIGITS)
                .longValueExact();
    }
}
