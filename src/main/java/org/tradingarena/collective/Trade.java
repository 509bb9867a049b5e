package org.tradingarena.collective;

import org.tradingarena.domain.Liquidity;

/**
 * One trade as one party sees it. Amounts are in {@link org.tradingarena.domain.Atoms}; the fee is in {@code feeCurrency}.
 *
 * @param realizedPnl by how much it changed the position's realized P&amp;L, before fees: what was missed is summed up from it
 */
public record Trade(
        String tradeId,
        long price,
        long quantity,
        long fee,
        String feeCurrency,
        Liquidity liquidity,
        long realizedPnl) {}
