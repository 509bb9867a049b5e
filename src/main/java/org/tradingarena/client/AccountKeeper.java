package org.tradingarena.client;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tradingarena.client.model.PrivateEvent;
import org.tradingarena.protocol.Include;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;
import org.tradingarena.protocol.JsonPatch;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Request;

/**
 * Keeps the collective's state by its events, and holds it to the arena's {@code state_hash} (protocol sections 5 and 9). A state that
 * drifted is warned of and asked for again.
 *
 * <p>While a state is asked for, up to {@value #REMEMBERED} events are remembered, and those that the answer does not have are put on top
 * of it: so it may come out of turn with events, as it does over HTTP. If more come, it is asked for again.
 */
class AccountKeeper {
    static final int REMEMBERED = 5000;

    private static final Set<Include> DOCUMENT = EnumSet.of(Include.PORTFOLIO, Include.BALANCES, Include.ORDERS);

    private final Outbox out;
    private final HashWatch watch = new HashWatch();
    private final List<PrivateEvent> sinceAsked = new ArrayList<>();
    private boolean keeps;
    private boolean asked;
    private HashWatch.Finding doubt = HashWatch.Finding.NOTHING;
    private @Nullable AccountState state;
    private @Nullable AccountState base;

    AccountKeeper(Outbox out) {
        this.out = out;
    }

    /** Whether the client is in both rooms that a state needs. */
    void keep(boolean inBothRooms) {
        keeps = inBothRooms;
        if (!inBothRooms) {
            forget();
        }
    }

    @Nullable
    AccountState state() {
        return state;
    }

    /** Whether there is no state, though one is wanted. */
    boolean isWaiting() {
        return keeps && state == null;
    }

    /** Nothing is known any more. */
    void forget() {
        show(null);
        forgetQuestion();
    }

    @SuppressWarnings("ReferenceEquality") // states do not change
    private void show(@Nullable AccountState changed) {
        if (state != null || changed != null) {
            out.add(new ClientAction.ShowAccount(changed));
        }
        state = changed;
        doubt = HashWatch.Finding.NOTHING;
        watch.clear();
    }

    /** The state after an event, for whoever is told of it; an event that is in the state already changes nothing. */
    @Nullable
    AccountState apply(PrivateEvent event) {
        if (asked && sinceAsked.size() <= REMEMBERED) {
            sinceAsked.add(event);
        }
        AccountState before = state;
        if (before != null && event.seq() > before.position().seq()) {
            AccountState now = after(before, event);
            state = now;
            found(watch.moved(now));
        }
        return state;
    }

    /** The state that an event leads to. */
    AccountState after(AccountState before, PrivateEvent event) {
        return before.after(event);
    }

    // Asking for a state.

    /** What to ask for, if a state is wanted and has not been asked for. A state that may be right is asked only for the difference. */
    Request.@Nullable GetInitialState question() {
        boolean isWanted = keeps && (state == null || doubt != HashWatch.Finding.NOTHING);
        if (!isWanted || asked) {
            return null;
        }
        asked = true;
        sinceAsked.clear();
        base = doubt == HashWatch.Finding.DRIFTED ? null : state;
        return new Request.GetInitialState(
                DOCUMENT,
                base == null ? null : new Request.StateBase(base.position().seq(), base.hash()));
    }

    /** The question is not going to be answered. */
    void forgetQuestion() {
        asked = false;
        base = null;
        sinceAsked.clear();
    }

    /** The arena does not tell the state: there is none until the next connection. */
    void refused(String why) {
        out.warn("the arena does not tell the state: " + why);
        keep(false);
    }

    /** The answer to the question, or a state that came unasked. */
    void take(JsonObject data) {
        try {
            if (keeps) {
                become(read(data));
            }
        } catch (ProtocolException notAState) {
            out.warn("a state that cannot be read: " + notAState.getMessage());
        } finally {
            forgetQuestion();
        }
    }

    private AccountState read(JsonObject data) {
        boolean isDiff = new JsonText("diff").equals(data.get("mode"));
        AccountState from = isDiff ? base : null;
        Json patch = data.get("patch");
        JsonObject document = from == null
                ? data
                : JsonPatch.read(patch == null ? Json.NULL : patch).appliedTo(from.document());
        AccountState given = AccountState.read(Answers.position(data), document);
        if (!given.hash().equals(Answers.text(data, "state_hash"))) {
            out.warn("the arena's state as of seq " + given.position().seq() + " has not the hash that the arena says");
        }
        return given;
    }

    private void become(AccountState given) {
        AccountState before = state;
        AccountState now = given;
        for (PrivateEvent event : sinceAsked) {
            now = event.seq() > now.position().seq() ? after(now, event) : now;
        }
        if (before != null
                && doubt == HashWatch.Finding.STUCK
                && before.position().equals(now.position())
                && !before.saysTheSameAs(now)) {
            warnOfDrift(now);
        }
        boolean isWhole = sinceAsked.size() <= REMEMBERED;
        show(isWhole ? now : null);
    }

    private void warnOfDrift(AccountState at) {
        out.warn("the state as of seq " + at.position().seq() + " had drifted from the arena's, which takes its place");
    }

    // Holding it to the hash.

    /** A heartbeat leaves. */
    void onHeartbeat() {
        watch.ask(state);
    }

    /** The arena's word on the state as of a seq. */
    void onHash(long seq, String hash) {
        if (state != null && !asked) {
            found(watch.said(state, seq, hash));
        }
    }

    private void found(HashWatch.Finding finding) {
        AccountState now = state;
        if (finding == HashWatch.Finding.DRIFTED && doubt != finding && now != null) {
            warnOfDrift(now);
        }
        if (finding != HashWatch.Finding.NOTHING) {
            doubt = finding;
        }
    }
}
