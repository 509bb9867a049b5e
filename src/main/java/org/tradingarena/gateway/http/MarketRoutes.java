package org.tradingarena.gateway.http;

import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.tradingarena.gateway.socket.MarketAnswers.Answer;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.JsonWriter;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestParser;
import org.tradingarena.protocol.Wire;

/** What everybody may know (protocol section 10). Parameters are read by the same rules as the requests of sockets. */
final class MarketRoutes extends AllDirectives {
    private static final Pattern INTEGER = Pattern.compile("0|[1-9][0-9]{0,8}");

    private final HttpDependencies dependencies;

    MarketRoutes(HttpDependencies dependencies) {
        this.dependencies = dependencies;
    }

    /** Everything public under {@code /api/v1}. */
    Route routes() {
        return concat(
                path("instruments", () -> get(() -> answer(new Request.GetInstruments()))),
                path("leaderboard", () -> get(() -> answer(new Request.GetLeaderboard()))),
                path("time", () -> get(this::time)),
                pathPrefix(segment("market").slash(segment()), this::ofSymbol));
    }

    private Route ofSymbol(String inPath) {
        return concat(
                path("book", () -> get(() -> parameterOptional("depth", depth -> ask("get_order_book", inPath, json ->
                        number(json, "depth", depth))))),
                path("trades", () -> get(() -> parameterOptional("limit", limit -> ask("get_trades", inPath, json ->
                        number(json, "limit", limit))))),
                path("candles", () -> get(() -> parameterOptional("interval", interval ->
                        parameterOptional("limit", limit -> ask("get_candles", inPath, json -> {
                            interval.ifPresent(given -> json.text("interval", given));
                            number(json, "limit", limit);
                        }))))));
    }

    private interface Parameters {
        void write(JsonWriter json);
    }

    /** A parameter that is no integer goes on as a string, so that it is refused by its name. */
    private static void number(JsonWriter json, String name, Optional<String> given) {
        given.ifPresent(text -> {
            if (INTEGER.matcher(text).matches()) {
                json.raw(name, text);
            } else {
                json.text(name, text);
            }
        });
    }

    private Route ask(String type, String symbolInPath, Parameters parameters) {
        String symbol = symbolInPath.replace('-', '/');
        String data = Wire.bare(json -> {
            json.text("symbol", symbol);
            parameters.write(json);
        });
        try {
            return answer(RequestParser.body(type, data));
        } catch (ProtocolException refused) {
            return complete(Answers.error(refused.error()));
        }
    }

    private Route answer(Request request) {
        try {
            Answer answer = dependencies.market().answer(request, "symbol");
            return complete(
                    answer == null
                            ? Answers.error(ArenaError.of(ErrorCode.NOT_FOUND, "There is nothing here"))
                            : Answers.ok(answer.data()));
        } catch (ProtocolException refused) {
            return complete(Answers.error(refused.error()));
        }
    }

    private Route time() {
        return complete(Answers.ok(
                json -> json.time("server_time", dependencies.clock().instant())));
    }
}
