package org.tradingarena.protocol;

import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;

/**
 * Whether an order's terms fit its instrument: known symbol, tick, lot, least and most quantity, highest price, and an open market
 * (protocol section 1: never rounded). A price or quantity in the answer is in {@link Atoms}.
 */
public final class OrderTerms {
    private OrderTerms() {}

    /** Terms that fit, or why not. */
    public sealed interface Checked<T> {
        /** They fit. */
        record Fit<T>(T terms) implements Checked<T> {}

        /** They do not; nothing may be done. */
        record Refused<T>(ArenaError error) implements Checked<T> {}
    }

    /**
     * A new order's terms.
     *
     * @param price 0 for a market order
     */
    public record Placement(Instrument instrument, long quantity, long price) {}

    /** An amendment's terms; empty leaves the term as it is. */
    public record Amendment(OptionalLong price, OptionalLong quantity) {}

    /** Checks a new order: {@code INVALID_SYMBOL}, {@code INVALID_QUANTITY}, {@code INVALID_PRICE}, {@code MARKET_CLOSED}, in this order. */
    public static Checked<Placement> check(Request.PlaceOrder order, Instruments instruments) {
        return guarded(() -> {
            Instrument instrument = instruments
                    .find(order.symbol())
                    .orElseThrow(() -> refused(ErrorCode.INVALID_SYMBOL, "symbol", "is not traded here"));
            long quantity = quantity(order.quantity(), instrument);
            long price = order.price() == null ? 0 : price(order.price(), instrument);
            requireCountable(price, quantity);
            if (!instrument.open()) {
                throw new ProtocolException(
                        ArenaError.of(ErrorCode.MARKET_CLOSED, instrument.symbol() + " takes no orders now"));
            }
            return new Placement(instrument, quantity, price);
        });
    }

    /**
     * Checks an amendment before its order is known: its terms must be exact in atoms and fit some instrument. The order's own
     * instrument has the last word, in {@link #check(Request.AmendOrder, Instrument)}.
     */
    public static Checked<Amendment> check(Request.AmendOrder amendment, Instruments instruments) {
        Checked<Amendment> verdict = check(amendment, instruments.all().getFirst());
        for (Instrument instrument : instruments.all()) {
            if (verdict instanceof Checked.Refused) {
                verdict = check(amendment, instrument);
            }
        }
        return verdict;
    }

    /**
     * Checks an amendment against its order's instrument. A closed market does not refuse it: what may be cancelled may be amended,
     * and the book decides.
     */
    public static Checked<Amendment> check(Request.AmendOrder amendment, Instrument instrument) {
        return guarded(() -> {
            OptionalLong price = optional(amendment.price(), amount -> price(amount, instrument));
            OptionalLong quantity = optional(amendment.quantity(), amount -> quantity(amount, instrument));
            requireCountable(price.orElse(0), quantity.orElse(0));
            return new Amendment(price, quantity);
        });
    }

    private static long price(Amount amount, Instrument instrument) {
        long price = amount.atoms().orElse(0);
        if (price <= 0 || price % instrument.tick() != 0) {
            throw refused(ErrorCode.INVALID_PRICE, "price", "must be a multiple of " + Atoms.text(instrument.tick()));
        }
        if (price > instrument.maximumPrice()) {
            throw refused(ErrorCode.INVALID_PRICE, "price", "must be at most " + Atoms.text(instrument.maximumPrice()));
        }
        return price;
    }

    private static long quantity(Amount amount, Instrument instrument) {
        long quantity = amount.atoms().orElse(0);
        if (quantity <= 0 || quantity % instrument.lot() != 0) {
            throw refused(
                    ErrorCode.INVALID_QUANTITY, "quantity", "must be a multiple of " + Atoms.text(instrument.lot()));
        }
        if (quantity < instrument.minimumQuantity() || quantity > instrument.maximumQuantity()) {
            throw refused(
                    ErrorCode.INVALID_QUANTITY,
                    "quantity",
                    "must be from " + Atoms.text(instrument.minimumQuantity()) + " to "
                            + Atoms.text(instrument.maximumQuantity()));
        }
        return quantity;
    }

    /** The order's money, its highest fee included (below as much again), must fit a {@code long}. */
    private static void requireCountable(long price, long quantity) {
        try {
            Math.addExact(Atoms.notional(price, quantity), Atoms.notional(price, quantity));
        } catch (ArithmeticException tooLarge) {
            throw refused(ErrorCode.INVALID_QUANTITY, "quantity", "is worth more than the arena can count");
        }
    }

    private static OptionalLong optional(@Nullable Amount amount, Function<Amount, Long> check) {
        return amount == null ? OptionalLong.empty() : OptionalLong.of(check.apply(amount));
    }

    private static ProtocolException refused(ErrorCode code, String name, String rule) {
        String field = "data." + name;
        return new ProtocolException(ArenaError.field(code, field, field + " " + rule));
    }

    private static <T> Checked<T> guarded(java.util.function.Supplier<T> terms) {
        try {
            return new Checked.Fit<>(terms.get());
        } catch (ProtocolException refused) {
            return new Checked.Refused<>(refused.error());
        }
    }
}
