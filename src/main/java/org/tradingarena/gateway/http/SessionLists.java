package org.tradingarena.gateway.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.session.DirectoryReply;
import org.tradingarena.session.SessionDescription;
import org.tradingarena.session.SessionReply;

/**
 * Lists sessions, by collective and client: the directories say whose there are, the sessions themselves what they are. Each step is bounded:
 * so many directories for one page, so many sessions at once, and a session that does not answer soon is named among the unanswered.
 */
final class SessionLists {
    /** Directories that one page asks; a list that goes on behind them has a cursor, be its page empty. */
    private static final int DIRECTORIES = 50;

    private static final int AT_ONCE = 16;

    /** How long one session may take; what is not asked by the end of the call's time counts as unanswered too. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HttpDependencies dependencies;
    private final SessionQuestions questions;

    /** Whose sessions stand on a page, and where the next begins; null at the end. */
    private record Names(List<Name> names, @Nullable String cursor) {}

    private record Name(String collective, String client) {
        private JsonBody body() {
            return json -> json.text("collective_id", collective).text("client_id", client);
        }
    }

    /** What became of one of them; a session that has ended meanwhile is none of both. */
    private record Found(Name name, @Nullable SessionDescription session, boolean unanswered) {}

    SessionLists(HttpDependencies dependencies, SessionQuestions questions) {
        this.dependencies = dependencies;
        this.questions = questions;
    }

    /** A page; fails with a timeout if a directory does not answer. */
    CompletionStage<JsonBody> page(SessionListInput input) {
        return names(input)
                .thenCompose(names -> describe(names.names()).thenApply(found -> body(found, names.cursor())));
    }

    private CompletionStage<Names> names(SessionListInput input) {
        if (input.collective().isPresent()) {
            return collect(List.of(input.collective().get()), 0, input, new ArrayList<>());
        }
        return dependencies.collectiveIds().get().thenCompose(all -> {
            List<String> rest = all.stream()
                    .filter(id -> id.compareTo(input.fromCollective()) >= 0)
                    .sorted()
                    .toList();
            return collect(rest, 0, input, new ArrayList<>());
        });
    }

    private CompletionStage<Names> collect(
            List<String> collectives, int next, SessionListInput input, List<Name> found) {
        if (next >= collectives.size()) {
            return CompletableFuture.completedStage(new Names(found, null));
        }
        String collective = collectives.get(next);
        if (found.size() >= input.limit() || next >= DIRECTORIES) {
            return CompletableFuture.completedStage(new Names(found, SessionListInput.cursor(collective, "")));
        }
        String after = collective.equals(input.fromCollective()) ? input.afterClient() : "";
        return questions
                .clients(collective, after, input.limit() - found.size())
                .thenCompose(reply -> {
                    DirectoryReply.Page page = page(reply);
                    page.clients().forEach(client -> found.add(new Name(collective, client)));
                    return page.more()
                            ? CompletableFuture.completedStage(new Names(
                                    found,
                                    SessionListInput.cursor(
                                            collective, page.clients().getLast())))
                            : collect(collectives, next + 1, input, found);
                });
    }

    private static DirectoryReply.Page page(DirectoryReply reply) {
        if (reply instanceof DirectoryReply.Page page) {
            return page;
        }
        throw new CompletionException(new TimeoutException("a directory has too much to do"));
    }

    private CompletionStage<List<Found>> describe(List<Name> names) {
        ActorSystem<?> system = dependencies.system();
        Instant end =
                dependencies.clock().instant().plus(dependencies.settings().askTimeout());
        Source<Name, NotUsed> source = Source.from(names);
        return source.mapAsync(AT_ONCE, name -> describe(name, end)).runWith(Sink.seq(), system);
    }

    private CompletionStage<Found> describe(Name name, Instant end) {
        if (dependencies.clock().instant().isAfter(end)) {
            return CompletableFuture.completedStage(new Found(name, null, true));
        }
        return questions
                .ask(name.collective(), name.client(), ConnectionCommand.Describe::new, patience())
                .handle((reply, failure) -> found(name, reply));
    }

    private Duration patience() {
        Duration most = dependencies.settings().askTimeout();
        return most.compareTo(PATIENCE) < 0 ? most : PATIENCE;
    }

    private static Found found(Name name, @Nullable SessionReply reply) {
        return switch (reply) {
            case SessionReply.Described described -> new Found(name, described.session(), false);
            case SessionReply.NoSession none -> new Found(name, null, false);
            case null, default -> new Found(name, null, true);
        };
    }

    private static JsonBody body(List<Found> found, @Nullable String cursor) {
        List<SessionDescription> sessions = new ArrayList<>();
        List<Name> unanswered = new ArrayList<>();
        for (Found each : found) {
            if (each.session() != null) {
                sessions.add(each.session());
            } else if (each.unanswered()) {
                unanswered.add(each.name());
            }
        }
        return json -> json.objects("sessions", sessions, SessionDescription::body)
                .objects("unanswered", unanswered, Name::body)
                .text("cursor", cursor);
    }
}
