package org.tradingarena.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.Look;
import org.tradingarena.cli.console.Table;
import org.tradingarena.cli.console.Table.Cell;
import org.tradingarena.cli.remote.Answer;

/** A portfolio as tables: the total first, then where it lies. */
final class PortfolioTables {
    private PortfolioTables() {}

    static List<AttributedString> of(Answer portfolio) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(total(portfolio));
        lines.add(AttributedString.EMPTY);
        lines.addAll(balances(portfolio.in("balances").objects()).lines());
        Table positions = positions(portfolio.in("positions").objects());
        if (!positions.isEmpty()) {
            lines.add(AttributedString.EMPTY);
            lines.addAll(positions.lines());
        }
        return lines;
    }

    private static AttributedString total(Answer portfolio) {
        return new AttributedStringBuilder()
                .append(portfolio.text("collective_id"), Look.STRONG)
                .append("  ")
                .append(money(portfolio.decimal("total_value_usd")) + " USD", Look.STRONG)
                .append("   unrealized ", Look.QUIET)
                .append(gain(portfolio.decimal("unrealized_pnl")))
                .append("   realized ", Look.QUIET)
                .append(gain(portfolio.decimal("realized_pnl")))
                .toAttributedString();
    }

    private static Table balances(Map<String, Answer> balances) {
        Table table = new Table("CURRENCY", "TOTAL", "AVAILABLE", "RESERVED");
        balances.forEach((currency, balance) -> table.row(
                Cell.of(currency),
                Cell.of(balance.decimal("total")),
                Cell.of(balance.decimal("available")),
                Cell.of(balance.decimal("reserved"))));
        return table;
    }

    private static Table positions(Map<String, Answer> positions) {
        Table table = new Table("POSITION", "QUANTITY", "AVERAGE", "MARK", "VALUE", "UNREALIZED", "REALIZED");
        positions.forEach((symbol, position) -> table.row(
                Cell.of(symbol),
                Cell.of(position.decimal("quantity")),
                Cell.of(position.decimal("average_price")),
                Cell.of(position.decimal("mark_price")),
                Cell.of(position.decimal("market_value")),
                pnl(position.decimal("unrealized_pnl")),
                pnl(position.decimal("realized_pnl"))));
        return table;
    }

    private static Cell pnl(@Nullable BigDecimal value) {
        return Cell.of(value, Look.of(value == null ? 0 : value.signum()));
    }

    private static AttributedString gain(@Nullable BigDecimal value) {
        int signum = value == null ? 0 : value.signum();
        return new AttributedString((signum > 0 ? "+" : "") + money(value), Look.of(signum));
    }

    private static String money(@Nullable BigDecimal value) {
        return value == null ? "-" : Table.grouped(value, Math.max(2, Table.scale(value)));
    }
}
