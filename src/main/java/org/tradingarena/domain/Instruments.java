package org.tradingarena.domain;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The instruments of the arena, in the order of its configuration. */
public final class Instruments {
    private final Map<String, Instrument> bySymbol = new LinkedHashMap<>();
    private final Set<String> currencies = new TreeSet<>();

    /** Throws {@link IllegalArgumentException} if there is none, or two of one symbol. */
    public Instruments(Collection<Instrument> instruments) {
        if (instruments.isEmpty()) {
            throw new IllegalArgumentException("an arena needs at least one instrument");
        }
        for (Instrument instrument : instruments) {
            if (bySymbol.put(instrument.symbol(), instrument) != null) {
                throw new IllegalArgumentException("two instruments of symbol " + instrument.symbol());
            }
            currencies.add(instrument.base());
            currencies.add(instrument.quote());
        }
    }

    /** The instrument of a symbol. */
    public Optional<Instrument> find(String symbol) {
        return Optional.ofNullable(bySymbol.get(symbol));
    }

    /** All of them. */
    public List<Instrument> all() {
        return List.copyOf(bySymbol.values());
    }

    /** Whether any instrument is traded in or paid with this currency. */
    public boolean hasCurrency(String currency) {
        return currencies.contains(currency);
    }
}
