package org.tradingarena.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.collective.Verdict;
import org.tradingarena.journal.EventReader;
import org.tradingarena.protocol.StateView;

/** A collective whose stream, memory and manners the test decides. It is its own journal too. */
final class FakeCollective implements EventReader {
    private record Subscriber(ActorRef<CollectiveReply> ref, String key) {}

    private final Streams stream = new Streams("epoch");
    private final Map<String, Subscriber> subscribers = new LinkedHashMap<>();
    private final Set<String> keys = new HashSet<>(Set.of("key"));
    private final List<CollectiveCommand> heard = new ArrayList<>();
    private final List<CollectiveCommand> held = new ArrayList<>();
    private long inMemoryAfter;
    private boolean silent;
    private boolean overloaded;
    private int reading;
    private int mostReading;
    private int reads;
    private boolean journalWaits;
    private final List<Runnable> waitingReads = new ArrayList<>();

    FakeCollective(int length) {
        for (int i = 0; i < length; i++) {
            stream.accepted();
        }
    }

    synchronized Behavior<CollectiveCommand> behavior() {
        return Behaviors.receiveMessage(command -> {
            hear(command);
            return Behaviors.same();
        });
    }

    private synchronized void hear(CollectiveCommand command) {
        heard.add(command);
        if (silent) {
            held.add(command);
        } else {
            handle(command);
        }
    }

    private void handle(CollectiveCommand command) {
        if (overloaded && command instanceof CollectiveCommand.Asking asking) {
            asking.replyTo().tell(new CollectiveReply.Overloaded(asking.ticket()));
            return;
        }
        switch (command) {
            case CollectiveCommand.Attach attach -> attach(attach);
            case CollectiveCommand.CheckKey check ->
                check.replyTo().tell(new CollectiveReply.KeyChecked(check.ticket(), true, keys.contains(check.key())));
            case CollectiveCommand.Detach detach -> subscribers.remove(detach.subscriber());
            case CollectiveCommand.GetState get ->
                get.replyTo().tell(new CollectiveReply.State(get.ticket(), state(), "hash-" + stream.head()));
            case CollectiveCommand.GetHead get ->
                get.replyTo()
                        .tell(new CollectiveReply.Head(
                                get.ticket(), stream.epoch(), stream.head(), "hash-" + stream.head()));
            case CollectiveCommand.GetOrders get ->
                get.replyTo().tell(new CollectiveReply.Orders(get.ticket(), List.of(), get.before() > 7 ? 7 : 0));
            case CollectiveCommand.Submit submit ->
                submit.replyTo().tell(new CollectiveReply.Decided(submit.ticket(), new Verdict.CancelAllAccepted(1)));
            default -> throw new AssertionError(command);
        }
    }

    private void attach(CollectiveCommand.Attach attach) {
        if (!keys.contains(attach.key())) {
            attach.replyTo().tell(new CollectiveReply.KeyRefused(attach.ticket()));
            return;
        }
        long after = attach.after() < 0 ? stream.head() : attach.after();
        if (after < inMemoryAfter || after > stream.head()) {
            attach.replyTo().tell(new CollectiveReply.NotInMemory(attach.ticket(), stream.epoch(), stream.head(), 1));
            return;
        }
        subscribers.put(attach.subscriber(), new Subscriber(attach.replyTo(), attach.key()));
        attach.replyTo()
                .tell(new CollectiveReply.Attached(
                        attach.ticket(),
                        stream.epoch(),
                        stream.head(),
                        1,
                        stream.after(after),
                        Objects.requireNonNull(self)));
    }

    private @Nullable ActorRef<CollectiveCommand> self;

    synchronized void lives(ActorRef<CollectiveCommand> ref) {
        self = ref;
        subscribers.clear();
    }

    private StateView state() {
        return new StateView(
                "alpha", stream.epoch(), stream.head(), Streams.START, Map.of(), Map.of(), List.of(), List.of());
    }

    synchronized long head() {
        return stream.head();
    }

    /** So many new events. */
    synchronized void emit(int count) {
        emit(made -> {
            for (int i = 0; i < count; i++) {
                made.accepted();
            }
        });
    }

    synchronized void emit(Consumer<Streams> maker) {
        long before = stream.head();
        maker.accept(stream);
        CollectiveReply.Events news = new CollectiveReply.Events(stream.after(before));
        subscribers.values().forEach(subscriber -> subscriber.ref().tell(news));
    }

    synchronized void forgetMemory() {
        inMemoryAfter = stream.head();
    }

    synchronized void admit(String key) {
        keys.add(key);
    }

    synchronized void revoke(String key) {
        keys.remove(key);
        subscribers.values().removeIf(subscriber -> {
            boolean leaves = subscriber.key().equals(key);
            if (leaves) {
                subscriber.ref().tell(new CollectiveReply.KeyRevoked(key));
            }
            return leaves;
        });
    }

    synchronized void silence() {
        silent = true;
    }

    /** Answers everything that it was silent about. */
    synchronized void speak() {
        silent = false;
        held.forEach(this::handle);
        held.clear();
    }

    /** Has nothing to say about what it was silent about, as if it had never been asked. */
    synchronized void speakButForget() {
        silent = false;
        held.clear();
    }

    synchronized void overload(boolean on) {
        overloaded = on;
    }

    synchronized <C extends CollectiveCommand> List<C> heard(Class<C> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    synchronized boolean hasSubscriber() {
        return !subscribers.isEmpty();
    }

    synchronized CollectiveEvent at(long seq) {
        return stream.at(seq);
    }

    // The journal.

    synchronized void holdReads() {
        journalWaits = true;
    }

    void releaseReads() {
        List<Runnable> ready;
        synchronized (this) {
            journalWaits = false;
            ready = List.copyOf(waitingReads);
            waitingReads.clear();
        }
        ready.forEach(Runnable::run);
    }

    synchronized int reads() {
        return reads;
    }

    synchronized int mostReading() {
        return mostReading;
    }

    @Override
    public synchronized CompletionStage<List<Stored>> after(String persistenceId, long seq, int limit) {
        if (!persistenceId.equals("collective|alpha")) {
            throw new AssertionError(persistenceId);
        }
        CompletableFuture<List<Stored>> page = new CompletableFuture<>();
        reads++;
        reading++;
        mostReading = Math.max(mostReading, reading);
        Runnable read = () -> page.complete(page(seq, limit));
        if (journalWaits) {
            waitingReads.add(read);
        } else {
            read.run();
        }
        return page;
    }

    private synchronized List<Stored> page(long seq, int limit) {
        reading--;
        long upTo = Math.min(stream.head(), seq + limit);
        return seq >= upTo
                ? List.of()
                : stream.between(seq, upTo).stream()
                        .map(event -> new Stored(event.seq(), event))
                        .toList();
    }

    @Override
    public CompletionStage<List<String>> persistenceIds() {
        throw new AssertionError();
    }
}
