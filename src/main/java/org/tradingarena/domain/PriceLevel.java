package org.tradingarena.domain;

/**
 * What rests in an order book at one price. Amounts are in {@link Atoms}.
 *
 * @param quantity what can still trade of all orders at this price
 */
public record PriceLevel(long price, long quantity) {}
