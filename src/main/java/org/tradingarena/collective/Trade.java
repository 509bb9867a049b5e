package org.tradingarena.collective;

import org.tradingarena.domain.Liquidity;

/** One trade as one party sees it. Amounts are in {@link org.tradingarena.domain.Atoms}; the fee is in {@code feeCurrency}. */
public record Trade(String tradeId, long price, long quantity, long fee, String feeCurrency, Liquidity liquidity) {}
