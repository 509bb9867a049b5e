package org.tradingarena.domain;

/** How an order is priced: a limit order names its worst price, a market order takes the best within the instrument's collar. */
public enum OrderType {
    LIMIT,
    MARKET
}
