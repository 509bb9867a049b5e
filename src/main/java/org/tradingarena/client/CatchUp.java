package org.tradingarena.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.StreamPosition;

/** What was missed, as it comes after a sign-in (protocol section 4): pages of events, or a state in their place. */
final class CatchUp {
    /** How far it is. */
    enum Progress {
        MORE,
        DONE,
        /** A page has a hole: the connection is of no use. */
        BROKEN
    }

    private final EventFlow flow;
    private final AccountKeeper account;
    private final Outbox out;
    private @Nullable String resetBecause;

    CatchUp(EventFlow flow, AccountKeeper account, Outbox out) {
        this.flow = flow;
        this.account = account;
        this.out = out;
    }

    /** A connection begins. */
    void begin() {
        resetBecause = null;
    }

    /** A {@code reconnection_sync}. */
    Progress onPage(JsonObject data, List<String> texts) {
        String outcome = Answers.text(data, "outcome");
        boolean isComplete = Answers.flag(data, "complete");
        if (outcome.equals("reset") || outcome.equals("snapshot")) {
            resetBecause = outcome.equals("reset") ? Answers.text(data, "reason") : "SNAPSHOT";
            return Progress.MORE;
        }
        if (!flow.page(Answers.events(data), texts, Answers.integer(data, "to_seq"))) {
            return Progress.BROKEN;
        }
        if (isComplete) {
            resumed();
        }
        return isComplete ? Progress.DONE : Progress.MORE;
    }

    /** Everything that was missed has come. */
    void resumed() {
        StreamPosition here = flow.position();
        if (here != null) {
            out.add(new ClientAction.TellContinuity(new Continuity.Resumed(here, flow.takeReplayed())));
        }
    }

    /** An unasked {@code initial_state}, which stands for what is not told. */
    Progress onState(JsonObject data) {
        String because = resetBecause;
        if (because == null) {
            return Progress.MORE;
        }
        reset(data, because);
        return Progress.DONE;
    }

    /** The record begins anew with this state. */
    void reset(JsonObject state, String because) {
        account.forget();
        account.take(state);
        reset(Answers.position(state), because);
    }

    /** The record begins anew at this position. */
    void reset(StreamPosition position, String because) {
        flow.begin(position);
        out.add(new ClientAction.TellContinuity(new Continuity.Reset(position, because)));
    }

    /** The record begins: this client never knew a position. */
    void began(StreamPosition position) {
        flow.begin(position);
        out.add(new ClientAction.TellContinuity(new Continuity.Began(position)));
    }
}
