package org.tradingarena.session;

import java.util.Map;
import java.util.TreeMap;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.CollectiveEvent.OrderFilled;
import org.tradingarena.domain.Side;
import org.tradingarena.protocol.JsonBody;

/** Sums up what happened while a client was away. */
final class Digest {
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, Traded> symbols = new TreeMap<>();

    /**
     * The {@code summary} of a resume (protocol section 4).
     *
     * @param counts events by type
     * @param symbols what was traded, by symbol
     */
    record Summary(Map<String, Integer> counts, Map<String, Traded> symbols) {
        /** Its members. */
        JsonBody body() {
            return json -> json.object("counts", body -> counts.forEach(body::integer))
                    .object("symbols", body -> symbols.forEach((symbol, traded) -> body.object(symbol, traded.body())));
        }
    }

    /** What was traded of one symbol. Amounts are in {@link org.tradingarena.domain.Atoms}; fees are in its quote currency. */
    record Traded(long bought, long sold, long realizedPnl, long fees) {
        private static final Traded NOTHING = new Traded(0, 0, 0, 0);

        private Traded plus(OrderFilled fill) {
            boolean buy = fill.order().side() == Side.BUY;
            long quantity = fill.trade().quantity();
            return new Traded(
                    Math.addExact(bought, buy ? quantity : 0),
                    Math.addExact(sold, buy ? 0 : quantity),
                    Math.addExact(realizedPnl, fill.trade().realizedPnl()),
                    Math.addExact(fees, fill.trade().fee()));
        }

        private JsonBody body() {
            return json -> json.amount("bought", bought)
                    .amount("sold", sold)
                    .amount("realized_pnl", realizedPnl)
                    .amount("fees", fees);
        }
    }

    /** Counts one missed event. */
    void add(CollectiveEvent event) {
        counts.merge(EventRendering.type(event), 1, Integer::sum);
        if (event instanceof OrderFilled fill) {
            String symbol = fill.order().symbol();
            symbols.put(symbol, symbols.getOrDefault(symbol, Traded.NOTHING).plus(fill));
        }
    }

    /** What has been counted so far. */
    Summary summary() {
        return new Summary(new TreeMap<>(counts), new TreeMap<>(symbols));
    }
}
