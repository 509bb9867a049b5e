package org.tradingarena.cli.remote;

import java.net.URI;
import org.tradingarena.cli.console.Action;
import picocli.CommandLine.ArgGroup;

/** A command that talks to a running arena. */
public abstract class RemoteAction extends Action {
    @ArgGroup(validate = false, heading = "%nThe arena:%n")
    private ServerOptions server = new ServerOptions();

    /** Where it is. */
    protected final URI server() {
        return server.uri();
    }

    /** Calls to it. */
    protected final Http http() {
        return new Http(server());
    }
}
