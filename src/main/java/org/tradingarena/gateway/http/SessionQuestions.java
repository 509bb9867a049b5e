package org.tradingarena.gateway.http;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.tradingarena.session.ConnectionCommand;
import org.tradingarena.session.DirectoryCommand;
import org.tradingarena.session.DirectoryReply;
import org.tradingarena.session.SessionReply;

/** Asks sessions and their directories; what is not answered in time fails with a timeout. */
final class SessionQuestions {
    private final HttpDependencies dependencies;

    SessionQuestions(HttpDependencies dependencies) {
        this.dependencies = dependencies;
    }

    CompletionStage<SessionReply> ask(
            String collective, String client, Function<ActorRef<SessionReply>, ConnectionCommand> question) {
        return ask(collective, client, question, dependencies.settings().askTimeout());
    }

    CompletionStage<SessionReply> ask(
            String collective,
            String client,
            Function<ActorRef<SessionReply>, ConnectionCommand> question,
            Duration atMost) {
        return AskPattern.ask(
                dependencies.connections().apply(collective, client),
                question::apply,
                atMost,
                dependencies.system().scheduler());
    }

    CompletionStage<DirectoryReply> clients(String collective, String after, int limit) {
        return AskPattern.ask(
                dependencies.directories().apply(collective),
                replyTo -> new DirectoryCommand.GetPage(after, limit, replyTo),
                dependencies.settings().askTimeout(),
                dependencies.system().scheduler());
    }
}
