package org.tradingarena.client;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.Side;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.Role;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.reconnect.ReconnectionSettings;

/**
 * One random history of a client: a model arena, sockets that lose, repeat, delay and die, a proxy that lets no socket through, restarts of
 * either side, other streams. {@link ClientWitness} holds what the client tells to the truth. The seed decides everything.
 */
final class ClientSimulation {
    private static final boolean TRACE = Boolean.getBoolean("arena.simulation.trace");
    private static final int STEPS = 160;
    private static final int ROUNDS_TO_SETTLE = 4000;
    private static final ClientKey KEY = ClientKey.generate();

    private final SplittableRandom random;
    private final Function<ClientSettings, ClientParts> anatomy;
    private final ModelFaults faults;
    private final ModelArena arena;
    private final ModelDesk desk;
    private final ModelHttp http;
    private final ClientWitness witness;
    private final OrderWriter orders;
    private final long preferState;
    private final @Nullable Duration resendWithin;
    private final Map<Long, ModelSocket> sockets = new HashMap<>();
    private final Map<Long, Deque<String>> toArena = new HashMap<>();
    private final List<Long> opening = new ArrayList<>();
    private final Map<Long, HttpCall> calls = new LinkedHashMap<>();
    private final Deque<ClientInput> news = new ArrayDeque<>();
    final Map<String, Integer> seen = new TreeMap<>();
    private ClientCore core;
    private Instant now = Instant.parse("2026-02-02T02:02:02Z");
    private boolean blocked;
    private boolean down;
    private int runs;

    ClientSimulation(long seed, Function<ClientSettings, ClientParts> anatomy) {
        this.random = new SplittableRandom(seed);
        this.anatomy = anatomy;
        this.faults = new ModelFaults(random);
        this.arena = new ModelArena(random);
        this.desk = new ModelDesk(arena, faults);
        this.http = new ModelHttp(arena, desk, faults);
        this.witness = new ClientWitness(arena);
        this.orders = new OrderWriter("run");
        this.preferState = random.nextInt(4) == 0 ? random.nextInt(20) : -1;
        this.resendWithin = random.nextInt(3) == 0 ? Duration.ofSeconds(random.nextInt(40)) : null;
        this.core = begin(null);
    }

    private ClientCore begin(@Nullable StreamPosition from) {
        runs++;
        ClientSettings settings = new ClientSettings(
                ModelArena.COLLECTIVE,
                "bot",
                ClientType.BOT,
                Role.TRADER,
                List.of(),
                ReconnectionSettings.forClients(),
                from,
                preferState,
                false,
                resendWithin,
                false,
                Duration.ofSeconds(30),
                null);
        return new ClientCore(settings, KEY, random::nextDouble, anatomy.apply(settings));
    }

