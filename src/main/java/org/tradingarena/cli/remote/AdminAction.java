package org.tradingarena.cli.remote;

import picocli.CommandLine.ArgGroup;

/** A command of the arena's operator. */
public abstract class AdminAction extends RemoteAction {
    @ArgGroup(validate = false, heading = "%nThe operator:%n")
    private AdminOptions admin = new AdminOptions();

    /** The admin token. */
    protected final String token() {
        return admin.token(server());
    }
}
