package org.tradingarena.it;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tradingarena.client.ArenaClientBuilder;
import org.tradingarena.client.CarelessClients;
import org.tradingarena.client.ClientKey;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Role;
import org.tradingarena.protocol.Room;

/** Who takes part in a {@link ChaosRun}: three collectives, clients of the library of every kind, and the bad networks between. */
final class ChaosCast implements AutoCloseable {
    private static final List<String> COLLECTIVES = List.of("anna", "bert", "cleo");
    private static final Map<String, String> DEPOSITS = Map.of("USD", "100000", "BTC", "1000", "SOL", "1000");

    private static final int SWALLOWED_PER_THOUSAND = 5;
    private static final int SWALLOWED_OF_THE_CARELESS_PER_THOUSAND = 200;
    private static final Duration IMPATIENCE = Duration.ofMillis(300);

    private final Arena arena;
    private final ChaosJudge judge;
    private final Random random;
    private final ChaosProxy network;
    private final ChaosProxy networkWithoutSockets;
    private final ChaosProxy networkOfTheCareless;
    private final List<ChaosClient> clients = new ArrayList<>();
    private final List<ChaosTrader> traders = new ArrayList<>();
    private @Nullable ChaosClient careless;

    ChaosCast(Arena arena, ChaosJudge judge, Random random, boolean slow) {
        this.arena = arena;
        this.judge = judge;
        this.random = random;
        int port = arena.process().port();
        this.network =
                ChaosProxy.inFrontOf(port, random.nextLong(), ofSockets(slow)).swallowing(SWALLOWED_PER_THOUSAND);
        this.networkWithoutSockets =
                ChaosProxy.inFrontOf(port, random.nextLong(), ofPolls(slow)).withoutSockets();
        this.networkOfTheCareless = ChaosProxy.inFrontOf(port, random.nextLong(), ofSockets(slow))
                .swallowing(SWALLOWED_OF_THE_CARELESS_PER_THOUSAND);
        COLLECTIVES.forEach(this::open);
    }

    private static Function<Random, FaultPlan> ofSockets(boolean slow) {
        return slow ? FaultPlan::draw : FaultPlan::drawQuick;
    }

    private static Function<Random, FaultPlan> ofPolls(boolean slow) {
        return slow ? FaultPlan::drawForPolls : FaultPlan::drawQuickForPolls;
    }

    /** Two traders and an observer, each of another kind; and one observer whose network has no sockets. */
    private void open(String collective) {
        Identity identity = Identity.random();
        ClientKey key = ClientKey.generate();
        arena.admin().open(collective, List.of(identity.publicKey(), key.publicKey()), DEPOSITS);
        Map<String, BigDecimal> deposits = new TreeMap<>();
        DEPOSITS.forEach((currency, amount) -> deposits.put(currency, new BigDecimal(amount)));
        judge.collective(collective, identity, deposits);
        trader(client(network, collective, "bot-1", key, builder -> builder));
        switch (collective) {
            case "anna" -> {
                trader(client(network, collective, "bot-2", key, ArenaClientBuilder::gzip));
                client(
                        network,
                        collective,
                        "screen",
                        key,
                        observer(ClientType.WEB)
                                .andThen(builder -> builder.gzip().rooms(List.of(new Room.Market())))::apply);
                client(networkWithoutSockets, collective, "poller", key, observer(ClientType.CLI));
            }
            case "bert" -> {
                trader(client(network, collective, "bot-2", key, builder -> builder.resendWithin(IMPATIENCE)));
                careless = careless(collective, key);
                client(network, collective, "telephone", key, observer(ClientType.IOS));
            }
            default -> {
                Path positions = arena.process().directory().resolve(collective + ".position");
                trader(client(network, collective, "bot-2", key, builder -> builder.keepPositionIn(positions)));
                client(
                        network,
                        collective,
                        "screen",
                        key,
                        observer(ClientType.WEB)
                                .andThen(builder -> builder.rooms(List.of(new Room.MarketSymbol("BTC/USD"))))::apply);
            }
        }
    }

    /** Its record must be wrong in the end, or the judge sees nothing. */
    private ChaosClient careless(String collective, ClientKey key) {
        return new ChaosClient(
                networkOfTheCareless.address(),
                collective,
                "careless",
                key,
                new ClientRecord(collective + "/careless"),
                builder -> CarelessClients.withoutLookingForGaps(
                        observer(ClientType.CLI).apply(builder)));
    }

    private static UnaryOperator<ArenaClientBuilder> observer(ClientType type) {
        return builder -> builder.role(Role.OBSERVER).clientType(type);
    }

    private ChaosClient client(
            ChaosProxy through,
            String collective,
            String clientId,
            ClientKey key,
            UnaryOperator<ArenaClientBuilder> manners) {
        ClientRecord record = new ClientRecord(collective + "/" + clientId);
        ChaosClient client = new ChaosClient(
                through.address(),
                collective,
                clientId,
                key,
                record,
                builder -> manners.apply(builder).start());
        clients.add(client);
        return client;
    }

    private void trader(ChaosClient bot) {
        traders.add(new ChaosTrader(bot, random.nextLong()));
    }

    /** All but the careless one. */
    List<ChaosClient> clients() {
        return clients;
    }

    List<ChaosTrader> traders() {
        return traders;
    }

    ChaosClient careless() {
        return Objects.requireNonNull(careless);
    }

    /** What nearly all go through. */
    ChaosProxy network() {
        return network;
    }

    ChaosProxy networkWithoutSockets() {
        return networkWithoutSockets;
    }

    ChaosProxy networkOfTheCareless() {
        return networkOfTheCareless;
    }

    /** The networks are good from now on. */
    void calm() {
        network.calm();
        networkWithoutSockets.calm();
        networkOfTheCareless.calm();
    }

    void logOut() {
        clients.forEach(ChaosClient::close);
        careless().close();
    }

    @Override
    public void close() {
        logOut();
        network.close();
        networkWithoutSockets.close();
        networkOfTheCareless.close();
    }
}
