package org.tradingarena.domain;

/**
 * An order as it rests in an {@link OrderBook}. Amounts are in {@link Atoms}.
 *
 * @param quantity the order's total, what has traded included
 * @param filled how much of it has traded
 * @param feeCap the highest fee that may be charged to it, in parts per million
 * @param arrival its place in time: of two orders at one price the one with the lower number trades first
 */
public record RestingOrder(
        OrderKey key, Side side, long price, long quantity, long filled, long feeCap, boolean postOnly, long arrival) {

    public RestingOrder {
        if (price <= 0 || filled < 0 || quantity <= filled) {
            throw new IllegalStateException(
                    "an order of " + quantity + " at " + price + " with " + filled + " filled cannot rest");
        }
    }

    /** What can still trade. */
    public long remaining() {
        return quantity - filled;
    }

    /** Whether it is an order of this collective. */
    boolean belongsTo(String collective) {
        return key.collective().equals(collective);
    }

    RestingOrder afterFill(long traded) {
        return new RestingOrder(key, side, price, quantity, filled + traded, feeCap, postOnly, arrival);
    }

    RestingOrder withQuantity(long newQuantity) {
        return new RestingOrder(key, side, price, newQuantity, filled, feeCap, postOnly, arrival);
    }
}
