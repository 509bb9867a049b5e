package org.tradingarena.cli.remote;

import org.slf4j.LoggerFactory;
import org.tradingarena.client.ArenaClient;
import org.tradingarena.client.ArenaClientBuilder;
import org.tradingarena.client.ClientKey;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Role;
import picocli.CommandLine.ArgGroup;

/** A command of a client of a collective. */
public abstract class ClientAction extends RemoteAction {
    private static final String CLIENT = "cli";

    @ArgGroup(validate = false, heading = "%nWho asks:%n")
    private ClientOptions client = new ClientOptions();

    /** The collective. */
    protected final String collective() {
        return client.collective();
    }

    /** The client. */
    protected final String client() {
        return client.client(CLIENT);
    }

    /** The client, or another name if none was given. */
    protected final String client(String otherwise) {
        return client.client(otherwise);
    }

    /** Its key. */
    protected final ClientKey key() {
        return client.key();
    }

    /** A connection to be, which comes back by itself. */
    protected final ArenaClientBuilder connection(String clientId, Role role) {
        LoggerFactory.getLogger(getClass()); // before the client's threads begin to log
        return ArenaClient.builder(server(), collective(), key())
                .clientId(clientId)
                .clientType(ClientType.CLI)
                .role(role)
                .reconnection(Patience.SETTINGS);
    }

    /** Reads what belongs to the collective. */
    protected final CollectiveReads reads() throws InterruptedException {
        String collective = collective();
        Http http = http();
        return new CollectiveReads(http, collective, http.signIn(collective, client(), key()));
    }
}
