package org.tradingarena.cli.console;

import java.io.PrintWriter;
import java.util.List;
import org.jline.utils.AttributedString;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Wire;

/**
 * Where a command speaks: its answer on standard output, for people or for programs; errors, and what only somebody who waits wants to
 * know, on standard error.
 */
public final class Console {
    private final PrintWriter out;
    private final PrintWriter err;
    private final OutputOptions options;

    Console(PrintWriter out, PrintWriter err, OutputOptions options) {
        this.out = out;
        this.err = err;
        this.options = options;
    }

    /** Whether the answer is for a program. */
    public boolean isJson() {
        return options.isJson();
    }

    /** Whether colours are wanted. */
    public boolean isColoured() {
        return options.isColoured();
    }

    /** One line of the answer, for people. */
    public void say(AttributedString line) {
        out.println(options.isColoured() ? line.toAnsi() : line.toString().stripTrailing());
    }

    /** One line of the answer, as it is. */
    public void say(String line) {
        out.println(line);
    }

    /** Lines of the answer, for people. */
    public void say(List<AttributedString> lines) {
        lines.forEach(this::say);
    }

    /** One line of the answer, for programs. */
    public void say(JsonBody body) {
        out.println(Wire.bare(body));
    }

    /** Lets the reader have what was said. False if nobody reads any more. */
    public boolean flush() {
        return !out.checkError();
    }

    /** One line beside the answer, for people alone: only where somebody looks. */
    public void note(String line) {
        if (Terminals.isError() && !isJson()) {
            err.println(line);
            err.flush();
        }
    }

    /** One line beside the answer, whoever reads it: for people or, in JSON, for programs. */
    public void tell(String line, JsonBody body) {
        err.println(isJson() ? Wire.bare(body) : "arena: " + line);
        err.flush();
    }

    /** What is told while one waits; shown where somebody looks. */
    public Progress progress() {
        return new Progress(err, Terminals.isError() && !isJson());
    }

    /** Says why it failed. */
    void sorry(CommandFailure failure) {
        err.println(isJson() ? Wire.bare(failure.body()) : failure.line());
        err.flush();
    }
}
