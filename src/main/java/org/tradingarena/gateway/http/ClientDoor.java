package org.tradingarena.gateway.http;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.gateway.http.access.Caller;
import org.tradingarena.gateway.http.access.Rates;
import org.tradingarena.gateway.http.access.Tokens;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.ProtocolException;

/** Who may do what with a collective over HTTP (protocol section 10). */
final class ClientDoor {
    private record Client(String collective, String clientId) {}

    private final HttpDependencies dependencies;
    private final Tokens tokens;
    private final Rates<Client> rates;

    ClientDoor(HttpDependencies dependencies, Tokens tokens) {
        this.dependencies = dependencies;
        this.tokens = tokens;
        this.rates = new Rates<>(
                dependencies.settings().access().perClient(),
                dependencies.settings().access().ratesRemembered(),
                dependencies.nanoTime());
    }

    /** The caller, by the token alone; throws {@link ProtocolException}. */
    Caller enter(HttpRequest request, String collective) {
        String token = Bearer.token(request)
                .orElseThrow(() -> refused(ErrorCode.UNAUTHENTICATED, "This call needs a token of POST /auth/token"));
        Caller caller = tokens.read(token);
        rates.take(new Client(caller.collective(), caller.clientId()));
        if (!caller.collective().equals(collective)) {
            throw refused(ErrorCode.FORBIDDEN, "The token is for another collective");
        }
        return caller;
    }

    /** The same caller, if the collective says that the key is still good; fails with {@link ProtocolException}. */
    CompletionStage<Caller> check(Caller caller) {
        return AskPattern.<CollectiveCommand, CollectiveReply>ask(
                        dependencies.collectives().apply(caller.collective()),
                        replyTo -> new CollectiveCommand.CheckKey(0, caller.key(), replyTo),
                        dependencies.settings().askTimeout(),
                        dependencies.system().scheduler())
                .thenApply(reply -> switch (reply) {
                    case CollectiveReply.KeyChecked checked when checked.open() && checked.mayEnter() -> caller;
                    case CollectiveReply.KeyChecked checked -> throw new ProtocolException(keyGone());
                    default -> throw new ProtocolException(Answers.overloaded());
                });
    }

    /** Whoever may only read is refused; throws {@link ProtocolException}. */
    static void requireTrader(Caller caller) {
        if (!caller.isTrader()) {
            throw refused(ErrorCode.FORBIDDEN, "An observer may not trade");
        }
    }

    /** The key that signed in is none of the collective's any more. */
    static ArenaError keyGone() {
        return ArenaError.of(ErrorCode.AUTH_FAILED, "The key behind the token is not good any more");
    }

    private static ProtocolException refused(ErrorCode code, String message) {
        return new ProtocolException(ArenaError.of(code, message));
    }
}
