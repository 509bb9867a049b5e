package org.tradingarena.protocol;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Position;

/**
 * How a portfolio looks on the wire (protocol section 5).
 *
 * <p>{@code total_value_usd} is the USD total plus every other currency's total at the mark of CURRENCY/USD, half-even to an atom;
 * a currency without a mark counts as nothing. {@code realized_pnl} and {@code unrealized_pnl} add up the positions', each in its
 * quote currency; a position without a mark has no unrealized one ({@code mark_price}, {@code market_value} and {@code
 * unrealized_pnl} are then null).
 */
public final class PortfolioView {
    private static final String USD = "USD";

    private PortfolioView() {}

    /** The portfolio as of a state, at these marks. */
    public static JsonBody of(StateView state, Marks marks) {
        return json -> json.text("collective_id", state.collectiveId())
                .object("balances", Views.balances(state.balances()))
                .object("positions", positions(state, marks))
                .decimal("total_value_usd", totalValue(state.balances(), marks))
                .decimal("unrealized_pnl", unrealized(state, marks))
                .decimal("realized_pnl", realized(state))
                .time("last_updated", state.lastUpdated());
    }

    /** The portfolio without what moves by itself, as the state document has it. */
    static JsonBody still(StateView state) {
        return json -> json.text("collective_id", state.collectiveId())
                .object("balances", Views.balances(state.balances()))
                .object(
                        "positions",
                        positions -> new TreeMap<>(state.positions())
                                .forEach((symbol, position) -> positions.object(symbol, still(position))))
                .decimal("realized_pnl", realized(state))
                .time("last_updated", state.lastUpdated());
    }

    /** What all is worth in USD. */
    public static BigDecimal totalValue(Map<String, Balance> balances, Marks marks) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, Balance> entry : balances.entrySet()) {
            sum = sum.add(value(entry.getKey(), entry.getValue().total(), marks));
        }
        return sum;
    }

    private static BigDecimal value(String currency, long total, Marks marks) {
        if (currency.equals(USD)) {
            return Atoms.decimal(total);
        }
        OptionalLong mark = marks.last(currency + "/" + USD);
        return mark.isEmpty()
                ? BigDecimal.ZERO
                : Atoms.decimal(total)
                        .multiply(Atoms.decimal(mark.getAsLong()))
                        .setScale(Atoms.SCALE, RoundingMode.HALF_EVEN);
    }

    private static JsonBody positions(StateView state, Marks marks) {
        return json -> new TreeMap<>(state.positions())
                .forEach((symbol, position) -> json.object(symbol, position(position, marks.last(symbol))));
    }

    private static JsonBody position(Position position, OptionalLong mark) {
        return json -> json.amount("quantity", position.quantity())
                .amount("average_price", position.averagePrice())
                .amount("mark_price", mark)
                .amount("market_value", marketValue(position, mark))
                .amount("unrealized_pnl", unrealized(position, mark))
                .amount("realized_pnl", position.realizedPnl());
    }

    private static JsonBody still(Position position) {
        return json -> json.amount("quantity", position.quantity())
                .amount("average_price", position.averagePrice())
                .amount("realized_pnl", position.realizedPnl());
    }

    private static BigDecimal realized(StateView state) {
        return state.positions().values().stream()
                .map(position -> Atoms.decimal(position.realizedPnl()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal unrealized(StateView state, Marks marks) {
        return state.positions().values().stream()
                .map(position -> unrealized(position, marks.last(position.symbol())))
                .filter(OptionalLong::isPresent)
                .map(value -> Atoms.decimal(value.getAsLong()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static OptionalLong marketValue(Position position, OptionalLong mark) {
        return mark.isEmpty() ? mark : OptionalLong.of(position.marketValue(mark.getAsLong()));
    }

    private static OptionalLong unrealized(Position position, OptionalLong mark) {
        return mark.isEmpty() ? mark : OptionalLong.of(position.unrealizedPnl(mark.getAsLong()));
    }
}
