package org.tradingarena.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.protocol.Resume;
import org.tradingarena.protocol.StateView;

/**
 * One random history of a session: a model collective with its journal, a {@link Delivery}, sockets that are slow, cut and taken over,
 * crashes of either side, and a {@link ModelClient} that believes nothing. The seed decides everything.
 */
final class Simulation implements ModelClient.World {
    private static final boolean TRACE = Boolean.getBoolean("arena.simulation.trace");
    private static final int STEPS = 250;
    private static final int ROUNDS_TO_SETTLE = 40;
    private static final int TURNS_A_ROUND = 1000;
    private static final String[] EPOCHS = {"one", "two", "three"};

    private final SplittableRandom random;
    private final DeliveryLimits limits;
    private final int memory;
    private final int calm;
    private final Function<DeliveryLimits, Delivery> deliveries;
    private final ModelClient client = new ModelClient(this);

    // The collective and its journal.
    private Streams stream = new Streams(EPOCHS[0]);
    private int epochs = 1;
    private long earliest = 1;
    private long inMemoryAfter;
    private boolean subscribed;
    private final Deque<ToCollective> toCollective = new ArrayDeque<>();

    // The session.
    private Delivery delivery;
    private final Deque<ToSession> toSession = new ArrayDeque<>();
    private final Deque<DeliveryOutput.ReadJournal> reads = new ArrayDeque<>();
    private @Nullable SignIn signingIn;
    private @Nullable Socket served;
    private boolean hadSocket;
    private boolean retry;
    private long tickets;
    private long attachTicket;

    // The client's end.
    private @Nullable Socket socket;
    private long tokens;
    final Map<String, Integer> seen = new java.util.TreeMap<>();

    private record SignIn(long ticket, Socket socket, Resume resume, Parts parts) {}

    /** A connection: frames on their way to the client; a deaf one has been closed by the server. */
    private static final class Socket {
        private final Deque<Object> frames = new ArrayDeque<>();
        private boolean authenticated;
        private boolean deaf;
    }

    private record Authenticated(Resume resume, String epoch, long head, Parts parts) {}

    private record RoomsAre(Parts parts, long position) {}

    private sealed interface ToCollective {
        record Attach(long ticket, long after) implements ToCollective {}

        record Detach() implements ToCollective {}

        record GetState(long token) implements ToCollective {}

        record GetHead() implements ToCollective {}
    }

    private sealed interface ToSession {
        record Said(DeliveryInput input) implements ToSession {}

        record Answered(long ticket, DeliveryInput.Answer answer) implements ToSession {}

        record Credit(Socket socket) implements ToSession {}

        record Gone(Socket socket) implements ToSession {}

        record Wants(Socket socket, DeliveryInput input) implements ToSession {}
    }

    Simulation(long seed, Function<DeliveryLimits, Delivery> deliveries) {
        this.random = new SplittableRandom(seed);
        this.limits = new DeliveryLimits(
                1 + random.nextInt(random.nextBoolean() ? 10 : 40),
                1 + random.nextInt(8),
                1 + random.nextInt(6000),
                1 + random.nextInt(3));
        this.memory = 1 + random.nextInt(random.nextBoolean() ? 10 : 60);
        this.calm = 1 + random.nextInt(12);
        this.deliveries = deliveries;
        this.delivery = deliveries.apply(limits);
    }

    void run() {
        stream.collectiveOpened();
        for (int i = 0; i < STEPS; i++) {
            step();
            checkBounds();
        }
        settle();
    }

    private void step() {
        switch (random.nextInt(30)) {
            case 0, 1, 2 -> produce();
            case 3, 4, 5, 6, 7 -> collectiveTurn();
            case 8, 9, 10, 11, 12, 13, 14 -> sessionTurn();
            case 15, 16, 17 -> journalTurn(random.nextInt(8) > 0, random.nextInt(2));
            case 18, 19, 20, 21, 22, 23 -> clientTurn();
            case 24, 25 -> connect();
            case 26 -> wish();
            case 27 -> retry();
            case 28 -> sometimes(this::drop);
            default -> sometimes(this::disaster);
        }
    }

    private void sometimes(Runnable trouble) {
        if (random.nextInt(calm) == 0) {
            trouble.run();
        }
    }

    // The collective.

