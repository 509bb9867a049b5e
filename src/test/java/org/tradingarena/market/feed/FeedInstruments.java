package org.tradingarena.market.feed;

import java.util.List;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;

/** Instruments as tests need them. */
final class FeedInstruments {
    static final Instrument BTC = instrument("BTC/USD", "0.01", "0.0001");
    static final Instrument SOL = instrument("SOL/USD", "0.01", "0.01");
    static final Instruments ALL = new Instruments(List.of(BTC, SOL));

    private FeedInstruments() {}

    static Instrument instrument(String symbol, String tick, String lot) {
        return new Instrument(
                symbol,
                Atoms.of(tick),
                Atoms.of(lot),
                Atoms.of(lot),
                Atoms.of("1000000"),
                Atoms.of("100000000"),
                50_000,
                0,
                1_000,
                true);
    }
}
