package org.tradingarena.collective;

import org.tradingarena.clearing.Inbox;
import org.tradingarena.clearing.Outbox;
import org.tradingarena.domain.BookInstruction;

/** A collective's side of the channel with one book: instructions that have no answer yet, and the reports taken. */
record Channel(Outbox<BookInstruction> out, Inbox in) {
    static final Channel NEW = new Channel(Outbox.empty(), Inbox.EMPTY);

    Channel sent(long number, BookInstruction instruction) {
        return new Channel(out.plus(number, instruction), in);
    }

    /** One report may yield several events: the first takes its number, the others belong to it. */
    Channel answered(Answer answer) {
        Inbox taken = answer.report() == in.last() ? in : in.taken(answer.report());
        return new Channel(answer.command() > 0 ? out.settledUpTo(answer.command()) : out, taken);
    }
}
