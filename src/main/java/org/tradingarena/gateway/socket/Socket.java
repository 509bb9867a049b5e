package org.tradingarena.gateway.socket;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.gateway.transport.Frame;
import org.tradingarena.gateway.transport.FrameSink;
import org.tradingarena.gateway.transport.Inbound;
import org.tradingarena.market.MarketFrames;
import org.tradingarena.protocol.CloseCode;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.Resume.MarketPosition;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.Wire;
import org.tradingarena.session.SocketCommand;

/**
 * One WebSocket: unauthenticated, signing in, signed in, closing. It lets in what the limits allow, asks the Connection, writes what the
 * client can take, and tells the Connection once when it is over. Its memory is bounded whatever its client does.
 */
public final class Socket extends AbstractMatchingBehavior<SocketMessage> {
    /** How often it is looked whether the client takes anything, as long as something waits for it. */
    private static final long LOOK = Duration.ofSeconds(5).toNanos();

    private final ActorContext<SocketMessage> context;
    private final Alarm alarm;
    private final FrameSink sink;
    private final SocketLimits.Lease lease;
    private final SocketLink link;
    private final Traffic traffic;
    private final Intake intake;
    private final Pace pace;
    private final SignInDesk signIns;
    private final PublicFeeds feeds;
    private final ActorRef<CollectiveReply> collectiveReplies;
    private @Nullable RequestDesk requests;
    private boolean gzipAsked;
    private long heardAt;
    private boolean closing;
    private boolean wireEnded;
    private long closeBy = Long.MAX_VALUE;

