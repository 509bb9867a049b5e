package org.tradingarena.gateway.http;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.completeWithFuture;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEnd;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.stream.SystemMaterializer;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveIntent;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.collective.Verdict;
import org.tradingarena.domain.Instrument;
import org.tradingarena.market.BookMessage;
import org.tradingarena.market.BookReply;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.Ids;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.Sha256;
import org.tradingarena.protocol.Views;

/** Admin calls (protocol section 10), for whoever has the admin token. */
final class AdminRoutes {
    private final HttpDependencies dependencies;
    private final AdminInput input;
    private final Bodies bodies;
    private final byte[] tokenHash;

    AdminRoutes(HttpDependencies dependencies) {
        this.dependencies = dependencies;
        this.input = new AdminInput(dependencies.instruments());
        this.bodies = new Bodies(
                dependencies.settings().maxBodyBytes(),
                SystemMaterializer.get(dependencies.system()).materializer());
        this.tokenHash = hash(dependencies.adminToken());
    }

    /** Everything under {@code /api/v1/admin}. */
    Route routes() {
        return forAdmins(calls());
    }

    /** Calls that only admins may make; others do not even learn which there are. */
    Route forAdmins(Route calls) {
        return extractRequest(request -> isAdmin(request) ? calls : complete(unauthenticated()));
    }

    private Route calls() {
        Route collectives = path("collectives", () -> concat(posted(this::open), got(this::list)));
        Route collective = pathPrefix(segment("collectives").slash(segment()), this::ofCollective);
        Route backups = pathPrefix(segment("journal").slash("backups"), this::backups);
        return concat(collectives, collective, path("fees", () -> got(this::fees)), backups);
    }

    private Route ofCollective(String id) {
        if (!Ids.isCollective(id)) {
            return complete(Answers.error(noSuchCollective()));
        }
        Route deposits = path("deposits", () -> posted(body -> deposit(id, body)));
        Route withdrawals = path("withdrawals", () -> posted(body -> withdraw(id, body)));
        Route keys = path("keys", () -> posted(body -> addKeys(id, body)));
        Route key = path(segment("keys").slash(segment()), text -> deleted(() -> revokeKey(id, text)));
        return concat(deposits, withdrawals, keys, key);
    }

    private Route backups() {
        BackupCalls calls = new BackupCalls(dependencies.backups());
        return concat(
                pathEnd(() -> posted(body -> CompletableFuture.completedStage(calls.begin(body)))),
                path(segment(), name -> got(() -> CompletableFuture.completedStage(calls.find(name)))));
    }

    private Route got(Supplier<CompletionStage<HttpResponse>> call) {
        return get(() -> extractRequest(request -> completeWithFuture(Answers.safe(call.get()))));
    }

    private Route deleted(Supplier<CompletionStage<HttpResponse>> call) {
        return delete(() -> extractRequest(request -> completeWithFuture(Answers.safe(call.get()))));
    }

    private Route posted(Function<Fields, CompletionStage<HttpResponse>> call) {
        return post(() -> extractRequest(
                request -> completeWithFuture(Answers.safe(bodies.read(request).thenCompose(call)))));
    }

    private static ArenaError noSuchCollective() {
        return ArenaError.of(ErrorCode.NOT_FOUND, "There is no such collective");
    }

    // The calls.

    private CompletionStage<HttpResponse> open(Fields body) {
        String id = input.collectiveId(body);
        List<String> keys = input.publicKeys(body);
        Map<String, Long> deposits = input.deposits(body);
        String epoch = UUID.randomUUID().toString();
        return decide(id, new CollectiveIntent.Open(id, epoch, keys, deposits));
    }

    private CompletionStage<HttpResponse> deposit(String id, Fields body) {
        String depositId = input.moveId(body, "deposit_id");
        return decide(id, new CollectiveIntent.Deposit(depositId, input.currency(body), input.amount(body)));
    }

    private CompletionStage<HttpResponse> withdraw(String id, Fields body) {
        String withdrawalId = input.moveId(body, "withdrawal_id");
        return decide(id, new CollectiveIntent.Withdraw(withdrawalId, input.currency(body), input.amount(body)));
    }

    private CompletionStage<HttpResponse> addKeys(String id, Fields body) {
        return decide(id, new CollectiveIntent.AddKeys(input.publicKeys(body)));
    }

