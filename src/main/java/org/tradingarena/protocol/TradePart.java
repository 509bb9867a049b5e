package org.tradingarena.protocol;

import org.tradingarena.domain.Liquidity;

/** The {@code trade} of an {@code order_filled} (protocol section 6). Amounts are in {@link org.tradingarena.domain.Atoms}. */
public record TradePart(String tradeId, long price, long quantity, long fee, String feeCurrency, Liquidity liquidity) {}
