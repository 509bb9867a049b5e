package org.tradingarena.cli.cluster;

import java.nio.file.Path;
import java.time.Duration;
import org.tradingarena.cli.console.Console;
import org.tradingarena.protocol.JsonBody;

/** Says what happens, as it happens: a sentence for people, or an object with {@code event} for programs. From any thread. */
final class News {
    private final Console out;

    News(Console out) {
        this.out = out;
    }

    /** A sentence about the set-up. */
    void note(String sentence) {
        tell(sentence, "note", json -> json.text("message", sentence));
    }

    void databaseReady(DemoDatabase database) {
        tell(database.story(), "database_ready", json -> json.text("url", database.url()));
    }

    void nodeStarts(int node, long pid, Path log) {
        tell(
                "node " + node + " starts: pid " + pid + ", log " + log,
                "node_starts",
                of(node, pid).and(json -> json.text("log", log.toString())));
    }

    void nodeReady(int node, long pid, String address) {
        tell(
                "node " + node + " is ready: " + address + ", pid " + pid,
                "node_ready",
                of(node, pid).and(json -> json.text("address", address)));
    }

    void nodeEnded(int node, long pid, int exit, Duration pause) {
        tell(
                "node " + node + " (pid " + pid + ") " + ending(exit) + "; it is started again in " + pause.toSeconds()
                        + " s",
                "node_ended",
                ended(node, pid, exit).and(json -> json.integer("restart_in_ms", pause.toMillis())));
    }

    void nodeGivenUp(int node, long pid, int exit, Path log) {
        tell(
                "node " + node + " (pid " + pid + ") " + ending(exit) + " before it was ready, " + Restarts.GIVEN_UP
                        + " times in a row, and is given up; its log says why: " + log,
                "node_given_up",
                ended(node, pid, exit).and(json -> json.text("log", log.toString())));
    }

    private static JsonBody of(int node, long pid) {
        return json -> json.integer("node", node).integer("pid", pid);
    }

    private static JsonBody ended(int node, long pid, int exit) {
        return of(node, pid).and(json -> json.integer("exit_code", exit));
    }

    private static String ending(int exit) {
        return switch (exit) {
            case 128 + 9 -> "was killed (SIGKILL)";
            case 128 + 15 -> "was told to stop (SIGTERM)";
            default -> "ended with exit code " + exit;
        };
    }

    /** Lines for people alone. */
    synchronized void advise(String lines) {
        if (!out.isJson()) {
            out.say(lines);
            out.flush();
        }
    }

    private synchronized void tell(String sentence, String event, JsonBody more) {
        if (out.isJson()) {
            JsonBody head = json -> json.text("event", event);
            out.say(head.and(more));
        } else {
            out.say(sentence);
        }
        out.flush();
    }
}
