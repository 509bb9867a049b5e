package org.tradingarena.it;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.client.ArenaClientBuilder;
import org.tradingarena.client.ClientKey;
import org.tradingarena.reconnect.ReconnectionSettings;

/** A client of the library behind a bad network, and the record of all that it was told. It can be started again as the same program. */
final class ChaosClient implements AutoCloseable {
    /** As impatient as it is allowed to be: a run is to have many connections, and the server is away for seconds. */
    private static final ReconnectionSettings SETTINGS = ReconnectionSettings.forClients()
            .withDelays(Duration.ofMillis(20), Duration.ofSeconds(1))
            .withBreaker(1_000_000, Duration.ofSeconds(1));

    private static final Duration SOCKET_PROBE = Duration.ofSeconds(1);

    private final String collective;
    private final String clientId;
    private final ClientRecord record;
    private final Supplier<ArenaClient> start;
    private volatile ArenaClient client;

    /**
     * @param network where it connects to
     * @param manners what is special about it, up to how it is started
     */
    ChaosClient(
            URI network,
            String collective,
            String clientId,
            ClientKey key,
            ClientRecord record,
            Function<ArenaClientBuilder, ArenaClient> manners) {
        this.collective = collective;
        this.clientId = clientId;
        this.record = record;
        this.start = () -> manners.apply(ArenaClient.builder(network, collective, key)
                .clientId(clientId)
                .listener(record)
                .reconnection(SETTINGS)
                .probeSocketEvery(SOCKET_PROBE));
        this.client = start.get();
    }

    /** The program ends and is started again. */
    void endAndStartAgain() {
        client.close();
        client = start.get();
    }

    ArenaClient client() {
        return client;
    }

    ClientRecord record() {
        return record;
    }

    String collective() {
        return collective;
    }

    String clientId() {
        return clientId;
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return collective + "/" + clientId + ", " + client.state() + ", at " + record.position() + ", "
                + record.continuities();
    }
}
