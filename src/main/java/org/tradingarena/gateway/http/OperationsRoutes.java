package org.tradingarena.gateway.http;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.util.ByteString;
import org.tradingarena.protocol.Wire;

/** Health and metrics (protocol section 10). */
final class OperationsRoutes {
    private static final int UNAVAILABLE = 503;

    private final HttpDependencies dependencies;

    OperationsRoutes(HttpDependencies dependencies) {
        this.dependencies = dependencies;
    }

    Route routes() {
        Route live = path("live", () -> answered(() -> status(Answers.OK, "live")));
        Route ready = path("ready", () -> answered(this::ready));
        Route health = pathPrefix("health", () -> concat(live, ready));
        return concat(health, path("metrics", () -> answered(this::metrics)));
    }

    private static Route answered(Supplier<HttpResponse> answer) {
        return get(() -> extractRequest(request -> complete(answer.get())));
    }

    private HttpResponse ready() {
        Optional<String> obstacle = dependencies.obstacle().get();
        if (obstacle.isPresent()) {
            return notReady(obstacle.get());
        }
        return dependencies.hasRoom().getAsBoolean() ? status(Answers.OK, "ready") : notReady("disk_nearly_full");
    }

    private static HttpResponse notReady(String reason) {
        return Answers.json(
                UNAVAILABLE, Wire.bare(json -> json.text("status", "not_ready").text("reason", reason)));
    }

    private static HttpResponse status(int code, String status) {
        return Answers.json(code, Wire.bare(json -> json.text("status", status)));
    }

    private HttpResponse metrics() {
        return HttpResponse.create()
                .withEntity(
                        ContentTypes.TEXT_PLAIN_UTF8,
                        ByteString.fromString(dependencies.registry().scrape()));
    }
}
