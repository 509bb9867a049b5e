package org.tradingarena.server;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.tradingarena.clearing.BookCommand;
import org.tradingarena.collective.Books;
import org.tradingarena.market.BookEntity;
import org.tradingarena.market.BookMessage;
import org.tradingarena.market.BookReply;

/** The books of the cluster, as collectives reach them. */
final class ShardedBooks implements Books {
    private static final Duration QUOTE_TIMEOUT = Duration.ofSeconds(3);

    private final ClusterSharding sharding;

    ShardedBooks(ClusterSharding sharding) {
        this.sharding = sharding;
    }

    EntityRef<BookMessage> book(String symbol) {
        return sharding.entityRefFor(BookEntity.KEY, symbol);
    }

    @Override
    public void instruct(BookCommand command) {
        book(command.symbol()).tell(new BookMessage.Instruct(command));
    }

    @Override
    public void confirm(String symbol, String collective, long report) {
        book(symbol).tell(new BookMessage.Confirm(collective, report));
    }

    @Override
    public CompletionStage<Long> bestAsk(String symbol) {
        return book(symbol)
                .<BookReply>ask(replyTo -> new BookMessage.GetQuote(0, replyTo), QUOTE_TIMEOUT)
                .thenApply(reply -> switch (reply) {
                    case BookReply.Quote quote -> quote.bestAsk();
                    default -> throw new IllegalStateException("the book of " + symbol + " has too much to do");
                });
    }
}
