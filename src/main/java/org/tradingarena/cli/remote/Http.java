package org.tradingarena.cli.remote;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.CommandFailure;
import org.tradingarena.client.ArenaException;
import org.tradingarena.client.ArenaHttp;
import org.tradingarena.client.ClientKey;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Role;

/** The arena's calls over HTTP, as a command makes them: one after another, and what fails is told as the command tells it. */
public final class Http {
    private final URI server;
    private final ArenaHttp http;

    /** Calls to an arena. */
    public Http(URI server) {
        this.server = server;
        this.http = new ArenaHttp(server);
    }

    /** Reads. */
    public Answer get(String path, @Nullable String token) throws InterruptedException {
        return answer(http.get(path, token));
    }

    /** Writes. */
    public Answer post(String path, @Nullable String token, JsonBody body) throws InterruptedException {
        return answer(http.post(path, token, body));
    }

    /** Signs a client in to read; returns its token. */
    public String signIn(String collective, String client, ClientKey key) throws InterruptedException {
        try {
            return await(http.signIn(collective, client, key, Role.OBSERVER));
        } catch (CommandFailure refused) {
            throw refused.code().equals(ErrorCode.AUTH_FAILED.name()) ? notSignedIn(collective) : refused;
        }
    }

    /** The arena does not say which of the two it was; somebody who tries the first time wants to know where to look. */
    public static CommandFailure notSignedIn(String collective) {
        return CommandFailure.refused(
                ErrorCode.AUTH_FAILED.name(),
                "there is no collective " + collective + ", or this is not one of its keys (see `arena register`)");
    }

    private Answer answer(CompletableFuture<JsonObject> call) throws InterruptedException {
        return new Answer(await(call));
    }

    private <T> T await(CompletableFuture<T> call) throws InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException failed) {
            Throwable cause =
                    failed.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : failed.getCause();
            throw told(cause);
        }
    }

    private RuntimeException told(@Nullable Throwable cause) {
        return switch (cause) {
            case ArenaException refusal -> CommandFailure.refused(refusal);
            case IOException failed ->
                CommandFailure.unreachable(server + " cannot be reached: " + reason(failed)
                        + (failed instanceof ConnectException ? "; is the arena running?" : ""));
            case RuntimeException other -> other;
            case null, default -> new IllegalStateException(cause);
        };
    }

    /** The JDK's connect failures often have no message of their own. */
    private static String reason(IOException failed) {
        if (failed instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "there is no such host";
            }
            if (cause.getMessage() != null && !(cause instanceof ConnectException)) {
                return cause.getMessage();
            }
        }
        return failed instanceof ConnectException
                ? "connection refused"
                : failed.getClass().getSimpleName();
    }
}