    private void produce() {
        int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 12 : 3);
        List<CollectiveEvent> news = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            news.add(stream.any(random));
        }
        inMemoryAfter = Math.max(inMemoryAfter, stream.head() - memory);
        if (subscribed) {
            say(new DeliveryInput.News(List.copyOf(news)));
        }
    }

    private void say(DeliveryInput input) {
        toSession.add(new ToSession.Said(input));
    }

    private void collectiveTurn() {
        ToCollective message = toCollective.poll();
        switch (message) {
            case ToCollective.Attach attach -> attach(attach);
            case ToCollective.Detach detach -> subscribed = false;
            case ToCollective.GetState get -> say(new DeliveryInput.StateGiven(get.token(), state(), "hash"));
            case ToCollective.GetHead get -> say(new DeliveryInput.HeadSeen(stream.epoch(), stream.head()));
            case null -> {}
        }
    }

    private void attach(ToCollective.Attach attach) {
        long after = attach.after() < 0 ? stream.head() : attach.after();
        boolean held = after >= inMemoryAfter && after <= stream.head();
        subscribed = subscribed || held;
        DeliveryInput.Answer answer = held
                ? new DeliveryInput.HandedOver(stream.epoch(), stream.head(), earliest, stream.after(after))
                : new DeliveryInput.NotHeld(stream.epoch(), stream.head(), earliest);
        toSession.add(new ToSession.Answered(attach.ticket(), answer));
    }

    private StateView state() {
        return new StateView(
                "alpha", stream.epoch(), stream.head(), Streams.START, Map.of(), Map.of(), List.of(), List.of());
    }

    // The session's shell.

    private void sessionTurn() {
        ToSession message = toSession.poll();
        switch (message) {
            case ToSession.Said said -> carry(said.input());
            case ToSession.Answered answered -> onAnswer(answered);
            case ToSession.Credit credit -> ifServed(credit.socket(), new DeliveryInput.Credited(1));
            case ToSession.Gone gone -> onGone(gone.socket());
            case ToSession.Wants wants -> onWish(wants);
            case null -> {}
        }
    }

    private void onGone(Socket gone) {
        if (gone == served) {
            served = null;
            carry(new DeliveryInput.Left());
        }
    }

    private void onWish(ToSession.Wants wants) {
        if (wants.socket() != served) {
            return;
        }
        if (wants.input() instanceof DeliveryInput.PartsChanged changed) {
            wants.socket().frames.add(new RoomsAre(changed.parts(), delivery.sent()));
        }
        carry(wants.input());
    }

    private void ifServed(Socket its, DeliveryInput input) {
        if (its == served) {
            carry(input);
        }
    }

    private void onAnswer(ToSession.Answered answered) {
        SignIn signIn = signingIn;
        if (signIn != null && signIn.ticket() == answered.ticket()) {
            signingIn = null;
            accept(signIn, answered.answer());
        } else if (answered.ticket() == attachTicket) {
            carry(answered.answer());
        }
    }

    private void accept(SignIn signIn, DeliveryInput.Answer answer) {
        if (served != null) {
            served.deaf = true;
        }
        attachTicket = 0;
        served = signIn.socket();
        served.frames.add(new Authenticated(signIn.resume(), answer.epoch(), answer.head(), signIn.parts()));
        Interruption interruption =
                hadSocket ? new Interruption(Streams.START, "gone", java.time.Duration.ofSeconds(1)) : null;
        hadSocket = true;
        carry(new DeliveryInput.Joined(signIn.resume(), answer, signIn.parts(), 1 + random.nextInt(3), interruption));
    }

    private void carry(DeliveryInput input) {
        List<DeliveryOutput> outputs = delivery.on(input);
        if (TRACE) {
            System.out.println(input + "\n    -> " + outputs + "\n    " + delivery.phase() + " sent " + delivery.sent()
                    + " tail " + delivery.tail());
        }
        for (DeliveryOutput output : outputs) {
            switch (output) {
                case DeliveryOutput.SendEvents send -> write(send.events());
                case DeliveryOutput.SendPage send -> write(send.page());
                case DeliveryOutput.GiveState give -> write(give);
                case DeliveryOutput.RefuseState refuse -> note("refused state");
                case DeliveryOutput.Attach attach -> {
                    attachTicket = ++tickets;
                    toCollective.add(new ToCollective.Attach(attachTicket, attach.after()));
                }
                case DeliveryOutput.Detach detach -> toCollective.add(new ToCollective.Detach());
                case DeliveryOutput.ReadJournal read -> reads.add(read);
                case DeliveryOutput.AskState ask -> toCollective.add(new ToCollective.GetState(ask.token()));
                case DeliveryOutput.RetryLater later -> retry = true;
                case DeliveryOutput.Alarm alarm -> note("alarm");
                case DeliveryOutput.Fail fail -> {
                    note("failed");
                    if (served != null) {
                        served.deaf = true;
                        served = null;
                    }
                }
            }
        }
    }

    private void write(Object frame) {
        if (served == null) {
            throw new AssertionError("sent without a socket: " + frame);
        }
        served.frames.add(frame);
    }

    private void journalTurn(boolean works, int lag) {
        DeliveryOutput.ReadJournal read = reads.poll();
        if (read == null) {
            return;
        }
        List<CollectiveEvent> page = null;
        if (works) {
            long from = Math.max(read.after(), earliest - 1);
            long upTo = Math.min(stream.head(), from + read.limit());
            // The read side may lag behind the journal.
            page = stream.between(from, Math.max(from, upTo - lag));
        }
        carry(new DeliveryInput.PageRead(read.after(), page));
    }

    private void retry() {
        if (retry) {
            retry = false;
            carry(new DeliveryInput.Retry());
        } else if (served == null && random.nextInt(4) == 0) {
            carry(new DeliveryInput.Cooled());
        } else if (random.nextInt(4) == 0) {
            toCollective.add(new ToCollective.GetHead());
        }
    }

    // The client.

    private void connect() {
        if (socket != null && (random.nextInt(10) > 0 || !socket.authenticated)) {
            return;
        }
        if (signingIn != null) {
            return;
        }
        drop();
        Socket fresh = new Socket();
        socket = fresh;
        Parts parts = random.nextInt(4) == 0 ? new Parts(random.nextBoolean(), random.nextBoolean()) : client.parts();
        Resume resume = client.isSignedInOnce() && random.nextInt(12) > 0
                ? new Resume.Position(
                        client.epoch(), client.known(), random.nextInt(4) == 0, random.nextInt(12), Map.of())
                : new Resume.Absent();
        signingIn = new SignIn(++tickets, fresh, resume, parts);
        toCollective.add(new ToCollective.Attach(tickets, delivery.attachFor(resume)));
    }

    /** The client's end is gone; whether the session hears of it, and when, is another matter. */
    private void drop() {
        if (socket != null) {
            if (random.nextBoolean()) {
                toSession.add(new ToSession.Gone(socket));
            }
            if (signingIn != null && signingIn.socket() == socket && random.nextBoolean()) {
                signingIn = null;
            }
        }
        socket = null;
        client.cutOff();
    }

    private void clientTurn() {
        Socket its = socket;
        if (its == null) {
            return;
        }
        Object frame = its.frames.poll();
        if (frame == null) {
            if (its.deaf) {
                drop();
            }
            return;
        }
        switch (frame) {
            case Authenticated word -> {
                its.authenticated = true;
                client.onAuthenticated(word.resume(), word.epoch(), word.head(), word.parts());
            }
            case SyncPage page -> {
                note(page.outcome().word() + " " + page.source());
                client.onPage(page);
                toSession.add(new ToSession.Credit(its));
            }
            case DeliveryOutput.GiveState give -> {
                note("state");
                client.onState(give.token(), give.state().seq());
            }
            case RoomsAre rooms -> {
                note("rooms");
                client.onRooms(rooms.parts(), rooms.position());
            }
            case List<?> events -> {
                note(events.size() > 1 ? "batch" : "event");
                client.onEvents(events.stream().map(RenderedEvent.class::cast).toList());
                toSession.add(new ToSession.Credit(its));
            }
            default -> throw new AssertionError(frame);
        }
    }

    private void wish() {
        Socket its = socket;
        if (its == null || !its.authenticated || !client.isSynced()) {
            return;
        }
        toSession.add(new ToSession.Wants(
                its,
                switch (random.nextInt(4)) {
                    case 0 -> new DeliveryInput.PartsChanged(new Parts(random.nextBoolean(), random.nextBoolean()));
                    case 1 -> new DeliveryInput.Acked(client.known());
                    default -> new DeliveryInput.StateWanted(++tokens);
                }));
    }

    // What goes wrong.

    private void disaster() {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> crashCollective();
            case 5, 6, 7, 8 -> crashSession();
            case 9, 10 -> {
                crashCollective();
                crashSession();
            }
            case 11, 12 -> earliest = Math.max(earliest, stream.head() - random.nextInt(30));
            case 13 -> loseMessage();
            case 14 -> otherStream();
            default -> {}
        }
    }

    private void crashCollective() {
        note("collective crashed");
        toCollective.removeIf(message -> random.nextInt(3) > 0);
        inMemoryAfter = stream.head();
        subscribed = false;
        say(new DeliveryInput.FeedLost());
        // A sign-in without an answer is given up by the gateway.
        if (signingIn != null) {
            drop();
            signingIn = null;
        }
    }

    private void crashSession() {
        note("session crashed");
        delivery = deliveries.apply(limits);
        toSession.clear();
        toCollective.clear();
        reads.clear();
        subscribed = false;
        signingIn = null;
        attachTicket = 0;
        if (served != null) {
            served.deaf = true;
        }
        served = null;
        drop();
        toSession.clear();
    }

    /** News that never arrive: a mailbox ran over. */
    private void loseMessage() {
        if (toSession.peekLast() instanceof ToSession.Said(DeliveryInput.News news)) {
            note("news lost");
            toSession.removeLast();
        }
    }

    private void otherStream() {
        if (epochs < EPOCHS.length) {
            note("other stream");
            stream = new Streams(EPOCHS[epochs++]);
            stream.collectiveOpened();
            earliest = 1;
            crashCollective();
            crashSession();
            inMemoryAfter = 0;
        }
    }

    /** Everything works from now on: the client must end with everything, and soon. */
    private void settle() {
        boolean settled = false;
        for (int round = 0; round < ROUNDS_TO_SETTLE && !settled; round++) {
            if (socket != null && !socket.authenticated && signingIn == null) {
                drop();
            }
            if (socket == null) {
                connect();
            }
            // A heartbeat makes up for news that were lost.
            toCollective.add(new ToCollective.GetHead());
            if (retry) {
                retry = false;
                carry(new DeliveryInput.Retry());
            }
            for (int turn = 0; turn < TURNS_A_ROUND && !isQuiet(); turn++) {
                collectiveTurn();
                sessionTurn();
                journalTurn(true, 0);
                clientTurn();
            }
            settled = round > 1 && isSettled();
        }
        ModelClient.check(
                settled,
                "not settled: %s, told %s, client %s, head %s, %s",
                delivery.phase(),
                delivery.sent(),
                client.known(),
                stream.head(),
                seen);
        checkNothingBetween(client.known(), stream.head(), client.parts());
    }

    private boolean isSettled() {
        return socket != null
                && socket.authenticated
                && isQuiet()
                && client.isSynced()
                && client.epoch().equals(stream.epoch())
                && delivery.phase() == Delivery.Phase.LIVE
                && delivery.sent() == stream.head();
    }

    private boolean isQuiet() {
        return toCollective.isEmpty()
                && toSession.isEmpty()
                && reads.isEmpty()
                && (socket == null || (socket.frames.isEmpty() && !socket.deaf));
    }

    private void checkBounds() {
        int most = limits.buffer() + Math.max(2 * memory, limits.pageEvents()) + 12;
        ModelClient.check(
                delivery.waiting() <= most, "%s events wait, %s, memory %s", delivery.waiting(), limits, memory);
    }

    private void note(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    long events() {
        return client.events;
    }

    // What is true.

    @Override
    public DeliveryLimits limits() {
        return limits;
    }

    @Override
    public void checkNothingBetween(long after, long upTo, Parts parts) {
        long missing = count(after, upTo, parts);
        ModelClient.check(missing == 0, "%s events lost between %s and %s", missing, after, upTo);
    }

    @Override
    public void checkBytes(RenderedEvent event, Parts parts) {
        RenderedEvent truth =
                EventRendering.render(stream.at(event.seq()), parts).orElseThrow();
        ModelClient.check(truth.json().equals(event.json()), "other bytes: %s", event.json());
    }

    @Override
    public long previous(long seq, Parts parts) {
        return parts.previous(stream.at(seq).stamp());
    }

    @Override
    public long count(long after, long upTo, Parts parts) {
        return upTo <= after
                ? 0
                : stream.between(after, upTo).stream().filter(parts::in).count();
    }

    @Override
    public boolean isPruned(long seq) {
        return seq < earliest - 1;
    }
}
