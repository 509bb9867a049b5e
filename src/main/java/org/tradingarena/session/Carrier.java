package org.tradingarena.session;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.Include;
import org.tradingarena.protocol.Preferences.Priority;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Request.StateBase;
import org.tradingarena.protocol.Resume;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StateDocument;
import org.tradingarena.protocol.StateView;
import org.tradingarena.session.ConnectionCommand.Ask;
import org.tradingarena.session.ConnectionCommand.PageRead;
import org.tradingarena.session.ConnectionCommand.RetryDue;
import org.tradingarena.session.ConnectionCommand.SocketGone;

/**
 * Carries inputs into a {@link Delivery} and outputs out of it: frames to the socket, questions to the collective, reads to the journal.
 * It decides nothing.
 */
final class Carrier {
    private static final String RETRY = "retry";
    private static final long NONE = 0;

    private final ActorContext<ConnectionCommand> context;
    private final TimerScheduler<ConnectionCommand> timers;
    private final SessionSettings settings;
    private final CollectivePort collective;
    private final JournalReads reads;
    private final Frames frames;
    private final Delivery delivery;
    private final Tally tally;
    private final Map<Long, Ask> stateAsks = new HashMap<>();
    private final Map<Long, Long> stateTokens = new HashMap<>();
    private final Map<Long, StateView> bases = new HashMap<>();
    private @Nullable Link link;
    private List<Room> rooms = List.of();
    private Priority priority = Priority.MEDIUM;
    private String key = "";
    private long attaching = NONE;
    private boolean signingIn;
    private boolean owesDetach;
    private long lastToken = Delivery.UNASKED;

    Carrier(
            ActorContext<ConnectionCommand> context,
            TimerScheduler<ConnectionCommand> timers,
            SessionSettings settings,
            CollectivePort collective,
            JournalReads reads,
            Frames frames,
            Tally tally) {
        this.context = context;
        this.timers = timers;
        this.settings = settings;
        this.collective = collective;
        this.reads = reads;
        this.frames = frames;
        this.tally = tally;
        this.delivery = new Delivery(settings.delivery());
    }

    Delivery delivery() {
        return delivery;
    }

    /** The socket of the session; null while there is none. */
    @Nullable
    Link link() {
        return link;
    }

    /** The key that the newest socket is, or was, here by. */
    String key() {
        return key;
    }

    /** Asks the collective whether a key may sign in. */
    long checkKey(String its) {
        return collective.checkKey(its);
    }

    /** Asks the collective about a socket that wants to sign in. */
    long attachFor(Resume resume, String itsKey) {
        signingIn = true;
        return collective.attach(delivery.attachFor(resume), itsKey);
    }

    /** Nobody signs in any more: what had to wait for that is done. */
    void signInOver() {
        signingIn = false;
        if (owesDetach) {
            onDetach();
        }
    }

    /** A socket takes the place of any other; what it joins with must be carried in next. */
    void connect(Link its) {
        forget();
        tally.connected(frames.now());
        link = its;
        key = its.key();
        attaching = NONE;
        signingIn = false;
        owesDetach = false;
    }

    /** The socket is gone. */
    void disconnect(String reason) {
        forget();
        tally.disconnected(reason, frames.now());
        link = null;
        carry(new DeliveryInput.Left());
    }

    private void forget() {
        stateAsks.clear();
        stateTokens.clear();
        bases.clear();
    }

    /** What the client has chosen, as far as it matters here. */
    void use(SessionState state) {
        rooms = state.openRooms();
        priority = state.preferences().priority();
    }

    Priority priority() {
        return priority;
    }

    /** The client wants the state in order with its events. */
    void wantState(Ask ask) {
        long token = ++lastToken;
        stateAsks.put(token, ask);
        carry(new DeliveryInput.StateWanted(token));
    }

    /** Whether an answer to an attach is one that the delivery waits for; it is then taken. */
    boolean takesAttach(long ticket) {
        boolean mine = isAttaching(ticket);
        if (mine) {
            attaching = NONE;
        }
        return mine;
    }

    /** Whether the delivery waits for the answer to this attach. */
    boolean isAttaching(long ticket) {
        return ticket == attaching && ticket != NONE;
    }

    /** The collective's incarnation that the session is attached to; returns whether it takes the place of one that has stopped. */
    boolean watch(ActorRef<CollectiveCommand> incarnation) {
        return collective.watch(incarnation);
    }

    /** The delivery's token of a state that it asked for; null if it did not. */
    @Nullable
    Long takesState(long ticket) {
        return stateTokens.remove(ticket);
    }

    /** The state is here; it is told in order with the events. */
    void stateGiven(long token, CollectiveReply.State given) {
        if (given.base() != null && stateAsks.containsKey(token)) {
            bases.put(token, given.base());
        }
        carry(new DeliveryInput.StateGiven(token, given.state(), given.stateHash()));
    }

