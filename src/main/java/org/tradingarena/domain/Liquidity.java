package org.tradingarena.domain;

/** A trade's two roles: the maker's order was resting in the book, the taker's met it. */
public enum Liquidity {
    MAKER,
    TAKER
}
