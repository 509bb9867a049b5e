package org.tradingarena.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tradingarena.client.model.Account;
import org.tradingarena.protocol.ServerMessage;
import org.tradingarena.protocol.StreamPosition;

/** What a client has told: to its listener, on its own thread, and to whoever asks, on any. */
final class Told {
    private static final System.Logger LOG = System.getLogger("org.tradingarena.client");

    private final ArenaListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile ConnectionState state;
    private volatile @Nullable StreamPosition position;
    private volatile @Nullable Shown account;

    /** A state, and what its owner sees of it: made when somebody looks, since most states nobody does. */
    private static final class Shown {
        private final AccountState state;
        private volatile @Nullable Account seen;

        Shown(AccountState state) {
            this.state = state;
        }

        Account see() {
            Account known = seen;
            if (known == null) {
                known = state.account();
                seen = known;
            }
            return known;
        }
    }

    Told(ArenaListener listener, ConnectionState state, @Nullable StreamPosition position) {
        this.listener = listener;
        this.state = state;
        this.position = position;
    }

    /** While an event is told, the state is as after it and the position as before it. */
    void event(ClientAction.TellEvent told) {
        account(told.state());
        guarded(() -> listener.onEvent(told.event()));
        position = told.event().position();
    }

    void account(@Nullable AccountState now) {
        account = now == null ? null : new Shown(now);
    }

    void reached(StreamPosition now) {
        position = now;
    }

    void market(ServerMessage.MarketData message) {
        guarded(() -> listener.onMarket(message));
    }

    void notice(ServerMessage.Notice notice) {
        guarded(() -> listener.onNotice(notice));
    }

    void connection(ConnectionState now) {
        lock.lock();
        try {
            state = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        guarded(() -> listener.onConnection(now));
    }

    void continuity(Continuity continuity) {
        guarded(() -> listener.onContinuity(continuity));
    }

    void fate(OrderFate fate) {
        guarded(() -> listener.onFate(fate));
    }

    void warning(String warning) {
        guarded(() -> listener.onWarning(warning));
    }

    private void guarded(Runnable word) {
        try {
            word.run();
        } catch (RuntimeException | Error thrown) {
            log("the listener of an arena client failed; the client goes on", thrown);
        }
    }

    void log(String message, @Nullable Throwable cause) {
        LOG.log(System.Logger.Level.WARNING, message, cause);
    }

    @SuppressWarnings("ReferenceEquality") // states do not change
    Optional<Account> account() {
        return Optional.ofNullable(account).map(Shown::see);
    }

    Optional<StreamPosition> position() {
        return Optional.ofNullable(position);
    }

    ConnectionState state() {
        return state;
    }

    boolean awaitLive(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!(state instanceof ConnectionState.Live)) {
                if (state instanceof ConnectionState.Ended || left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
