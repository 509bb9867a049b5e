package org.tradingarena.collective;

import java.util.Map;
import org.tradingarena.domain.Balance;
import org.tradingarena.domain.Order;
import org.tradingarena.protocol.ArenaError;

/** What the one who asked is told, once the events of the decision are durable. */
public sealed interface Verdict {
    /** The collective is open; {@code created} is false where it was open on the same terms before. */
    record Opened(boolean created, String epoch, long seq) implements Verdict {}

    /** Funds moved; {@code duplicate} where they had moved before under the same id. */
    record FundsMoved(Map<String, Balance> balances, boolean duplicate) implements Verdict {}

    /** The keys are as asked. */
    record KeysChanged() implements Verdict {}

    /** The order is accepted, or was before. */
    record Placed(Order order, boolean duplicate) implements Verdict {}

    /** The order was accepted before and has since left memory: event {@code seq} of the journal has it as it is now. */
    record PlacedLongAgo(long seq) implements Verdict {}

    /** The order is on its way out. */
    record CancelAccepted(Order order) implements Verdict {}

    /** So many orders were newly asked to go. */
    record CancelAllAccepted(int count) implements Verdict {}

    /** The order's new terms are on their way. */
    record AmendAccepted(Order order) implements Verdict {}

    /** The book's report is journaled, now or before: confirm up to {@code number}. */
    record ReportTaken(String symbol, long number) implements Verdict {}

    /** The report came before its predecessor: do nothing, it will be sent again. */
    record ReportEarly() implements Verdict {}

    /** Refused; what the decision's events say of it, if any, is journaled. */
    record Refused(ArenaError error) implements Verdict {}
}
