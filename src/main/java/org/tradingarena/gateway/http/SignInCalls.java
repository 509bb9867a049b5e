package org.tradingarena.gateway.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.gateway.http.access.Challenges;
import org.tradingarena.gateway.http.access.Challenges.Challenge;
import org.tradingarena.gateway.http.access.Tokens;
import org.tradingarena.gateway.http.access.Tokens.Issued;
import org.tradingarena.gateway.socket.SignatureChecks;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.Ids;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Role;
import org.tradingarena.protocol.SignIn;

/**
 * Signs clients in over HTTP (protocol section 10). As on a socket, a bad signature, a wrong key and an unknown collective take the same way:
 * one verification, one question to the collective, and a refusal not before {@code failure-time}.
 */
final class SignInCalls {
    private static final int ID_CHARACTERS = 64;
    private static final int TEXT_CHARACTERS = 1024;
    private static final String ID_RULE = "must match [a-z0-9][a-z0-9_-]{0,63}";

    private final HttpDependencies dependencies;
    private final Bodies bodies;
    private final Challenges challenges;
    private final Tokens tokens;

    SignInCalls(HttpDependencies dependencies, Bodies bodies, Tokens tokens) {
        this.dependencies = dependencies;
        this.bodies = bodies;
        this.tokens = tokens;
        this.challenges = new Challenges(
                dependencies.settings().access().challengeLifetime(),
                dependencies.settings().access().challenges(),
                dependencies.random(),
                dependencies.clock());
    }

    /** What a client asks with. */
    private record Wish(
            Challenge challenge, String collective, String clientId, String key, String signature, Role role) {
        byte[] signedBytes() {
            return SignIn.message(challenge.id(), challenge.nonce(), collective, clientId);
        }
    }

    CompletionStage<HttpResponse> challenge(HttpRequest request) {
        return bodies.read(request).thenApply(body -> {
            Challenge issued = challenges.issue(collective(body), client(body));
            return unkept(Answers.ok(json -> json.text("challenge_id", issued.id())
                    .text("nonce", issued.nonce())
                    .time("expires_at", issued.expiresAt())));
        });
    }

    CompletionStage<HttpResponse> token(HttpRequest request) {
        long begun = dependencies.nanoTime().getAsLong();
        return bodies.read(request)
                .thenCompose(body -> verified(wish(body)))
                .handle((response, failure) -> failure == null
                        ? CompletableFuture.completedFuture(response)
                        : refusedInTime(Answers.failure(failure), begun))
                .thenCompose(response -> response);
    }

    // What is asked.

    private Wish wish(Fields body) {
        String collective = collective(body);
        String client = client(body);
        String challengeId = body.requireText("challenge_id", TEXT_CHARACTERS);
        String signature = base64Url(body, "signature");
        String key = base64Url(body, "public_key");
        Role role = body.word("role", Role.class).orElse(Role.TRADER);
        Challenge challenge =
                challenges.find(challengeId, collective, client).orElseThrow(SignInCalls::challengeIsGone);
        return new Wish(challenge, collective, client, key, signature, role);
    }

    private static String collective(Fields body) {
        String id = body.requireText("collective_id", ID_CHARACTERS);
        if (!Ids.isCollective(id)) {
            throw body.invalid("collective_id", ID_RULE);
        }
        return id;
    }

    private static String client(Fields body) {
        String id = body.requireText("client_id", ID_CHARACTERS);
        if (!Ids.isClient(id)) {
            throw body.invalid("client_id", ID_RULE);
        }
        return id;
    }

    private static String base64Url(Fields body, String name) {
        String text = body.requireText(name, TEXT_CHARACTERS);
        if (Base64Url.decode(text).isEmpty()) {
            throw body.invalid(name, "must be base64url without padding");
        }
        return text;
    }

    // Whether it is granted.

    private CompletionStage<HttpResponse> verified(Wish wish) {
        SignatureChecks signatures = dependencies.signatures();
        CompletableFuture<Boolean> verified = new CompletableFuture<>();
        byte[] key = Base64Url.decode(wish.key()).orElseThrow();
        byte[] signature = Base64Url.decode(wish.signature()).orElseThrow();
        if (!signatures.check(key, signature, wish.signedBytes(), verified::complete)) {
            throw new ProtocolException(Answers.overloaded());
        }
        Duration patience = dependencies.settings().askTimeout();
        return verified.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(isGood -> checked(wish, isGood ? wish.key() : signatures.keyOfNobody()))
                .thenApply(reply -> granted(wish, reply));
    }

    private CompletionStage<CollectiveReply> checked(Wish wish, String key) {
        return AskPattern.ask(
                dependencies.collectives().apply(wish.collective()),
                replyTo -> new CollectiveCommand.CheckKey(0, key, replyTo),
                dependencies.settings().askTimeout(),
                dependencies.system().scheduler());
    }

    private HttpResponse granted(Wish wish, CollectiveReply reply) {
        if (!(reply instanceof CollectiveReply.KeyChecked checked)) {
            throw new ProtocolException(Answers.overloaded());
        }
        if (!checked.open() || !checked.mayEnter()) {
            throw new ProtocolException(ArenaError.of(ErrorCode.AUTH_FAILED, "Authentication failed"));
        }
        return switch (challenges.use(wish.challenge())) {
            case GONE -> throw challengeIsGone();
            case FULL -> throw new ProtocolException(Answers.overloaded());
            case USED -> issued(tokens.issue(wish.collective(), wish.clientId(), wish.key(), wish.role()));
        };
    }

    private static HttpResponse issued(Issued issued) {
        return unkept(Answers.ok(json -> json.text("token", issued.token()).time("expires_at", issued.expiresAt())));
    }

    private static HttpResponse unkept(HttpResponse response) {
        return response.addHeader(RawHeader.create("Cache-Control", "no-store"));
    }

    private static ProtocolException challengeIsGone() {
        return new ProtocolException(ArenaError.field(
                ErrorCode.AUTH_FAILED,
                "challenge_id",
                "challenge_id is not, or no longer, good for this client: ask for a new one"));
    }

    /** Refusals of what is malformed come at once; those of strangers when the time has come. */
    private CompletableFuture<HttpResponse> refusedInTime(HttpResponse refusal, long begun) {
        boolean tells = refusal.status().intValue() == ErrorCode.AUTH_FAILED.httpStatus();
        long passed = dependencies.nanoTime().getAsLong() - begun;
        long rest = dependencies.settings().access().failureTime().toNanos() - passed;
        return tells && rest > 0
                ? CompletableFuture.supplyAsync(
                        () -> refusal, CompletableFuture.delayedExecutor(rest, TimeUnit.NANOSECONDS))
                : CompletableFuture.completedFuture(refusal);
    }
}
