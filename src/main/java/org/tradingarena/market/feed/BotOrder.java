package org.tradingarena.market.feed;

import org.tradingarena.domain.OrderType;
import org.tradingarena.domain.Side;
import org.tradingarena.domain.TimeInForce;

/**
 * What a simple bot wants to place. Amounts are in {@link org.tradingarena.domain.Atoms}.
 *
 * @param price 0 for a market order
 */
public record BotOrder(Side side, OrderType type, long quantity, long price, TimeInForce timeInForce) {}
