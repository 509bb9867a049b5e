package org.tradingarena.gateway.http.feed;

import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The watches of a node: one for each collective that somebody reads, as long as somebody does. */
public final class Watches extends AbstractMatchingBehavior<Watches.Command> {
    /** What it understands. */
    public sealed interface Command {}

    /** Read a collective's events; answered once. */
    public record Read(String collective, FeedRequest request, ActorRef<FeedReply> replyTo) implements Command {}

    /** The server stops: whoever waits is answered now, and nobody waits any more. */
    public record Stop() implements Command {}

    private record Lonely(String collective, ActorRef<WatchCommand> watch) implements Command {}

    private record Gone(String collective, ActorRef<WatchCommand> watch) implements Command {}

    private final ActorContext<Command> context;
    private final FeedSurroundings surroundings;
    private final Map<String, ActorRef<WatchCommand>> watches = new HashMap<>();
    private boolean stopping;

    /** The behavior. */
    public static Behavior<Command> create(FeedSurroundings surroundings) {
        return Behaviors.setup(context -> new Watches(context, surroundings));
    }

    private Watches(ActorContext<Command> context, FeedSurroundings surroundings) {
        super(context);
        this.context = context;
        this.surroundings = surroundings;
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Read read -> onRead(read);
            case Lonely lonely -> onLonely(lonely);
            case Gone gone -> watches.remove(gone.collective(), gone.watch());
            case Stop stop -> onStop();
        }
        return this;
    }

    private void onRead(Read read) {
        if (stopping) {
            read.replyTo().tell(new FeedReply.Unavailable());
        } else {
            watches.computeIfAbsent(read.collective(), this::start)
                    .tell(new WatchCommand.Read(read.request(), read.replyTo()));
        }
    }

    private ActorRef<WatchCommand> start(String collective) {
        Behavior<WatchCommand> behavior = Behaviors.setup(child -> {
            ActorRef<WatchCommand> self = child.getSelf();
            return CollectiveWatch.create(
                    collective, surroundings, () -> context.getSelf().tell(new Lonely(collective, self)));
        });
        ActorRef<WatchCommand> watch = context.spawnAnonymous(behavior);
        context.watchWith(watch, new Gone(collective, watch));
        return watch;
    }

    /** No new reader is sent there any more; one that is on its way is still served. */
    private void onLonely(Lonely lonely) {
        if (watches.remove(lonely.collective(), lonely.watch())) {
            lonely.watch().tell(new WatchCommand.Leave());
        }
    }

    private void onStop() {
        stopping = true;
        watches.values().forEach(watch -> watch.tell(new WatchCommand.Stop()));
        watches.clear();
    }
}
