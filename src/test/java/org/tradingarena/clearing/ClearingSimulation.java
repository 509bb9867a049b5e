package org.tradingarena.clearing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tradingarena.clearing.SimulatedNetwork.Line;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.collective.CollectiveLimits;
import org.tradingarena.collective.CollectiveRules;
import org.tradingarena.collective.SimulatedCollective;
import org.tradingarena.collective.SimulatedCollective.Message;
import org.tradingarena.domain.Atoms;
import org.tradingarena.domain.Instrument;
import org.tradingarena.domain.Instruments;
import org.tradingarena.domain.Reason;
import org.tradingarena.market.BookMessage;
import org.tradingarena.market.SimulatedBook;

/**
 * One history of some collectives, some books and the channel between them, wholly determined by its seed: clients that want things, a network
 * that loses and repeats, actors that crash between any two steps and come back with what is durable. {@link ClearingInvariants} hold after
 * each step, and at the end everything comes to rest.
 */
final class ClearingSimulation {
    /** What happened in a history, or in many. */
    record Figures(long histories, long steps, long trades, long crashes, long lost, long repeated, long overloads) {
        static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0);

        Figures plus(Figures more) {
            return new Figures(
                    histories + more.histories,
                    steps + more.steps,
                    trades + more.trades,
                    crashes + more.crashes,
                    lost + more.lost,
                    repeated + more.repeated,
                    overloads + more.overloads);
        }
    }

    private static final int MOST_ROUNDS_TO_REST = 500;

    private final Random random;
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final Map<String, SimulatedCollective> collectives = new LinkedHashMap<>();
    private final Map<String, SimulatedBook> books = new LinkedHashMap<>();
    private final Map<String, SimulatedClient> clients = new LinkedHashMap<>();
    private final List<SimulatedActor<?>> actors = new ArrayList<>();
    private final ClearingInvariants invariants = new ClearingInvariants(collectives.values(), books.values());
    private final RandomIntents intents;
    private final int crashesInAThousand;
    private final int losses;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private long crashes;
    private long lost;
    private long repeated;

    private ClearingSimulation(long seed, Conduct ofCollectives, Conduct ofBooks) {
        random = new Random(seed);
        List<Instrument> instruments = instruments();
        intents = new RandomIntents(random, instruments, symbol -> book(symbol).bestAsk());
        crashesInAThousand = pick(0, 5, 30);
        losses = pick(0, 2, 10);
        int unconfirmed = pick(3, 8, 10_000);
        for (Instrument instrument : instruments) {
            add(new SimulatedBook(
                    new SimulatedBook.Setup(
                            instrument, unconfirmed, Math.min(unconfirmed - 1, pick(1, 4, 1000)), pick(1, 3, 100)),
                    ofBooks,
                    report -> network.send(instrument.symbol(), report.collective(), new Message.Told(report)),
                    () -> now));
        }
        CollectiveRules rules = new CollectiveRules(
                new Instruments(instruments),
                new CollectiveLimits(pick(5, 20, 1000), 1_000_000, pick(4, 5000), 3, 100_000, 10, Atoms.of("1000000")));
        int window = pick(1, 2, 5, 256);
        for (int i = 0; i < pick(2, 3, 4); i++) {
            add("team-" + i, rules, window, ofCollectives);
        }
    }

    private int pick(int... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private List<Instrument> instruments() {
        int makerFee = pick(0, 1_000);
        int takerFee = pick(0, 2_500);
        Instrument bitcoin = instrument("BTC/USD", "0.01", makerFee, takerFee);
        return random.nextBoolean()
                ? List.of(bitcoin)
                : List.of(bitcoin, instrument("ETH/BTC", "0.00001", makerFee, takerFee));
    }

    private static Instrument instrument(String symbol, String tick, int makerFee, int takerFee) {
        long lot = Atoms.of("0.001");
        return new Instrument(
                symbol, Atoms.of(tick), lot, lot, Atoms.of("1000"), Atoms.of("1000"), 50_000, makerFee, takerFee, true);
    }

    private void add(SimulatedBook book) {
        books.put(book.name(), book);
        actors.add(book);
    }

    private void add(String name, CollectiveRules rules, int window, Conduct conduct) {
        SimulatedClient client = new SimulatedClient();
        SimulatedCollective collective = new SimulatedCollective(
                name,
                rules,
                window,
                conduct,
                new SimulatedCollective.Surroundings(
                        command -> network.send(name, command.symbol(), new BookMessage.Instruct(command)),
                        (symbol, collectiveName, report) ->
                                network.send(name, symbol, new BookMessage.Confirm(collectiveName, report)),
                        client::onReply,
                        client::onEvents,
                        () -> now));
        collective.receive(List.of(client.ask(intents.opening(name, pick(1, 50)))));
        collective.persisted();
        collectives.put(name, collective);
        clients.put(name, client);
        actors.add(collective);
    }

    /** Plays a history; throws whatever shows that a promise is broken. */
    static Figures play(long seed, Conduct ofCollectives, Conduct ofBooks) {
        return new ClearingSimulation(seed, ofCollectives, ofBooks).play();
    }

    private Figures play() {
        int steps = 20 + random.nextInt(pick(100, 500, 2000));
        for (int i = 0; i < steps; i++) {
            step();
            invariants.check();
        }
        int rounds = comeToRest();
        return new Figures(
                1, steps + rounds, count(CollectiveEvent.OrderFilled.class) / 2, crashes, lost, repeated, overloads());
    }

    private void step() {
        int kind = random.nextInt(1000);
        List<Line> busy =
                network.busy().stream().filter(line -> isListening(line.to())).toList();
        if (kind < crashesInAThousand) {
            crash(any(actors));
        } else if (kind < 60) {
            now = now.plusMillis(random.nextInt(1500));
            any(actors).tick();
        } else if (kind < 90) {
            any(actors).snapshot();
        } else if (kind < 250) {
            want(any(List.copyOf(clients.keySet())));
        } else if (kind < 280) {
            repeatQuestion(any(List.copyOf(clients.keySet())));
        } else if (kind < 550) {
            actors.stream()
                    .filter(SimulatedActor::isWriting)
                    .skip(random.nextInt(2))
                    .findFirst()
                    .ifPresent(SimulatedActor::persisted);
        } else if (!busy.isEmpty()) {
            carry(any(busy));
        }
    }

    private boolean isListening(String name) {
        SimulatedBook book = books.get(name);
        return book == null ? !collective(name).isWriting() : !book.isWriting();
    }

    private void carry(Line line) {
        int fate = random.nextInt(100);
        if (fate < losses) {
            lost++;
            network.lose(line);
        } else if (fate < 2 * losses) {
            repeated++;
            network.repeat(line, random);
        } else {
            deliver(line, 1 + random.nextInt(3));
        }
    }

    private <T> T any(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    private void want(String name) {
        CollectiveIntent intent = intents.next();
        network.send("client", name, client(name).ask(intent));
    }

    private void repeatQuestion(String name) {
        if (client(name).waits()) {
            network.send("client", name, client(name).anyUnanswered(random));
        }
    }

    private void deliver(Line line, int most) {
        SimulatedBook book = books.get(line.to());
        if (book == null) {
            collective(line.to())
                    .receive(network.take(line, most).stream()
                            .map(Message.class::cast)
                            .toList());
        } else {
            book.receive(network.take(line, most).stream()
                    .map(BookMessage.class::cast)
                    .toList());
        }
    }

    private static void write(SimulatedActor<?> actor) {
        if (actor.isWriting()) {
            actor.persisted();
        }
    }

    private void crash(SimulatedActor<?> actor) {
        crashes++;
        network.cut(actor.name());
        actor.crash(random.nextBoolean(), random.nextBoolean());
        if (actor instanceof SimulatedCollective collective) {
            client(actor.name()).check(collective);
            client(actor.name()).catchUp(collective);
        }
    }

    /** Everything is delivered, time passes, nobody wants anything new: then nothing may be left over. */
    private int comeToRest() {
        for (int round = 1; round <= MOST_ROUNDS_TO_REST; round++) {
            actors.forEach(ClearingSimulation::write);
            for (Line line : network.busy()) {
                deliver(line, Integer.MAX_VALUE);
                actors.forEach(ClearingSimulation::write);
            }
            invariants.check();
            if (network.isQuiet()) {
                if (isAtRest()) {
                    invariants.checkAtRest();
                    collectives.forEach((name, collective) -> client(name).check(collective));
                    return round;
                }
                now = now.plus(Duration.ofSeconds(10));
                actors.forEach(SimulatedActor::tick);
                clients.forEach(
                        (name, client) -> client.unanswered().forEach(ask -> network.send("client", name, ask)));
            }
        }
        throw new AssertionError("it does not come to rest");
    }

    private boolean isAtRest() {
        return collectives.values().stream().allMatch(SimulatedCollective::isSettled)
                && books.values().stream().allMatch(SimulatedBook::isSettled)
                && clients.values().stream().noneMatch(SimulatedClient::waits);
    }

    private SimulatedBook book(String symbol) {
        return requireNonNull(books.get(symbol));
    }

    private SimulatedCollective collective(String name) {
        return requireNonNull(collectives.get(name));
    }

    private SimulatedClient client(String name) {
        return requireNonNull(clients.get(name));
    }

    private long count(Class<? extends CollectiveEvent> type) {
        return collectives.values().stream()
                .flatMap(collective -> collective.journaled().stream())
                .filter(type::isInstance)
                .count();
    }

    private long overloads() {
        return collectives.values().stream()
                .flatMap(collective -> collective.journaled().stream())
                .filter(event -> event instanceof CollectiveEvent.OrderRejected rejected
                        && rejected.order().reason() == Reason.OVERLOADED)
                .count();
    }
}