    /**
     * The behavior of one socket.
     *
     * @param collective from the address that the client connected to; nobody knows yet whether it exists
     */
    public static Behavior<SocketMessage> create(
            SocketDependencies dependencies, String collective, FrameSink sink, SocketLimits.Lease lease) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new Socket(context, timers, dependencies, collective, sink, lease)));
    }

    private Socket(
            ActorContext<SocketMessage> context,
            TimerScheduler<SocketMessage> timers,
            SocketDependencies dependencies,
            String collective,
            FrameSink sink,
            SocketLimits.Lease lease) {
        super(context);
        this.context = context;
        this.alarm = new Alarm(timers);
        this.sink = sink;
        this.lease = lease;
        SocketSettings settings = dependencies.settings();
        heardAt = dependencies.nanoTime().getAsLong();
        Greeting greeting =
                Greeting.create(dependencies.random(), dependencies.clock().instant());
        traffic = new Traffic(sink, settings.outbound(), dependencies.nanoTime());
        link = new SocketLink(collective, greeting, traffic, dependencies);
        intake = new Intake(link);
        pace = new Pace(traffic, settings.outbound().eventCredit(), dependencies.nanoTime());
        ActorRef<SocketMessage> self = context.getSelf();
        signIns = new SignInDesk(
                link,
                lease.isCrowded(),
                context.messageAdapter(SocketCommand.class, SocketMessage.FromConnection::new),
                isGood -> self.tell(new SocketMessage.SignatureChecked(isGood)),
                after -> timers.startSingleTimer(new SocketMessage.RefusalDue(), after));
        feeds = new PublicFeeds(
                link,
                pace,
                context.messageAdapter(MarketFrames.class, SocketMessage.FromMarket::new),
                frame -> self.tell(new SocketMessage.FromLeaderboard(frame)));
        collectiveReplies = context.messageAdapter(CollectiveReply.class, SocketMessage.FromCollective::new);
        sink.attach(context.messageAdapter(Inbound.class, SocketMessage.FromTransport::new));
        link.send(greeting.frame(settings));
        sink.read(settings.requests().readAhead());
        alarm.set(nextDeadline(), link.nanos());
    }

    @Override
    public Behavior<SocketMessage> onMessage(SocketMessage message) {
        try {
            switch (message) {
                case SocketMessage.FromTransport transport -> onTransport(transport.inbound());
                case SocketMessage.FromConnection connection -> onConnection(connection.command());
                case SocketMessage.ConnectionStopped stopped -> leave(CloseCode.INTERNAL);
                case SocketMessage.FromCollective collective -> onCollective(collective.reply());
                case SocketMessage.FromMarket market -> onMarket(market.frames());
                case SocketMessage.FromLeaderboard leaderboard -> onLeaderboard(leaderboard.frame());
                case SocketMessage.SignatureChecked checked -> signIns.onSignatureChecked(checked.isGood());
                case SocketMessage.RefusalDue due -> signIns.tellRefusal();
                case SocketMessage.DeadlineDue due -> onDeadline();
                case SocketMessage.ShutdownAnnounced announced -> onShutdownAnnounced(announced.grace());
                case SocketMessage.ShutdownDue due -> leave(CloseCode.GOING_AWAY);
            }
            work();
        } catch (RuntimeException defect) {
            context.getLog().error("A socket of {} fails", link.collective(), defect);
            leave(CloseCode.INTERNAL);
        }
        return isOver() ? Behaviors.stopped() : this;
    }

    @Override
    public Behavior<SocketMessage> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            leave(CloseCode.GOING_AWAY);
            lease.close();
        }
        return this;
    }

    private void onTransport(Inbound inbound) {
        switch (inbound) {
            case Inbound.Text text -> onArrived(text);
            case Inbound.Binary binary -> onArrived(binary);
            case Inbound.TooLarge tooLarge -> onArrived(tooLarge);
            case Inbound.Room room -> traffic.room();
            case Inbound.Ended end -> onEnded(end);
        }
    }

    private void onArrived(Inbound message) {
        heardAt = link.nanos();
        traffic.add(message);
    }

    private void onEnded(Inbound.Ended end) {
        wireEnded = true;
        endSession(SocketEnd.of(end));
        if (!closing) {
            closing = true;
            closeBy = signIns.overBy();
        }
    }

    private void onConnection(SocketCommand command) {
        switch (command) {
            case SocketCommand.SignedIn signedIn -> onSignedIn(signedIn);
            case SocketCommand.SignInRefused refused -> signIns.onRefused(refused.error());
            case SocketCommand.Deliver deliver -> onDeliver(deliver);
            case SocketCommand.Respond respond -> onRespond(respond);
            case SocketCommand.RoomsChanged changed -> onRooms(changed.rooms(), Map.of());
            case SocketCommand.PreferencesChanged changed -> onPreferences(changed.preferences());
            case SocketCommand.AskAgain again -> onAskAgain();
            case SocketCommand.CloseWith close -> onCloseWith(close.code());
        }
    }

    private void onSignedIn(SocketCommand.SignedIn signedIn) {
        SignInProgress progress = signIns.take();
        if (progress == null) {
            return;
        }
        RequestDesk desk = new RequestDesk(
                link, signIns.connection(progress), signedIn, collectiveReplies, pace, feeds::marketMessages);
        if (closing) {
            desk.gone(SocketEnd.LOST);
        } else if (!lease.enter(progress.auth().clientId())) {
            desk.gone(SocketEnd.by(CloseCode.CONNECTION_LIMIT));
            link.metrics().refused();
            link.refuse(progress.id(), ClientErrors.TOO_MANY_SOCKETS);
            leave(CloseCode.CONNECTION_LIMIT);
        } else {
            requests = desk;
            if (signedIn.connection() != null) {
                context.watchWith(signedIn.connection(), new SocketMessage.ConnectionStopped());
            }
            link.metrics().signedIn();
            link.send(signedIn.frame());
            gzipAsked = progress.auth().gzip();
            pace.begin(signedIn.preferences(), SignInDesk.FIRST_CREDIT);
            onPreferences(signedIn.preferences());
            onRooms(signedIn.rooms(), progress.auth().resume().market());
        }
    }

    private void onDeliver(SocketCommand.Deliver deliver) {
        if (requests != null) {
            requests.onWord();
            pace.deliver(Frame.text(deliver.frame()));
        }
    }

    private void onPreferences(Preferences preferences) {
        pace.use(preferences);
        traffic.compress(gzipAsked || preferences.compression() == Preferences.Compression.GZIP);
    }

    private void onRespond(SocketCommand.Respond respond) {
        if (requests != null) {
            requests.onRespond(respond);
        }
    }

    private void onAskAgain() {
        if (requests != null) {
            requests.askAgain();
        }
    }

    private void onRooms(List<Room> rooms, Map<String, MarketPosition> resume) {
        if (requests != null) {
            feeds.enter(rooms, resume);
        }
    }

    private void onCloseWith(CloseCode code) {
        // The session is no longer this socket's, so nothing is reported.
        requests = null;
        leave(code);
    }

    private void onCollective(CollectiveReply reply) {
        if (requests != null) {
            requests.onReply(reply);
        }
    }

    private void onMarket(MarketFrames frames) {
        if (requests != null) {
            feeds.onMarket(frames);
        }
    }

    private void onLeaderboard(String frame) {
        if (requests != null) {
            feeds.onLeaderboard(frame);
        }
    }

    private void onShutdownAnnounced(Duration grace) {
        if (!closing) {
            link.send(Wire.unsolicited(
                    "server_shutdown", json -> json.integer("grace_ms", grace.toMillis()), link.now()));
        }
    }

    private void onDeadline() {
        alarm.rung();
        long now = link.nanos();
        if (!closing && requests != null) {
            if (traffic.isStuck(now)) {
                leave(CloseCode.NO_PROGRESS);
            } else if (now >= silentAt()) {
                leave(CloseCode.HEARTBEAT_TIMEOUT);
            }
        }
    }

    private long silentAt() {
        return heardAt + link.settings().heartbeats().timeout().toNanos();
    }

    /** After each message: what has become possible, and what is due. */
    private void work() {
        Desk desk = requests == null ? signIns : requests;
        CloseCode code = closing ? null : intake.work(desk);
        if (code == null && !closing) {
            code = desk.look(link.nanos());
        }
        if (code != null) {
            leave(code);
        }
        if (!closing && requests != null) {
            goOn(requests);
        }
        if (!closing && traffic.isFull()) {
            traffic.awaitRoom();
        }
        alarm.set(nextDeadline(), link.nanos());
    }

    /** What the client's pace and its reading allow: private events and market data. */
    private void goOn(RequestDesk desk) {
        pace.flush();
        feeds.work();
        int credit = pace.credit();
        if (credit > 0) {
            desk.giveCredit(credit);
        }
    }

    /** Closes, and says so to whom it concerns. */
    private void leave(CloseCode code) {
        if (closing) {
            return;
        }
        closing = true;
        Duration enough = link.settings().transport().closeTimeout().multipliedBy(2);
        closeBy = Math.max(link.nanos() + enough.toNanos(), signIns.overBy());
        link.metrics().closed(code);
        endSession(SocketEnd.by(code));
        if (code == CloseCode.NO_PROGRESS) {
            sink.closeNow(code);
        } else {
            sink.close(code);
        }
    }

    private void endSession(SocketEnd end) {
        feeds.leave();
        if (requests != null) {
            requests.gone(end);
            requests = null;
        }
    }

    /** Whether nothing more can come: the wire has ended, and no Connection still has to be told so. */
    private boolean isOver() {
        return closing && ((wireEnded && !signIns.isUnderWay()) || link.nanos() >= closeBy);
    }

    /** When to look at the socket again at the latest. */
    private long nextDeadline() {
        if (closing) {
            return closeBy;
        }
        if (requests == null) {
            return signIns.deadline();
        }
        long look = traffic.isWaiting() ? link.nanos() + LOOK : Long.MAX_VALUE;
        return Math.min(Math.min(requests.deadline(), pace.deadline(feeds.waits())), Math.min(silentAt(), look));
    }
}
