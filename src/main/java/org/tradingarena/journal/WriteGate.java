package org.tradingarena.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of one persistent entity and gives it everything that waited during a persist as one batch, so that the entity can
 * journal it with one write. A typed persistent actor does one persist at a time; without this, each command would pay a sync of its
 * own.
 *
 * <p>Commands keep their order. At most {@code capacity} wait; one more is handed to {@code refuse} instead, unless it is one that must
 * not get lost ({@code always}; the entity bounds those by itself). What still waits when the entity stops is handed to {@code refuse}
 * too: nothing of it was decided.
 *
 * <p>The entity must call {@link #idle()} after each command that it was given: in {@code thenRun} of what it persists, and when its
 * recovery is complete.
 */
public final class WriteGate<C> extends BehaviorInterceptor<C, C> {
    private final int capacity;
    private final int batchSize;
    private final Function<List<C>, C> batch;
    private final Consumer<C> refuse;
    private final Predicate<C> always;
    private final Deque<C> waiting = new ArrayDeque<>();
    private boolean busy = true;
    private List<C> handedOver = List.of();
    private @Nullable C underway;
    private @Nullable ActorRef<C> self;

    /**
     * @param capacity how many commands may wait
     * @param batchSize how many of them make one batch at most
     * @param batch makes one command of several
     * @param refuse answers a command that is not going to be decided
     */
    public WriteGate(Class<C> commands, int capacity, int batchSize, Function<List<C>, C> batch, Consumer<C> refuse) {
        this(commands, capacity, batchSize, batch, refuse, command -> false);
    }

    /** As above, with commands that wait even where no other may. */
    public WriteGate(
            Class<C> commands,
            int capacity,
            int batchSize,
            Function<List<C>, C> batch,
            Consumer<C> refuse,
            Predicate<C> always) {
        super(commands);
        this.capacity = capacity;
        this.batchSize = batchSize;
        this.batch = batch;
        this.refuse = refuse;
        this.always = always;
    }

    /** The entity behind its gate. The gate is good for this one incarnation: build both in the same {@code Behaviors.setup}. */
    public Behavior<C> guard(Behavior<C> entity) {
        return Behaviors.intercept(() -> this, entity);
    }

    /** The entity is done with what it was given. */
    public void idle() {
        ActorRef<C> entity = self;
        if (waiting.isEmpty() || entity == null) {
            busy = false;
            return;
        }
        List<C> commands = take();
        C next = commands.size() == 1 ? commands.getFirst() : batch.apply(commands);
        handedOver = commands;
        underway = next;
        entity.tell(next);
    }

    private List<C> take() {
        List<C> taken = new ArrayList<>(Math.min(batchSize, waiting.size()));
        while (taken.size() < batchSize && !waiting.isEmpty()) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    @Override
    public Behavior<C> aroundStart(TypedActorContext<C> context, PreStartTarget<C> target) {
        self = context.asJava().getSelf();
        return target.start(context);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // this very command, not one that is equal to it
    public Behavior<C> aroundReceive(TypedActorContext<C> context, C command, ReceiveTarget<C> target) {
        if (command == underway) {
            handedOver = List.of();
            underway = null;
        } else if (busy) {
            enqueue(command);
            return Behaviors.same();
        }
        busy = true;
        return target.apply(context, command);
    }

    private void enqueue(C command) {
        if (waiting.size() >= capacity && !always.test(command)) {
            refuse.accept(command);
        } else {
            waiting.add(command);
        }
    }

    @Override
    public Behavior<C> aroundSignal(TypedActorContext<C> context, Signal signal, SignalTarget<C> target) {
        if (signal instanceof PostStop || signal instanceof PreRestart) {
            handedOver.forEach(refuse);
            handedOver = List.of();
            waiting.forEach(refuse);
            waiting.clear();
        }
        return target.apply(context, signal);
    }
}
