package org.tradingarena.domain;

/** Why an order, a cancel or an amendment did not go its ordinary way. The names are the wire's codes (protocol sections 6 and 11). */
public enum Reason {
    INSUFFICIENT_FUNDS,
    POST_ONLY_WOULD_CROSS,
    FOK_NOT_FILLABLE,
    NO_LIQUIDITY,
    MARKET_CLOSED,
    ORDER_CLOSED,
    ORDER_NOT_FOUND,
    INVALID_PRICE,
    INVALID_QUANTITY,
    OVERLOADED,
    IOC_REMAINDER,
    SELF_TRADE,
    CLIENT_CANCELLED,
    CANCEL_ON_DISCONNECT,
    CANCEL_ALL_AFTER,
    ADMIN
}
