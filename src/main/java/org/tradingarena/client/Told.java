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
    private volatile @Nullable AccountState account;
    private volatile @Nullable Shown shown;

    /** A state as its owner sees it. */
    private record Shown(AccountState of, Account account) {}

    Told(ArenaListener listener, ConnectionState state, @Nullable StreamPosition position) {
        this.listener = listener;
        this.state = state;
        this.position = position;
    }

    /** While an event is told, the state is as after it and the position as before it. */
    void event(ClientAction.TellEvent told) {
        account = told.state();
        guarded(() -> listener.onEvent(told.event()));
        position = told.event().position();
    }

    void account(@Nullable AccountState now) {
        account = now;
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
        AccountState now = account;
        if (now == null) {
            return Optional.empty();
        }
        Shown known = shown;
        if (known == null || known.of() != now) {
            known = new Shown(now, now.account());
            shown = known;
        }
        return Optional.of(known.account());
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
