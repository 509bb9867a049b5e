package org.tradingarena.client;

import java.util.ArrayList;
import java.util.List;

/** Collects what the parts of a {@link ClientCore} want done. */
final class Outbox {
    private List<ClientAction> actions = new ArrayList<>();
    private long calls;

    void add(ClientAction action) {
        actions.add(action);
    }

    void warn(String warning) {
        add(new ClientAction.TellWarning(warning));
    }

    /** Calls over HTTP; answers the call's number. */
    long call(HttpCall what) {
        add(new ClientAction.Call(++calls, what));
        return calls;
    }

    /** All since the last time. */
    List<ClientAction> take() {
        List<ClientAction> taken = actions;
        actions = new ArrayList<>();
        return taken;
    }
}
