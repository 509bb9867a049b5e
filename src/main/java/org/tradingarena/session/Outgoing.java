package org.tradingarena.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.StateView;
import org.tradingarena.session.DeliveryInput.StateGiven;

/** The client's side of a {@link Delivery}: takes events out of the window and puts them into frames, as long as there is credit. */
final class Outgoing {
    private final DeliveryLimits limits;
    private final EventWindow window;
    private final StateRequests states;
    private boolean connected;
    private int credit;
    private Parts parts = Parts.NONE;
    private long lastSent;
    private @Nullable Sync sync;

    Outgoing(DeliveryLimits limits, EventWindow window) {
        this.limits = limits;
        this.window = window;
        this.states = new StateRequests(limits.stateRequests());
    }

    /** A socket takes the place of any other. */
    void join(Parts its, int frames, @Nullable Sync resumed) {
        states.clear();
        connected = true;
        parts = its;
        credit = frames;
        sync = resumed;
    }

    void leave() {
        states.clear();
        connected = false;
        credit = 0;
        sync = null;
    }

    boolean isConnected() {
        return connected;
    }

    Parts parts() {
        return parts;
    }

    long lastSent() {
        return lastSent;
    }

    StateRequests states() {
        return states;
    }

    /** The resume that is under way. */
    @Nullable
    Sync sync() {
        return sync;
    }

    void sync(Sync changed) {
        sync = changed;
    }

    /** Whether the resume ends with a state instead of events. */
    boolean isForState() {
        return sync != null && sync.givesState();
    }

    /** Whether nothing waits and a frame could be sent: time to fetch more. */
    boolean isHungry() {
        return connected && credit > 0 && !window.hasWaiting();
    }

    void credited(int frames) {
        credit = connected ? credit + frames : 0;
    }

    void change(Parts changed) {
        parts = changed;
        baseline();
    }

    /** The client is told that everything up to here is known to it. */
    void baseline() {
        lastSent = window.sent();
    }

    /** Sends what can be sent. */
    void pump(List<DeliveryOutput> out) {
        boolean moved = connected;
        while (moved) {
            tellStates(out);
            moved = sync == null ? sendBatch(out) : sendPage(sync, out);
        }
    }

    private void tellStates(List<DeliveryOutput> out) {
        StateGiven next = states.next();
        while (sync == null && next != null && next.state().seq() <= window.sent()) {
            out.add(new DeliveryOutput.GiveState(next.token(), next.state(), next.stateHash()));
            states.told();
            next = states.next();
        }
    }

    private boolean sendBatch(List<DeliveryOutput> out) {
        StateGiven next = states.next();
        long upTo = next == null ? Long.MAX_VALUE : next.state().seq();
        Batch batch = Batch.take(window, parts, upTo, credit > 0, limits);
        if (!batch.events().isEmpty()) {
            out.add(new DeliveryOutput.SendEvents(batch.events()));
            sent(batch);
        }
        return batch.moved();
    }

    private boolean sendPage(Sync resumed, List<DeliveryOutput> out) {
        if (credit == 0 || resumed.count() != null) {
            return false;
        }
        if (resumed.givesState()) {
            return sendState(resumed, out);
        }
        if (!window.hasWaiting() && resumed.isOpen()) {
            return false;
        }
        Batch batch = Batch.take(window, parts, resumed.end(), true, limits);
        SyncPage page = resumed.page(batch, window.sent(), Batch.count(window, parts, resumed.end()));
        out.add(new DeliveryOutput.SendPage(page));
        sent(batch);
        if (page.complete()) {
            sync = null;
            baseline();
        }
        return true;
    }

    private boolean sendState(Sync resumed, List<DeliveryOutput> out) {
        StateGiven given = resumed.state();
        if (given == null) {
            return false;
        }
        StateView state = given.state();
        boolean holdsAll = window.sent() == resumed.from();
        long missed = holdsAll ? Batch.count(window, parts, state.seq()) : Math.max(0, state.seq() - resumed.from());
        window.skipTo(state.seq());
        out.add(new DeliveryOutput.SendPage(resumed.statePage(state.seq(), missed)));
        out.add(new DeliveryOutput.GiveState(Delivery.UNASKED, state, given.stateHash()));
        credit--;
        sync = null;
        baseline();
        return true;
    }

    private void sent(Batch batch) {
        credit--;
        if (!batch.events().isEmpty()) {
            lastSent = batch.events().getLast().seq();
        }
    }
}
