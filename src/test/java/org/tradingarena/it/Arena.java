package org.tradingarena.it;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** A running arena and everybody who talks to it: what a test sees. */
final class Arena implements AutoCloseable {
    private final Transcript transcript = new Transcript();
    private final Collection<WireClient> clients = new ConcurrentLinkedQueue<>();
    private final Supplier<ArenaProcess> entrance;
    private final Runnable end;
    private final AdminApi admin;

    private Arena(Supplier<ArenaProcess> entrance, Runnable end) {
        this.entrance = entrance;
        this.end = end;
        this.admin = new AdminApi(entrance, transcript);
    }

    static Arena start(ArenaProcess.Setup setup) {
        ArenaProcess process = ArenaProcess.start(setup);
        return new Arena(() -> process, process::close);
    }

    /** Of many nodes, each of which is an entrance; they stay when it is closed. */
    static Arena of(ArenaCluster cluster) {
        return new Arena(cluster::entrance, () -> {});
    }

    /** Its process; of many nodes, one that serves. */
    ArenaProcess process() {
        return entrance.get();
    }

    Transcript transcript() {
        return transcript;
    }

    AdminApi admin() {
        return admin;
    }

    /** Opens a collective with one key and plenty of everything. */
    Identity open(String collective) {
        return open(collective, Map.of("USD", "1000000", "BTC", "100", "ETH", "1000", "SOL", "10000"));
    }

    Identity open(String collective, Map<String, String> deposits) {
        Identity identity = Identity.random();
        admin.open(collective, List.of(identity.publicKey()), deposits);
        return identity;
    }

    /** A client, not connected yet. */
    WireClient client(String collective, String clientId, Identity identity) {
        WireClient client = new WireClient(this, collective, clientId, identity);
        clients.add(client);
        return client;
    }

    /** Where the server broke the protocol, as any client saw it. */
    List<String> violations() {
        List<String> violations = new ArrayList<>();
        clients.forEach(client -> violations.addAll(client.violations()));
        return violations;
    }

    @Override
    public void close() {
        clients.forEach(WireClient::close);
        end.run();
    }
}
