package org.tradingarena.standings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tradingarena.collective.Holdings;
import org.tradingarena.domain.Atoms;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.JsonWriter;
import org.tradingarena.protocol.Marks;

/** Collectives by what they own, richest first (protocol section 7). */
public record Leaderboard(List<Standing> standings) {
    /** Before anybody has anything. */
    public static final Leaderboard EMPTY = new Leaderboard(List.of());

    /** Money is counted in this currency; every other is worth its last price in it, or nothing before its first trade. */
    static final String CURRENCY = "USD";

    private static final int PERCENT_DECIMALS = 4;

    /**
     * One collective's place.
     *
     * @param rank from 1; those who own the same have the same rank
     * @param equity what it owns at the last prices
     * @param returnPercent equity against what was deposited, both at the last prices: what trading has added
     */
    public record Standing(int rank, String collective, BigDecimal equity, BigDecimal returnPercent) {}

    /** Ranks collectives at these prices. Ties are listed by name. */
    public static Leaderboard rank(Collection<Holdings> holdings, Marks marks) {
        List<Standing> unranked = new ArrayList<>();
        for (Holdings one : holdings) {
            BigDecimal equity = worth(one.totals(), marks);
            BigDecimal deposited = worth(one.deposited(), marks);
            unranked.add(new Standing(0, one.collective(), equity, percent(equity.subtract(deposited), deposited)));
        }
        unranked.sort(Comparator.comparing(Standing::equity).reversed().thenComparing(Standing::collective));
        return new Leaderboard(ranked(unranked));
    }

    private static List<Standing> ranked(List<Standing> sorted) {
        List<Standing> ranked = new ArrayList<>(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            Standing one = sorted.get(i);
            boolean tie = i > 0 && sorted.get(i - 1).equity().compareTo(one.equity()) == 0;
            int rank = tie ? ranked.get(i - 1).rank() : i + 1;
            ranked.add(new Standing(rank, one.collective(), one.equity(), one.returnPercent()));
        }
        return List.copyOf(ranked);
    }

    private static BigDecimal worth(Map<String, Long> totals, Marks marks) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, Long> entry : totals.entrySet()) {
            BigDecimal amount = Atoms.decimal(entry.getValue());
            if (entry.getKey().equals(CURRENCY)) {
                sum = sum.add(amount);
            } else {
                OptionalLong mark = marks.last(entry.getKey() + "/" + CURRENCY);
                sum = mark.isPresent() ? sum.add(amount.multiply(Atoms.decimal(mark.getAsLong()))) : sum;
            }
        }
        return sum;
    }

    private static BigDecimal percent(BigDecimal gain, BigDecimal of) {
        return of.signum() == 0
                ? BigDecimal.ZERO
                : gain.movePointRight(2).divide(of, PERCENT_DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** The best {@code limit}, as the wire tells them. */
    public JsonBody body(int limit) {
        List<Standing> shown = standings.subList(0, Math.min(limit, standings.size()));
        return json -> json.objects("standings", shown, Leaderboard::body);
    }

    private static JsonBody body(Standing standing) {
        return (JsonWriter json) -> json.integer("rank", standing.rank())
                .text("collective_id", standing.collective())
                .decimal("equity", standing.equity())
                .decimal("return_pct", standing.returnPercent());
    }
}
