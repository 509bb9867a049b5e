package org.tradingarena.collective;

import java.util.concurrent.CompletionStage;
import org.tradingarena.clearing.BookCommand;

/** The order books as a collective sees them. Nothing here waits. */
public interface Books {
    /** Sends an instruction; it may be lost, and is then sent again. */
    void instruct(BookCommand command);

    /** Tells a book that its reports up to and including {@code report} are journaled. */
    void confirm(String symbol, String collective, long report);

    /** The best ask of a symbol's book, 0 if there is none; fails if the book does not answer in time. */
    CompletionStage<Long> bestAsk(String symbol);
}
