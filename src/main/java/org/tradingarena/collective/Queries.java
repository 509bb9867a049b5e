package org.tradingarena.collective;

import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveCommand.Asking;
import org.tradingarena.collective.CollectiveCommand.GetHead;
import org.tradingarena.collective.CollectiveCommand.GetOrders;
import org.tradingarena.collective.CollectiveCommand.GetState;
import org.tradingarena.protocol.StateDocument;
import org.tradingarena.protocol.StateView;

/** Answers to those who ask what a collective is like. The state's hash is computed once an event, however many ask for it. */
final class Queries {
    private final StateHistory history;
    private long hashedSeq;
    private @Nullable String hash;

    /**
     * Answers.
     *
     * @param history what somebody may compare with
     */
    Queries(StateHistory history) {
        this.history = history;
    }

    CollectiveReply answer(CollectiveState state, GetState get) {
        StateView base = history.at(get.base()).map(Views::state).orElse(null);
        return new CollectiveReply.State(get.ticket(), Views.state(state), hash(state), base);
    }

    CollectiveReply answer(CollectiveState state, GetHead get) {
        return new CollectiveReply.Head(get.ticket(), state.head().epoch(), state.seq(), hash(state));
    }

    CollectiveReply answer(CollectiveState state, GetOrders get) {
        return Views.orders(state, get);
    }

    /** The answer where there is no such collective. */
    static CollectiveReply notOpen(Asking asking) {
        return new CollectiveReply.NotOpen(asking.ticket());
    }

    private String hash(CollectiveState state) {
        String known = hash;
        if (known == null || hashedSeq != state.seq()) {
            known = StateDocument.hash(Views.state(state));
            hash = known;
            hashedSeq = state.seq();
        }
        return known;
    }
}
