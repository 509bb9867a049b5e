package org.tradingarena.market;

import org.tradingarena.clearing.Inbox;
import org.tradingarena.clearing.Outbox;
import org.tradingarena.clearing.Report;

/**
 * A collective as a book knows it.
 *
 * @param commands its numbered commands
 * @param reports the numbered reports to it
 */
record Party(Inbox commands, Outbox<Report> reports) {
    static final Party NEW = new Party(Inbox.EMPTY, Outbox.empty());

    Party taken(long command) {
        return new Party(commands.taken(command), reports);
    }

    Party reported(Report report) {
        return new Party(commands, reports.plus(report.number(), report));
    }

    Party settledUpTo(long report) {
        return new Party(commands, reports.settledUpTo(report));
    }

    /** How many reports it has not confirmed. */
    int unconfirmed() {
        return reports.pending().size();
    }
}
