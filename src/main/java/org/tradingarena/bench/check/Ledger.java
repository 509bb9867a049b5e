package org.tradingarena.bench.check;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** All money in a run: what was deposited must be what the collectives have and what the books kept as fees (protocol section 6). */
public final class Ledger {
    private final Map<String, BigDecimal> deposited = new TreeMap<>();
    private final Map<String, BigDecimal> found = new TreeMap<>();

    /** Somebody deposited. */
    public void deposited(String currency, BigDecimal amount) {
        deposited.merge(currency, amount, BigDecimal::add);
    }

    /** Somebody has it, or it was kept as a fee. */
    public void found(String currency, BigDecimal amount) {
        found.merge(currency, amount, BigDecimal::add);
    }

    /** Reports every currency in which the two differ. */
    public void compare(Findings findings) {
        Map<String, BigDecimal> all = new TreeMap<>(deposited);
        found.forEach((currency, amount) -> all.putIfAbsent(currency, BigDecimal.ZERO));
        all.forEach((currency, amount) -> {
            BigDecimal there = found.getOrDefault(currency, BigDecimal.ZERO);
            findings.checked(1);
            if (there.compareTo(amount) != 0) {
                findings.found(
                        Fault.MONEY,
                        () -> amount.toPlainString() + " " + currency + " were deposited, " + there.toPlainString()
                                + " are there");
            }
        });
    }
}
