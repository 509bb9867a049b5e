package org.tradingarena.gateway.http;

import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.util.ByteString;
import org.tradingarena.protocol.Wire;

/** Health and metrics (protocol section 10). */
final class OperationsRoutes extends AllDirectives {
    private static final int UNAVAILABLE = 503;

    private final HttpDependencies dependencies;

    OperationsRoutes(HttpDependencies dependencies) {
        this.dependencies = dependencies;
    }

    Route routes() {
        return concat(
                pathPrefix("health", () -> concat(
                        path("live", () -> get(() -> complete(status(Answers.OK, "live")))),
                        path("ready", () -> get(() -> extractRequest(request -> complete(ready())))))),
                path("metrics", () -> get(() -> extractRequest(request -> complete(metrics())))));
    }

    private HttpResponse ready() {
        return dependencies.ready().getAsBoolean() ? status(Answers.OK, "ready") : status(UNAVAILABLE, "not_ready");
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