    private CompletionStage<HttpResponse> revokeKey(String id, String key) {
        return decide(id, new CollectiveIntent.RevokeKey(input.publicKey(key)));
    }

    private CompletionStage<HttpResponse> list() {
        return dependencies
                .collectiveIds()
                .get()
                .toCompletableFuture()
                .orTimeout(dependencies.settings().askTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(ids -> Answers.ok(
                        json -> json.objects("collectives", ids, id -> one -> one.text("collective_id", id))));
    }

    private CompletionStage<HttpResponse> fees() {
        List<CompletableFuture<BookReply>> asked = new ArrayList<>();
        for (Instrument instrument : dependencies.instruments().all()) {
            asked.add(AskPattern.<BookMessage, BookReply>ask(
                            dependencies.books().apply(instrument.symbol()),
                            replyTo -> new BookMessage.GetFees(0, replyTo),
                            dependencies.settings().askTimeout(),
                            dependencies.system().scheduler())
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenApply(done -> sum(asked));
    }

    private static HttpResponse sum(List<CompletableFuture<BookReply>> replies) {
        Map<String, Long> fees = new TreeMap<>();
        for (CompletableFuture<BookReply> reply : replies) {
            if (!(reply.join() instanceof BookReply.Fees of)) {
                return Answers.error(Answers.overloaded());
            }
            fees.merge(of.currency(), of.amount(), Math::addExact);
        }
        return Answers.ok(json -> json.object("fees", amounts -> fees.forEach(amounts::amount)));
    }

    // How they are made.

    private CompletionStage<HttpResponse> decide(String id, CollectiveIntent intent) {
        return AskPattern.<CollectiveCommand, CollectiveReply>ask(
                        dependencies.collectives().apply(id),
                        replyTo -> new CollectiveCommand.Submit(0, intent, replyTo),
                        dependencies.settings().askTimeout(),
                        dependencies.system().scheduler())
                .thenApply(reply -> answer(id, intent, reply));
    }

    private static HttpResponse answer(String id, CollectiveIntent intent, CollectiveReply reply) {
        return switch (reply) {
            case CollectiveReply.Decided decided -> answer(id, intent, decided.verdict());
            case CollectiveReply.OutcomeUnknown unknown ->
                Answers.error(ArenaError.of(ErrorCode.OUTCOME_UNKNOWN, "It may or may not have happened: ask again"));
            case CollectiveReply.NotOpen notOpen -> Answers.error(noSuchCollective());
            default -> Answers.error(Answers.overloaded());
        };
    }

    private static HttpResponse answer(String id, CollectiveIntent intent, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Opened opened -> opened(id, opened);
            case Verdict.FundsMoved moved ->
                Answers.ok(json -> json.object("balances", Views.balances(moved.balances()))
                        .flag("duplicate", moved.duplicate()));
            case Verdict.KeysChanged changed -> keysChanged(id, intent);
            case Verdict.Refused refused -> Answers.error(refused.error());
            default -> Answers.failure(new IllegalStateException("an admin call was answered with " + verdict));
        };
    }

    private static HttpResponse opened(String id, Verdict.Opened opened) {
        JsonBody body = json -> json.text("collective_id", id)
                .object("position", at -> at.text("epoch", opened.epoch()).integer("seq", opened.seq()));
        return opened.created() ? Answers.created(body) : Answers.ok(body);
    }

    private static HttpResponse keysChanged(String id, CollectiveIntent intent) {
        return Answers.ok(json -> {
            json.text("collective_id", id);
            switch (intent) {
                case CollectiveIntent.AddKeys add -> json.texts("public_keys", add.keys());
                case CollectiveIntent.RevokeKey revoke -> json.text("public_key", revoke.key());
                default -> {}
            }
        });
    }

    // Who may make them.

    private boolean isAdmin(HttpRequest request) {
        // Of equal length, and compared to the end: the time tells nothing of the token.
        return Bearer.token(request)
                .filter(given -> MessageDigest.isEqual(tokenHash, hash(given)))
                .isPresent();
    }

    private static HttpResponse unauthenticated() {
        return Answers.error(ArenaError.of(ErrorCode.UNAUTHENTICATED, "Admin calls need the admin token"));
    }

    private static byte[] hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
