package org.tradingarena.cli.console;

import java.util.Map;
import org.tradingarena.client.ArenaException;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.JsonBody;

/** Why a command could not do what it was asked for: a stable code, one sentence, and the exit code. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final String code;
    private final transient Map<String, Object> details;

    private CommandFailure(int exitCode, String code, String sentence, Map<String, Object> details) {
        super(sentence);
        this.exitCode = exitCode;
        this.code = code;
        this.details = details;
    }

    /** The arena refused. */
    public static CommandFailure refused(ArenaException refusal) {
        ArenaError error = refusal.error();
        return new CommandFailure(ExitCode.REFUSED, error.code().name(), error.message(), error.details());
    }

    /** The arena refused, or what it did is not what was asked for. */
    public static CommandFailure refused(String code, String sentence) {
        return new CommandFailure(ExitCode.REFUSED, code, sentence, Map.of());
    }

    /** The arena cannot be reached. */
    public static CommandFailure unreachable(String sentence) {
        return new CommandFailure(ExitCode.UNREACHABLE, "UNREACHABLE", sentence, Map.of());
    }

    /** It took too long. */
    public static CommandFailure gaveUp(String sentence) {
        return new CommandFailure(ExitCode.UNREACHABLE, "GAVE_UP", sentence, Map.of());
    }

    /** What the command was given cannot be used. */
    public static CommandFailure misused(String sentence) {
        return new CommandFailure(ExitCode.USAGE, "USAGE", sentence, Map.of());
    }

    /** Somebody wants it to end. */
    public static CommandFailure interrupted() {
        return new CommandFailure(ExitCode.INTERRUPTED, "INTERRUPTED", "interrupted", Map.of());
    }

    /** Something that nobody has thought of. */
    static CommandFailure unexpected(Exception failure) {
        String message = failure.getMessage();
        String sentence = failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        return new CommandFailure(ExitCode.REFUSED, "INTERNAL", sentence, Map.of());
    }

    /** How the process ends. */
    public int exitCode() {
        return exitCode;
    }

    /** The stable code: one of the protocol's (section 11), {@code UNREACHABLE}, {@code GAVE_UP}, {@code USAGE} or {@code INTERRUPTED}. */
    public String code() {
        return code;
    }

    /** One line for people. A usage error needs no code, and what a network says has none. */
    String line() {
        String sentence = String.valueOf(getMessage()).replace('\n', ' ');
        return "arena: " + (exitCode == ExitCode.REFUSED ? code + ": " + sentence : sentence);
    }

    /** The same for programs, in the form of the arena's own errors over HTTP. */
    JsonBody body() {
        return json -> json.object(
                "error",
                error -> error.text("code", code).text("message", getMessage()).tree("details", Json.of(details)));
    }
}
