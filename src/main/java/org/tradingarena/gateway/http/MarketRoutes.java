package org.tradingarena.gateway.http;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.Query;
import org.apache.pekko.http.javadsl.server.Route;
import org.tradingarena.gateway.socket.MarketAnswers.Answer;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestParser;
import org.tradingarena.protocol.Wire;

/** What everybody may know (protocol section 10). Parameters are read by the same rules as the requests of sockets. */
final class MarketRoutes {
    private final HttpDependencies dependencies;

    MarketRoutes(HttpDependencies dependencies) {
        this.dependencies = dependencies;
    }

    /** Everything public under {@code /api/v1}. */
    Route routes() {
        Route instruments = path("instruments", () -> answered(request -> answer(new Request.GetInstruments())));
        Route leaderboard = path("leaderboard", () -> answered(request -> answer(new Request.GetLeaderboard())));
        Route time = path("time", () -> answered(request -> time()));
        Route ofSymbol = pathPrefix(segment("market").slash(segment()), this::ofSymbol);
        return concat(instruments, leaderboard, time, ofSymbol);
    }

    private Route ofSymbol(String symbol) {
        Route book = path("book", () -> answered(request -> ask("get_order_book", symbol, request)));
        Route trades = path("trades", () -> answered(request -> ask("get_trades", symbol, request)));
        Route candles = path("candles", () -> answered(request -> ask("get_candles", symbol, request)));
        return concat(book, trades, candles);
    }

    // Routes are put together in small methods: javac takes minutes over lambdas of overloaded methods within each
    // other.
    private static Route answered(Function<HttpRequest, HttpResponse> answer) {
        return get(() -> extractRequest(request -> complete(answer.apply(request))));
    }

    private HttpResponse ask(String type, String symbolInPath, HttpRequest request) {
        Query query = request.getUri().query();
        String data = Wire.bare(json -> {
            json.text("symbol", Parameters.symbol(symbolInPath));
            Parameters.text(json, query, "interval");
            Parameters.integer(json, query, "depth");
            Parameters.integer(json, query, "limit");
        });
        try {
            return answer(RequestParser.body(type, data));
        } catch (ProtocolException refused) {
            return Answers.error(refused.error());
        }
    }

    private HttpResponse answer(Request request) {
        try {
            Answer answer = dependencies.market().answer(request, "symbol");
            return answer == null ? Answers.error(Answers.NOTHING_HERE) : Answers.ok(answer.data());
        } catch (ProtocolException refused) {
            return Answers.error(refused.error());
        }
    }

    private HttpResponse time() {
        return Answers.ok(json -> json.time("server_time", dependencies.clock().instant()));
    }
}
