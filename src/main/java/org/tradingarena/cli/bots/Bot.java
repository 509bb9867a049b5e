package org.tradingarena.cli.bots;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.client.NewOrder;
import org.tradingarena.client.model.Account;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.market.feed.BotOrder;
import org.tradingarena.protocol.Request.OrderReference;

/**
 * A collective that trades by itself: at each tick it looks and moves. It does nothing while it is not connected, or while the moves of the
 * tick before have no answer, so nothing piles up.
 */
final class Bot implements AutoCloseable {
    private static final long WITHDRAWAL_SECONDS = 3;

    private final String name;
    private final ArenaClient client;
    private final MarketView market;
    private final Strategy strategy;
    private CompletableFuture<?> lastMoves = CompletableFuture.completedFuture(null);
    private long placed;
    private long refused;

    Bot(String name, ArenaClient client, MarketView market, Strategy strategy) {
        this.name = name;
        this.client = client;
        this.market = market;
        this.strategy = strategy;
    }

    String name() {
        return name;
    }

    boolean isLive() {
        return client.state() instanceof ConnectionState.Live;
    }

    /** Orders that the arena has taken. */
    long placed() {
        return placed;
    }

    /** Orders that it has refused. */
    long refused() {
        return refused;
    }

    void tick(List<Instrument> instruments) {
        if (!isLive() || !lastMoves.isDone()) {
            return;
        }
        client.account().ifPresent(account -> move(instruments, account));
    }

    private void move(List<Instrument> instruments, Account account) {
        List<CompletableFuture<?>> moves = new ArrayList<>();
        for (Instrument instrument : instruments) {
            String symbol = instrument.symbol();
            Strategy.View view = new Strategy.View(account, market.bids(symbol), market.asks(symbol));
            Strategy.Moves wanted = strategy.look(instrument, view);
            wanted.cancels().forEach(id -> moves.add(client.cancel(OrderReference.byId(id))));
            wanted.places().forEach(order -> moves.add(place(symbol, order)));
        }
        lastMoves = CompletableFuture.allOf(moves.toArray(CompletableFuture[]::new))
                .exceptionally(refusal -> null); // an order that has gone meanwhile, a rule: the next look knows better
    }

    private CompletableFuture<?> place(String symbol, BotOrder order) {
        return client.place(new NewOrder(
                        symbol,
                        order.side(),
                        order.type(),
                        Atoms.decimal(order.quantity()),
                        order.price() == 0 ? null : Atoms.decimal(order.price()),
                        order.timeInForce(),
                        false,
                        null))
                .whenComplete(this::count);
    }

    private synchronized void count(Object answer, Throwable refusal) {
        if (refusal == null) {
            placed++;
        } else {
            refused++;
        }
    }

    /** Cancels its orders, if the arena answers soon, and logs out. */
    @Override
    public void close() {
        try {
            client.cancelAll(null).get(WITHDRAWAL_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException notReached) {
            // they stay; the next run of this bot finds them and goes on from there
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            client.close();
        }
    }
}
