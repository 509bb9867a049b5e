package org.tradingarena.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.StreamPosition;

/** Holds what a client tells its owner to the truth: every event once, in order, in the arena's own bytes, and every order's fate. */
final class ClientWitness {
    /** States are hashed for one event in so many: hashing is what costs here. */
    private static final int HASH_EVERY = 7;

    private final ModelArena arena;
    private final Map<String, CompletableFuture<Placed>> orders = new LinkedHashMap<>();
    private final Map<String, OrderFate> fates = new LinkedHashMap<>();
    private final List<StreamPosition> reached = new ArrayList<>();
    private @Nullable StreamPosition position;
    private @Nullable AccountState account;
    private boolean changedStream;
    private long told;

    ClientWitness(ModelArena arena) {
        this.arena = arena;
    }

    /** An order was asked for. */
    void asked(String clientOrderId, CompletableFuture<Placed> future) {
        orders.put(clientOrderId, future);
    }

    /** The arena has another stream now; what orders became of in the old one, nobody can look up. */
    void anotherStream() {
        changedStream = true;
    }

    /**
     * The program dies and starts again. Whoever waited is gone; what was told last may not have been kept.
     *
     * @return where the new one begins
     */
    @Nullable
    StreamPosition restart(SplittableRandom random) {
        int kept = reached.size() - random.nextInt(4);
        position = kept > 0 ? reached.get(kept - 1) : null;
        orders.clear();
        fates.clear();
        account = null;
        reached.clear();
        return position;
    }

    void on(ClientAction action) {
        switch (action) {
            case ClientAction.TellEvent event -> onEvent(event);
            case ClientAction.Reached to -> onReached(to.position());
            case ClientAction.ShowAccount show -> account = show.state();
            case ClientAction.TellContinuity continuity -> onContinuity(continuity.continuity());
            case ClientAction.TellFate fate -> onFate(fate.fate());
            case ClientAction.Succeed<?> succeed -> complete(succeed);
            case ClientAction.Fail fail -> fail.future().completeExceptionally(fail.why());
            case ClientAction.TellWarning warning -> {
                if (warning.warning().contains("drifted") || warning.warning().contains("hash")) {
                    throw new AssertionError(warning.warning());
                }
            }
            default -> {}
        }
    }

    private static <T> void complete(ClientAction.Succeed<T> succeed) {
        check(succeed.future().complete(succeed.value()), "a future is completed twice: %s", succeed.value());
    }

    private void onEvent(ClientAction.TellEvent event) {
        told++;
        StreamPosition at = event.event().position();
        StreamPosition before = position;
        if (before == null || !before.epoch().equals(at.epoch())) {
            throw new AssertionError("an event of " + at + " after " + before);
        }
        check(at.seq() > before.seq(), "event %s comes again after %s", at, before);
        if (at.epoch().equals(arena.epoch())) {
            check(arena.lastShown(at.seq() - 1) <= before.seq(), "something is missing between %s and %s", before, at);
            check(
                    arena.text(at.seq()).equals(event.event().text()),
                    "other bytes: %s",
                    event.event().text());
        }
        onReached(at);
        account = event.state();
        if (told % HASH_EVERY == 0) {
            checkState();
        }
    }

    private void onReached(StreamPosition to) {
        position = to;
        reached.add(to);
    }

    private void onContinuity(Continuity continuity) {
        check(continuity.position().equals(position), "%s at %s", continuity, position);
    }

    private void checkState() {
        AccountState state = account;
        if (state != null && state.position().epoch().equals(arena.epoch())) {
            String truth = arena.hashAt(state.position().seq());
            check(state.hash().equals(truth), "the state as of %s is wrong", state.position());
        }
    }

    private void onFate(OrderFate fate) {
        check(orders.containsKey(fate.clientOrderId()), "a fate of nobody's order: " + fate);
        check(fates.put(fate.clientOrderId(), fate) == null, "a second fate: " + fate);
    }

    /** After each input. */
    void check(ClientCore core) {
        check(Objects.equals(core.position(), position), "position %s, told %s", core.position(), position);
    }

    boolean hasAllAnswers() {
        return orders.values().stream().allMatch(CompletableFuture::isDone);
    }

    boolean knowsEverything(ClientCore core) {
        StreamPosition here = core.position();
        return here != null && here.epoch().equals(arena.epoch()) && here.seq() >= arena.lastShown(arena.head());
    }

    void atRest(ClientCore core) {
        checkState();
        check(account != null, "no state at the end");
        Map<String, Integer> accepted = arena.accepted();
        accepted.forEach((id, times) -> check(times == 1, id + " was accepted " + times + " times"));
        if (!changedStream) {
            orders.forEach((id, future) -> checkFate(id, future, accepted.containsKey(id)));
        }
    }

    private void checkFate(String id, CompletableFuture<Placed> future, boolean accepted) {
        OrderFate fate = fates.get(id);
        if (!future.isCompletedExceptionally()) {
            Placed placed = future.join();
            check(accepted, id + " is said to be placed and is not");
            check(placed.order().clientOrderId().equals(id), id + " is answered with " + placed);
            check(fate == null || fate instanceof OrderFate.Accepted, id + " is placed, and its fate is " + fate);
            return;
        }
        ArenaException why = (ArenaException) future.exceptionNow();
        check(!accepted, id + " was placed and is said not to be: " + why.error());
        check(why.code() != ErrorCode.OUTCOME_UNKNOWN, id + " has no known fate: " + why.error());
        boolean isNotPlaced = fate instanceof OrderFate.NotPlaced;
        check(!isNotPlaced || !arena.knows(id), id + " is said never to have arrived: " + why.error());
    }

    long told() {
        return told;
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static void check(boolean holds, String message, @Nullable Object... details) {
        if (!holds) {
            throw new AssertionError(message.formatted(details));
        }
    }

    @Override
    public String toString() {
        List<String> waiting = orders.entrySet().stream()
                .filter(order -> !order.getValue().isDone())
                .map(Map.Entry::getKey)
                .toList();
        return "waiting for " + waiting;
    }
}
