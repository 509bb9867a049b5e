package org.tradingarena.domain;

/** How long an order may work: until cancelled, at once with the rest cancelled, or at once as a whole or not at all. */
public enum TimeInForce {
    GTC,
    IOC,
    FOK
}
