package org.tradingarena.collective;

import java.util.Map;

/**
 * What a collective owns as of one event, for those who compare collectives. Amounts are in {@link org.tradingarena.domain.Atoms}.
 *
 * @param totals what it owns, by currency
 * @param deposited deposits less withdrawals, by currency
 */
public record Holdings(String collective, long seq, Map<String, Long> totals, Map<String, Long> deposited) {
    static Holdings of(CollectiveState state) {
        Map<String, Long> totals = new java.util.TreeMap<>();
        state.portfolio().balances().forEach((currency, balance) -> totals.put(currency, balance.total()));
        return new Holdings(state.collective(), state.seq(), totals, state.deposited());
    }
}