    /** The collective could not tell the state. */
    void stateRefused(long token) {
        onRefuseState(token);
        carry(new DeliveryInput.StateRefused(token));
    }

    private void refuseAsk(Ask ask) {
        if (link != null) {
            link.respond(ask.ticket(), frames.overloaded(ask.envelope().id()));
        }
    }

    /** The collective that was attached to has stopped, and leaves no answers. */
    void feedLost() {
        collective.stopped();
        stateTokens.clear();
        carry(new DeliveryInput.FeedLost());
    }

    /** Asks again soon what had no answer. */
    void retrySoon() {
        timers.startSingleTimer(RETRY, new RetryDue(), settings.retryFirst());
    }

    /** What an input leads to, done. */
    void carry(DeliveryInput input) {
        for (DeliveryOutput output : delivery.on(input)) {
            switch (output) {
                case DeliveryOutput.SendEvents send -> onSendEvents(send);
                case DeliveryOutput.SendPage send -> onSendPage(send.page());
                case DeliveryOutput.GiveState give -> onGiveState(give);
                case DeliveryOutput.RefuseState refuse -> onRefuseState(refuse.token());
                case DeliveryOutput.Attach attach -> onAttach(attach.after());
                case DeliveryOutput.Detach detach -> onDetach();
                case DeliveryOutput.ReadJournal read -> onReadJournal(read);
                case DeliveryOutput.AskState ask -> onAskState(ask.token());
                case DeliveryOutput.RetryLater later -> onRetryLater(later.attempt());
                case DeliveryOutput.Alarm alarm ->
                    context.getLog()
                            .error("alarm: {}: {}", context.getSelf().path().name(), alarm.message());
                case DeliveryOutput.Fail fail -> onFail(fail.reason());
            }
        }
        tally.buffered(delivery.waiting());
    }

    private void onSendEvents(DeliveryOutput.SendEvents send) {
        if (link != null) {
            tally.delivered(send.events().size());
            link.deliver(
                    Frames.events(send.events()),
                    send.events(),
                    send.events().getLast().seq());
        }
    }

    private void onSendPage(SyncPage page) {
        if (link != null) {
            tally.page(page);
            link.deliver(frames.page(page), page.events(), page.toSeq());
        }
    }

    private void onAskState(long token) {
        StateBase held = held(stateAsks.get(token));
        stateTokens.put(collective.getState(held == null ? -1 : held.seq()), token);
    }

    /** The state that the client says it holds; null if it does not say. */
    private static @Nullable StateBase held(@Nullable Ask ask) {
        return ask != null && ask.envelope().request() instanceof Request.GetInitialState get ? get.base() : null;
    }

    /** The state that the client holds, if it is one that there was. */
    private @Nullable StateView base(@Nullable Ask ask, long token) {
        StateView known = bases.remove(token);
        StateBase held = held(ask);
        return known != null && held != null && StateDocument.hash(known).equals(held.stateHash()) ? known : null;
    }

    private void onGiveState(DeliveryOutput.GiveState give) {
        Ask ask = stateAsks.remove(give.token());
        StateView base = base(ask, give.token());
        if (link == null) {
            return;
        }
        Set<Include> include = ask != null && ask.envelope().request() instanceof Request.GetInitialState get
                ? get.include()
                : EnumSet.allOf(Include.class);
        String frame = frames.initialState(
                ask == null ? null : ask.envelope().id(), give, base, include, rooms, link.counts());
        link.respond(ask == null ? 0 : ask.ticket(), frame);
    }

    private void onRefuseState(long token) {
        bases.remove(token);
        Ask ask = stateAsks.remove(token);
        if (ask != null) {
            refuseAsk(ask);
        }
    }

    private void onAttach(long after) {
        attaching = collective.attach(after, key);
        timers.startSingleTimer(RETRY, new RetryDue(), settings.answerTimeout());
    }

    /** Behind the attach of a sign-in it would take away what that one is given. */
    private void onDetach() {
        attaching = NONE;
        owesDetach = signingIn;
        if (!signingIn) {
            collective.detach();
        }
    }

    private void onReadJournal(DeliveryOutput.ReadJournal read) {
        reads.read(read.after(), read.limit(), priority, events -> new PageRead(read.after(), events));
    }

    private void onRetryLater(int attempt) {
        Duration wait = settings.retryFirst().multipliedBy(1L << Math.min(attempt, 10));
        boolean isLong = wait.compareTo(settings.retryMost()) > 0;
        timers.startSingleTimer(RETRY, new RetryDue(), isLong ? settings.retryMost() : wait);
    }

    private void onFail(String reason) {
        context.getLog().warn("{} must resume: {}", context.getSelf().path().name(), reason);
        Link failed = link;
        if (failed != null) {
            failed.close(CloseCode.INTERNAL);
            context.getSelf().tell(new SocketGone(failed.generation(), "stream_changed", false));
        }
    }
}
