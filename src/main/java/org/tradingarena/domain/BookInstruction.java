package org.tradingarena.domain;

/** What a collective asks of an order book. Amounts are in {@link Atoms}. */
public sealed interface BookInstruction {
    /** The order that it is about. */
    OrderKey key();

    /**
     * A new order.
     *
     * @param limit the worst price at which it may trade; 0 is none: a market sell order then trades down to its collar, and a
     *     market buy order not at all, since nothing is reserved for it
     * @param feeCap the highest fee that may be charged to it, in parts per million
     */
    record Place(
            OrderKey key,
            Side side,
            OrderType type,
            long quantity,
            long limit,
            long feeCap,
            TimeInForce timeInForce,
            boolean postOnly)
            implements BookInstruction {

        public Place {
            if (quantity <= 0 || limit < 0 || feeCap < 0 || (type == OrderType.LIMIT && limit == 0)) {
                throw new IllegalArgumentException(key + " cannot be placed with quantity " + quantity + ", limit "
                        + limit + ", fee cap " + feeCap);
            }
        }
    }

    /** Take a resting order out. */
    record Cancel(OrderKey key, Reason reason) implements BookInstruction {}

    /**
     * Change a resting order.
     *
     * @param price the new limit price
     * @param quantity the new total quantity, fills included
     */
    record Amend(OrderKey key, long price, long quantity) implements BookInstruction {

        public Amend {
            if (price <= 0) {
                throw new IllegalArgumentException(key + " cannot be amended to price " + price);
            }
        }
    }
}
