package org.tradingarena.market;

import java.time.Instant;
import org.tradingarena.domain.Side;

/** A trade as everybody may see it. Amounts are in {@link org.tradingarena.domain.Atoms}. */
public record MarketTrade(String tradeId, long price, long quantity, Side takerSide, Instant at) {}
