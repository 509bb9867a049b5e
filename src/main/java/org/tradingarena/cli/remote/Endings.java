package org.tradingarena.cli.remote;

import org.tradingarena.cli.console.CommandFailure;
import org.tradingarena.client.ConnectionState;
import org.tradingarena.protocol.CloseCode;

/** Why a connection ended for good, as a failure of the command that needed it. */
public final class Endings {
    private Endings() {}

    /** The failure of an end that nobody here asked for. */
    public static CommandFailure of(ConnectionState.Ended ended, String collective, String client) {
        Integer code = ended.closeCode();
        return switch (code == null ? null : CloseCode.find(code).orElse(null)) {
            case NOT_AUTHENTICATED -> Http.notSignedIn(collective);
            case SESSION_TAKEN_OVER ->
                CommandFailure.refused(
                        "SESSION_TAKEN_OVER",
                        "another program has signed in as " + collective + "/" + client
                                + "; give this one a name of its own with --client");
            case null, default -> CommandFailure.refused("SESSION_ENDED", ended.reason());
        };
    }
}