    void run() {
        feed(new ClientInput.Started());
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        settle();
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> {
                for (int more = random.nextInt(5); more >= 0; more--) {
                    arena.happen();
                }
            }
            case 3, 4 -> place();
            case 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 -> carry();
            case 16, 17 -> pass(random.nextInt(3) == 0 ? random.nextInt(40_000) : random.nextInt(500));
            case 18 -> trouble();
            default -> tick();
        }
    }

    private void place() {
        NewOrder order = random.nextInt(5) == 0
                ? NewOrder.limit(ModelArena.SYMBOL, Side.BUY, "10", "9000") // nobody has that much
                : NewOrder.limit(ModelArena.SYMBOL, random.nextBoolean() ? Side.BUY : Side.SELL, "0.001", "100");
        Request.PlaceOrder request = orders.request(order);
        CompletableFuture<Placed> future = new CompletableFuture<>();
        witness.asked(request.clientOrderId(), future);
        feed(new ClientInput.Asked(request, new OrderReply(request, future, core.out())));
    }

    /** Time passes, and the client's timer goes off when it is due. */
    private void pass(long millis) {
        Instant until = now.plusMillis(millis);
        for (Instant due = core.deadline(); due != null && !due.isAfter(until); due = core.deadline()) {
            now = due.isAfter(now) ? due : now;
            tick();
            Instant next = core.deadline();
            if (next != null && !next.isAfter(now)) {
                throw new AssertionError("the timer that was due is due again at once: " + next + ", now " + now);
            }
        }
        now = until.isAfter(now) ? until : now;
    }

    private void tick() {
        feed(new ClientInput.Tick());
    }

    private void trouble() {
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> sometimes("cut", () -> List.copyOf(sockets.keySet()).forEach(socket -> lose(socket, 1006)));
            case 3 -> sometimes("half open", this::fallSilent);
            case 4 -> sometimes("server restart", this::restart);
            case 5 ->
                sometimes("other stream", () -> {
                    arena.begin();
                    witness.anotherStream();
                });
            case 6 -> sometimes("sockets blocked", () -> blocked = !blocked);
            case 7 -> sometimes("program restart", this::restartProgram);
            default -> sometimes("reconnect now", () -> feed(new ClientInput.ReconnectNow()));
        }
    }

    private void sometimes(String what, Runnable trouble) {
        if (faults.strike(1)) {
            seen.merge(what, 1, Integer::sum);
            trace(() -> what);
            trouble.run();
        }
    }

    private void restart() {
        down = !down;
        if (down) {
            List.copyOf(sockets.keySet()).forEach(socket -> lose(socket, 1001));
            calls.keySet().forEach(call -> news.add(new ClientInput.CallFailed(call, new IOException("refused"))));
            calls.clear();
        }
    }

    /** The socket stays, and nothing comes through it any more. */
    private void fallSilent() {
        sockets.clear();
    }

    private void lose(long socket, int code) {
        if (sockets.remove(socket) != null) {
            news.add(new ClientInput.Lost(socket, code, "lost"));
        }
    }

    private void restartProgram() {
        StreamPosition kept = witness.restart(random);
        sockets.clear();
        toArena.clear();
        opening.clear();
        calls.clear();
        news.clear();
        core = begin(kept);
        feed(new ClientInput.Started());
    }

    // The network.

    private void carry() {
        switch (random.nextInt(5)) {
            case 0 -> open();
            case 1 -> toArena();
            case 2 -> call();
            case 3 -> toClient();
            default -> news();
        }
    }

    private void open() {
        if (opening.isEmpty()) {
            return;
        }
        long socket = opening.removeFirst();
        if (blocked || down) {
            feed(new ClientInput.NotOpened(socket, blocked ? "status 426" : "refused"));
        } else {
            sockets.put(socket, new ModelSocket(socket, arena, desk, faults));
            feed(new ClientInput.Opened(socket));
        }
    }

    private void toArena() {
        for (Map.Entry<Long, ModelSocket> each : sockets.entrySet()) {
            String text =
                    toArena.getOrDefault(each.getKey(), new ArrayDeque<>()).poll();
            if (text != null) {
                trace(() -> each.getKey() + " > " + text);
                each.getValue().onText(text);
            }
        }
    }

    private void toClient() {
        for (Map.Entry<Long, ModelSocket> each : List.copyOf(sockets.entrySet())) {
            each.getValue().work();
            String text = each.getValue().next();
            if (text != null) {
                trace(() -> each.getKey() + " < " + text);
                feed(new ClientInput.Received(each.getKey(), text));
            } else if (each.getValue().isOfAnotherStream()) {
                lose(each.getKey(), 1011);
            }
        }
    }

    private void call() {
        for (Iterator<Map.Entry<Long, HttpCall>> each = calls.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Long, HttpCall> call = each.next();
            ClientInput answer = down
                    ? new ClientInput.CallFailed(call.getKey(), new IOException("refused"))
                    : http.answer(call.getKey(), call.getValue());
            if (answer != null) {
                trace(() -> "call " + call.getKey() + " " + answer);
                each.remove();
                news.add(answer);
            }
        }
    }

    private void news() {
        ClientInput input = news.poll();
        if (input != null) {
            trace(() -> "news " + input);
            feed(input);
        }
    }

    private void feed(ClientInput input) {
        for (ClientAction action : core.on(input, now)) {
            perform(action);
        }
        witness.check(core);
    }

    private void perform(ClientAction action) {
        switch (action) {
            case ClientAction.Open open -> opening.add(open.socket());
            case ClientAction.Send send ->
                toArena.computeIfAbsent(send.socket(), socket -> new ArrayDeque<>())
                        .add(send.text());
            case ClientAction.Close close -> sockets.remove(close.socket());
            case ClientAction.Abort abort -> {
                opening.remove(abort.socket());
                sockets.remove(abort.socket());
            }
            case ClientAction.Call call -> calls.put(call.call(), call.what());
            case ClientAction.Abandon abandon -> calls.remove(abandon.call());
            default -> {
                trace(() -> "  " + action);
                note(action);
                witness.on(action);
            }
        }
    }

    private void note(ClientAction action) {
        Object what = switch (action) {
            case ClientAction.TellContinuity told -> told.continuity();
            case ClientAction.TellFate told -> told.fate();
            case ClientAction.TellConnection told -> told.state();
            default -> null;
        };
        if (what != null) {
            String name = what instanceof ConnectionState.Live(var transport)
                    ? transport.name()
                    : what.getClass().getSimpleName();
            seen.merge(name, 1, Integer::sum);
        }
    }

    // The end: nothing goes wrong any more, and all must come right.

    private void settle() {
        trace(() -> "settle");
        faults.end();
        blocked = false;
        down = false;
        for (int round = 0; round < ROUNDS_TO_SETTLE && !isSettled(); round++) {
            for (int i = 0; i < 6; i++) {
                while (!opening.isEmpty()) {
                    open();
                }
                toArena();
                toClient();
                call();
                news();
            }
            pass(round % 10 == 0 ? 31_000 : 20);
        }
        if (!isSettled()) {
            throw new AssertionError("it does not come to rest: " + core.state() + ", " + witness + ", head "
                    + arena.head() + ", position " + core.position());
        }
        witness.atRest(core);
    }

    private boolean isSettled() {
        return core.state() instanceof ConnectionState.Live(var transport)
                && transport == ConnectionState.Transport.SOCKET
                && witness.hasAllAnswers()
                && witness.knowsEverything(core)
                && sockets.values().stream().allMatch(ModelSocket::isQuiet);
    }

    private void trace(Supplier<String> what) {
        if (TRACE) {
            System.out.println(now + " " + what.get());
        }
    }

    long told() {
        return witness.told();
    }

    int runs() {
        return runs;
    }
}
