package org.tradingarena.cli.bots;

import java.util.List;
import java.util.Optional;
import org.tradingarena.client.model.Account;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.PriceLevel;
import org.tradingarena.market.feed.BotOrder;

/** What a bot does when it looks at an instrument. It may remember what it saw. */
interface Strategy {
    /**
     * What there is to see. Amounts are in {@link org.tradingarena.domain.Atoms}.
     *
     * @param bids best first
     * @param asks best first
     */
    record View(Account account, List<PriceLevel> bids, List<PriceLevel> asks) {
        /** The price in the middle; empty if one side has nobody. */
        Optional<Long> middle() {
            return bids.isEmpty() || asks.isEmpty()
                    ? Optional.empty()
                    : Optional.of(bids.getFirst().price() + spread() / 2);
        }

        long spread() {
            return asks.getFirst().price() - bids.getFirst().price();
        }
    }

    /**
     * What to do: cancel first, then place.
     *
     * @param cancels ids of own orders
     */
    record Moves(List<String> cancels, List<BotOrder> places) {
        static final Moves NONE = new Moves(List.of(), List.of());

        static Moves of(Optional<BotOrder> order) {
            return new Moves(List.of(), order.stream().toList());
        }
    }

    Moves look(Instrument instrument, View view);
}
