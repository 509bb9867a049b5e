package org.tradingarena.cli.watch;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.Look;
import org.tradingarena.cli.console.Table;
import org.tradingarena.cli.console.Table.Cell;
import org.tradingarena.cli.market.Market;
import org.tradingarena.client.model.Account;
import org.tradingarena.client.model.Balance;
import org.tradingarena.client.model.Position;

/** Balances, and beside them positions with what they would gain at the last price. */
record AccountPanel(Watched watched) {
    int rows() {
        Account account = watched.account();
        return account == null
                ? 0
                : Math.max(account.balances().size(), account.positions().size());
    }

    List<AttributedString> lines(int columns, int height) {
        List<AttributedString> balances = Canvas.rows(balances().lines(), height);
        List<AttributedString> positions = Canvas.rows(positions().lines(), height);
        int width = balances.stream().mapToInt(AttributedString::columnLength).reduce(0, Math::max);
        return Canvas.beside(balances, Math.min(width, columns), positions);
    }

    private Table balances() {
        Table table = new Table("BALANCE", "TOTAL", "AVAILABLE");
        sorted(Account::balances)
                .values()
                .forEach((Balance balance) ->
                        table.row(Cell.of(balance.currency()), Cell.of(balance.total()), Cell.of(balance.available())));
        return table;
    }

    private Table positions() {
        Table table = new Table("POSITION", "QUANTITY", "AVERAGE", "UNREALIZED", "REALIZED");
        sorted(Account::positions)
                .values()
                .forEach((Position position) -> table.row(
                        Cell.of(position.symbol()),
                        Cell.of(position.quantity(), Look.of(position.quantity().signum())),
                        Cell.of(position.averagePrice()),
                        gain(unrealized(position)),
                        gain(position.realizedPnl())));
        return table;
    }

    private <T> Map<String, T> sorted(java.util.function.Function<Account, Map<String, T>> part) {
        Account account = watched.account();
        return account == null ? Map.of() : new TreeMap<>(part.apply(account));
    }

    private @Nullable BigDecimal unrealized(Position position) {
        BigDecimal last = watched.markets()
                .getOrDefault(position.symbol(), Market.UNKNOWN)
                .last();
        return last == null
                ? null
                : last.subtract(position.averagePrice())
                        .multiply(position.quantity())
                        .setScale(2, java.math.RoundingMode.HALF_EVEN);
    }

    private static Cell gain(@Nullable BigDecimal value) {
        return Cell.of(value, Look.of(value == null ? 0 : value.signum()));
    }
}
