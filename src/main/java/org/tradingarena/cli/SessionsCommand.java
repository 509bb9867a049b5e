package org.tradingarena.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.Durations;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.console.Look;
import org.tradingarena.cli.console.Table;
import org.tradingarena.cli.console.Table.Cell;
import org.tradingarena.cli.remote.AdminAction;
import org.tradingarena.cli.remote.Answer;
import org.tradingarena.cli.remote.ClientOptions;
import org.tradingarena.cli.remote.Http;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who is connected, who is away, and what waits for them. */
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        description = {
            "List sessions: who is connected, who is away, and how much waits for them. With --json one session a line.",
            "`arena sessions disconnect CLIENT --collective ID` cuts one off, to see whether it really comes back."
        },
        subcommands = DisconnectCommand.class,
        footer = {"", ExitCode.HELP})
final class SessionsCommand extends AdminAction {
    private static final String SESSIONS = "/reconnection/sessions";

    @Option(
            names = "--collective",
            paramLabel = "ID",
            converter = ClientOptions.Name.class,
            description = "Only those of this collective.")
    private @Nullable String collective;

    @Option(
            names = "--client",
            paramLabel = "ID",
            converter = ClientOptions.Name.class,
            description = "Only that of this client; needs --collective.")
    private @Nullable String client;

    @Override
    protected int run(Console out) throws InterruptedException {
        if (client != null && collective == null) {
            throw misused("--client needs --collective");
        }
        Http http = http();
        String token = token();
        Table table = new Table(
                "COLLECTIVE",
                "CLIENT",
                "STATE",
                "SINCE",
                "SEQ",
                "MISSED",
                "BUFFERED",
                "RECONNECTS",
                "HEARTBEAT",
                "ROOMS");
        Instant now = Clock.systemUTC().instant();
        if (client != null) {
            show(out, table, http.get(SESSIONS + "/" + client + "?collective=" + collective, token), now);
        } else {
            String cursor = "";
            do {
                Answer page = http.get(SESSIONS + query(cursor), token);
                page.requireItems("sessions").forEach(session -> show(out, table, session, now));
                page.items("unanswered").forEach(session -> silent(out, session));
                cursor = page.text("cursor");
            } while (!cursor.isEmpty() && out.flush());
        }
        if (!out.isJson() && !table.isEmpty()) {
            out.say(table.lines());
        } else if (table.isEmpty()) {
            out.note("no sessions");
        }
        return ExitCode.FINE;
    }

    private String query(String cursor) {
        return "?limit=500" + (collective == null ? "" : "&collective=" + collective)
                + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
    }

    private static void show(Console out, Table table, Answer session, Instant now) {
        if (out.isJson()) {
            out.say(session.body());
            return;
        }
        boolean connected = session.flag("connected");
        table.row(
                Cell.of(session.text("collective_id")),
                Cell.of(session.requireText("client_id"), Look.STRONG),
                Cell.of(connected ? "connected" : "away", connected ? Look.GOOD : Look.ALERT),
                Cell.of(ago(session, "since", now), Look.QUIET),
                Cell.of(session.in("position").decimal("seq")),
                Cell.of(session.decimal("missed")),
                Cell.of(session.decimal("buffered")),
                Cell.of(session.decimal("reconnects")),
                Cell.of(ago(session, "last_heartbeat_at", now), Look.QUIET),
                Cell.of(rooms(session), Look.QUIET));
    }

    private static void silent(Console out, Answer session) {
        String who = session.text("collective_id") + "/" + session.text("client_id");
        out.tell(who + " did not answer in time", json -> json.object("unanswered", session.body()));
    }

    private static String ago(Answer session, String name, Instant now) {
        return session.time(name)
                .map(at -> Durations.text(Duration.between(at, now)))
                .orElse("-");
    }

    /** Without the collective, which stands in its own column. */
    private static String rooms(Answer session) {
        String own = ":" + session.text("collective_id");
        return String.join(
                " ",
                session.texts("subscriptions").stream()
                        .map(room -> room.endsWith(own) ? room.substring(0, room.length() - own.length()) : room)
                        .toList());
    }
}
