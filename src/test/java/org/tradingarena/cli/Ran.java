package org.tradingarena.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** A command that was run in this process: its exit code and what it said. */
record Ran(int exit, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Ran arena(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Arena.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ran(exit, out.toString(), err.toString());
    }

    /** The one object of the answer. */
    JsonNode json() {
        return parse(out);
    }

    /** The objects of the answer, one a line. */
    List<JsonNode> jsonLines() {
        return out.lines().map(Ran::parse).toList();
    }

    /** The one object on standard error. */
    JsonNode error() {
        return parse(err).path("error");
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException noJson) {
            throw new UncheckedIOException("no JSON: " + text, noJson);
        }
    }
}
