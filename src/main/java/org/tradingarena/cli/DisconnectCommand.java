package org.tradingarena.cli;

import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.remote.AdminAction;
import org.tradingarena.cli.remote.Answer;
import org.tradingarena.cli.remote.ClientOptions;
import org.tradingarena.protocol.JsonBody;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cuts a client off. */
@Command(
        name = "disconnect",
        mixinStandardHelpOptions = true,
        description =
                "Close a client's socket with 4090, as if the network had failed. A good client comes back and has missed nothing.",
        footer = {"", ExitCode.HELP})
final class DisconnectCommand extends AdminAction {
    @Parameters(paramLabel = "CLIENT", converter = ClientOptions.Name.class, description = "The client.")
    private String client = "";

    @Option(
            names = "--collective",
            paramLabel = "ID",
            required = true,
            converter = ClientOptions.Name.class,
            description = "Its collective.")
    private String collective = "";

    @Override
    protected int run(Console out) throws InterruptedException {
        String path = "/reconnection/simulate-disconnect/" + client + "?collective=" + collective;
        Answer done = http().post(path, token(), JsonBody.EMPTY);
        if (out.isJson()) {
            out.say(done.body());
        } else {
            out.say(collective + "/" + client
                    + (done.flag("disconnected") ? " is disconnected" : " was not connected"));
        }
        return ExitCode.FINE;
    }
}
