package org.tradingarena.it;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A running arena and everybody who talks to it: what a test sees. */
final class Arena implements AutoCloseable {
    private final Transcript transcript = new Transcript();
    private final Collection<WireClient> clients = new ConcurrentLinkedQueue<>();
    private final ArenaProcess process;
    private final AdminApi admin;

    private Arena(ArenaProcess process) {
        this.process = process;
        this.admin = new AdminApi(process, transcript);
    }

    static Arena start(ArenaProcess.Setup setup) {
        return new Arena(ArenaProcess.start(setup));
    }

    ArenaProcess process() {
        return process;
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
        process.close();
    }
}
