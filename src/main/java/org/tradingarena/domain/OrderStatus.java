package org.tradingarena.domain;

/** Where an order is in its life. {@code PENDING} means accepted by its collective and not yet answered by the book. */
public enum OrderStatus {
    PENDING,
    OPEN,
    PARTIALLY_FILLED,
    FILLED,
    CANCELLED,
    REJECTED;

    /** Whether an order in this status can still trade. */
    public boolean isWorking() {
        return this == PENDING || this == OPEN || this == PARTIALLY_FILLED;
    }
}
