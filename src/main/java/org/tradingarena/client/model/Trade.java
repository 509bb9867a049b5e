package org.tradingarena.client.model;

import java.math.BigDecimal;
import org.tradingarena.domain.Liquidity;

/** One trade of an own order (protocol section 6, {@code order_filled}). */
public record Trade(
        String tradeId,
        BigDecimal price,
        BigDecimal quantity,
        BigDecimal fee,
        String feeCurrency,
        Liquidity liquidity) {}
