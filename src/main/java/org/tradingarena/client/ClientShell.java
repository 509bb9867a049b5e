package org.tradingarena.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tradingarena.client.model.Account;
import org.tradingarena.client.model.Order;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Room;
import org.tradingarena.protocol.StreamPosition;

/**
 * Carries inputs into a {@link ClientCore} and its actions out: one thread, one timer, one transport. It decides nothing but how many
 * requests may wait at once.
 */
final class ClientShell implements ArenaClient {
    /** Requests without an answer; more are refused at once. */
    static final int MOST_REQUESTS = 10_000;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final ClientCore core;
    private final ClientThread thread;
    private final Supplier<Instant> clock;
    private final Network network;
    private final PositionKeeper positions;
    private final Told told;
    private final OrderWriter orders;
    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private ClientThread.@Nullable Scheduled timer;
    private @Nullable Instant timerAt;

    ClientShell(
            ClientCore core,
            ClientThread thread,
            Supplier<Instant> clock,
            Transport transport,
            @Nullable PositionStore store,
            ArenaListener listener,
            OrderWriter orders) {
        this.core = core;
        this.thread = thread;
        this.clock = clock;
        this.network = new Network(transport, thread, this::feed);
        this.told = new Told(listener, core.state(), core.position());
        this.positions = new PositionKeeper(store, thread, told::warning);
        this.orders = orders;
    }

    void start() {
        feedLater(new ClientInput.Started());
    }

    private void feedLater(ClientInput input) {
        thread.run(() -> feed(input));
    }

    private void feed(ClientInput input) {
        carryOut(input);
        schedule();
    }

    /** A fault of this library must not end in silence: it costs the connection, and the next one begins at the position. */
    private void carryOut(ClientInput input) {
        try {
            core.on(input, clock.get()).forEach(this::perform);
        } catch (RuntimeException | Error fault) {
            told.log("an arena client failed; it lets go of its connection", fault);
            network.abortAll("the client failed: " + fault);
        }
    }

    private void schedule() {
        Instant deadline = core.deadline();
        if (timerAt != null && (deadline == null || deadline.isBefore(timerAt))) {
            if (timer != null) {
                timer.cancel();
            }
            timerAt = null;
        }
        if (deadline != null && timerAt == null) {
            timerAt = deadline;
            Duration delay = Duration.between(clock.get(), deadline);
            timer = thread.runAfter(delay.isNegative() ? Duration.ZERO : delay, this::onTimer);
        }
    }

    private void onTimer() {
        timerAt = null;
        feed(new ClientInput.Tick());
    }

    private void perform(ClientAction action) {
        switch (action) {
            case ClientAction.Open open -> network.open(open.socket());
            case ClientAction.Send send -> network.send(send.socket(), send.text());
            case ClientAction.Close close -> network.close(close.socket(), close.code());
            case ClientAction.Abort abort -> network.abort(abort.socket());
            case ClientAction.Call call -> network.call(call.call(), call.what());
            case ClientAction.Abandon abandon -> network.abandon(abandon.call());
            case ClientAction.Succeed<?> succeed -> succeed(succeed);
            case ClientAction.Fail fail -> {
                waiting.decrementAndGet();
                fail.future().completeExceptionally(fail.why());
            }
            case ClientAction.Reached reached -> reached(reached.position());
            case ClientAction.ShowAccount show -> told.account(show.state());
            case ClientAction.TellEvent event -> {
                told.event(event);
                positions.reached(event.event().position());
            }
            case ClientAction.TellMarket market -> told.market(market.message());
            case ClientAction.TellNotice notice -> told.notice(notice.notice());
            case ClientAction.TellConnection connection -> told.connection(connection.state());
            case ClientAction.TellContinuity continuity -> told.continuity(continuity.continuity());
            case ClientAction.TellFate fate -> told.fate(fate.fate());
            case ClientAction.TellWarning warning -> told.warning(warning.warning());
        }
    }

    private <T> void succeed(ClientAction.Succeed<T> succeed) {
        waiting.decrementAndGet();
        succeed.future().complete(succeed.value());
    }

    private void reached(StreamPosition position) {
        told.reached(position);
        positions.reached(position);
    }

    // What its owner asks for.

    @Override
    public CompletableFuture<Placed> place(NewOrder order) {
        CompletableFuture<Placed> placed = new CompletableFuture<>();
        try {
            Request.PlaceOrder request = orders.request(order);
            return ask(placed, request, new OrderReply(request, placed, core.out()));
        } catch (ArenaException malformed) {
            placed.completeExceptionally(malformed);
            return placed;
        }
    }

    @Override
    public CompletableFuture<Order> cancel(Request.OrderReference order) {
        return ask(new Request.CancelOrder(order), Answers::order);
    }

    @Override
    public CompletableFuture<Long> cancelAll(@Nullable String symbol) {
        return ask(new Request.CancelAllOrders(symbol), data -> Answers.integer(data, "count"));
    }

    @Override
    public CompletableFuture<Order> amend(Request.AmendOrder change) {
        return ask(change, Answers::order);
    }

    @Override
    public CompletableFuture<List<Room>> subscribe(List<Room> rooms) {
        return ask(new Request.Subscribe(rooms), data -> Answers.rooms("rooms", data));
    }

    @Override
    public CompletableFuture<List<Room>> unsubscribe(List<Room> rooms) {
        return ask(new Request.Unsubscribe(rooms), data -> Answers.rooms("rooms", data));
    }

    @Override
    public CompletableFuture<JsonObject> request(Request request) {
        if (request instanceof Request.Auth) {
            return CompletableFuture.failedFuture(
                    Answers.refusal(ErrorCode.INVALID_MESSAGE, "The client signs in by itself"));
        }
        return ask(request, data -> data);
    }

    private <T> CompletableFuture<T> ask(Request request, Function<JsonObject, T> reader) {
        CompletableFuture<T> future = new CompletableFuture<>();
        return ask(future, request, new FutureReply<>(future, reader, core.out()));
    }

    private <T> CompletableFuture<T> ask(CompletableFuture<T> future, Request request, Reply reply) {
        if (waiting.incrementAndGet() > MOST_REQUESTS) {
            waiting.decrementAndGet();
            future.completeExceptionally(Answers.refusal(
                    ErrorCode.OVERLOADED, MOST_REQUESTS + " requests wait for an answer already; nothing was sent"));
        } else if (!thread.run(() -> feed(new ClientInput.Asked(request, reply)))) {
            waiting.decrementAndGet();
            future.completeExceptionally(
                    Answers.refusal(ErrorCode.OVERLOADED, "The client is closed; nothing was sent"));
        }
        return future;
    }

    // What its owner sees.

    @Override
    public Optional<Account> account() {
        return told.account();
    }

    @Override
    public Optional<StreamPosition> position() {
        return told.position();
    }

    @Override
    public ConnectionState state() {
        return told.state();
    }

    @Override
    public boolean awaitLive(Duration atMost) throws InterruptedException {
        return told.awaitLive(atMost);
    }

    @Override
    public void reconnectNow() {
        feedLater(new ClientInput.ReconnectNow());
    }

    @Override
    public void close() {
        boolean isOpen = thread.run(this::closeHere);
        if (isOpen && !thread.isHere()) {
            try {
                boolean inTime = over.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                if (!inTime) {
                    told.log(
                            "the client could not be closed in " + CLOSE_TIMEOUT
                                    + ": its listener or its network is busy",
                            null);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeHere() {
        feed(new ClientInput.Closing());
        positions.save();
        thread.stop();
        var unused = network.closing().whenComplete((closed, failure) -> over.countDown());
    }
}
