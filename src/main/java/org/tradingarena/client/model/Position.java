package org.tradingarena.client.model;

import java.math.BigDecimal;

/** What a collective's trades of one symbol add up to (protocol section 5), without what moves with the market. */
public record Position(String symbol, BigDecimal quantity, BigDecimal averagePrice, BigDecimal realizedPnl) {}
