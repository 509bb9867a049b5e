package org.tradingarena.gateway.socket;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.tradingarena.gateway.transport.FrameSink;
import org.tradingarena.protocol.CloseCode;

/** All sockets of a node: starts them, and says good-bye to all of them before a planned stop (protocol section 9). */
public final class Sockets extends AbstractMatchingBehavior<Sockets.Command> {
    /** What it understands. */
    public sealed interface Command {}

    /** A WebSocket was opened at the address of this collective. */
    public record Open(String collective, FrameSink sink, SocketLimits.Lease lease) implements Command {}

    /**
     * Tell all clients that the server stops, close their sockets after the grace, in waves, and answer when all are closed.
     *
     * @param wave how many at once; the next so many follow after {@link #BETWEEN_WAVES}
     */
    public record Shutdown(Duration grace, int wave, ActorRef<Done> replyTo) implements Command {}

    /** Time for those of a wave to come back elsewhere. */
    private static final Duration BETWEEN_WAVES = Duration.ofMillis(100);

    private record GraceOver() implements Command {}

    private record Stopped(ActorRef<SocketMessage> socket) implements Command {}

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final SocketDependencies dependencies;
    private final DispatcherSelector dispatcher;
    private final Set<ActorRef<SocketMessage>> sockets = new HashSet<>();
    private @Nullable Shutdown shutdown;
    private final Set<ActorRef<SocketMessage>> told = new HashSet<>();
    private boolean allTold;

    /** The behavior. */
    public static Behavior<Command> create(SocketDependencies dependencies) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new Sockets(context, timers, dependencies)));
    }

    private Sockets(ActorContext<Command> context, TimerScheduler<Command> timers, SocketDependencies dependencies) {
        super(context);
        this.context = context;
        this.timers = timers;
        this.dependencies = dependencies;
        this.dispatcher = DispatcherSelector.fromConfig(dependencies.settings().dispatcher());
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Open open -> onOpen(open);
            case Shutdown asked -> onShutdown(asked);
            case GraceOver over -> onGraceOver();
            case Stopped stopped -> onStopped(stopped.socket());
        }
        return this;
    }

    private void onOpen(Open open) {
        if (shutdown != null) {
            open.sink().close(CloseCode.GOING_AWAY);
            open.lease().close();
            return;
        }
        Behavior<SocketMessage> socket = Socket.create(dependencies, open.collective(), open.sink(), open.lease());
        ActorRef<SocketMessage> started = context.spawnAnonymous(socket, dispatcher);
        context.watchWith(started, new Stopped(started));
        sockets.add(started);
    }

    private void onShutdown(Shutdown asked) {
        if (shutdown == null) {
            shutdown = asked;
            sockets.forEach(socket -> socket.tell(new SocketMessage.ShutdownAnnounced(asked.grace())));
            timers.startSingleTimer(new GraceOver(), sockets.isEmpty() ? Duration.ZERO : asked.grace());
        }
    }

    private void onGraceOver() {
        if (shutdown == null) {
            return;
        }
        List<ActorRef<SocketMessage>> wave = sockets.stream()
                .filter(socket -> !told.contains(socket))
                .limit(shutdown.wave())
                .toList();
        told.addAll(wave);
        wave.forEach(socket -> socket.tell(new SocketMessage.ShutdownDue()));
        allTold = told.containsAll(sockets);
        if (allTold) {
            answerWhenDone();
        } else {
            timers.startSingleTimer(new GraceOver(), BETWEEN_WAVES);
        }
    }

    private void onStopped(ActorRef<SocketMessage> socket) {
        sockets.remove(socket);
        told.remove(socket);
        answerWhenDone();
    }

    private void answerWhenDone() {
        if (shutdown != null && allTold && sockets.isEmpty()) {
            shutdown.replyTo().tell(Done.getInstance());
        }
    }
}
