package org.tradingarena.bench;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tradingarena.client.ArenaException;
import org.tradingarena.client.ArenaHttp;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.Json.JsonArray;
import org.tradingarena.protocol.Json.JsonNumber;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;

/** The calls over HTTP that set a run up and look at what came of it. Each waits for its answer, and says in words what went wrong. */
final class Admin {
    private static final long PATIENCE_SECONDS = 60;

    private final ArenaHttp http;
    private final URI server;
    private final String token;

    Admin(URI server, String token) {
        this.http = new ArenaHttp(server);
        this.server = server;
        this.token = token;
    }

    /** A market as the server describes it. */
    record Market(String symbol, String base, String quote, BigDecimal lot, BigDecimal tick, BigDecimal mostQuantity) {}

    /** Where a book is. */
    record Book(long seq, boolean isEmpty) {}

    /** Opens a collective; the deposits as decimal text by currency. */
    void open(Team team, Map<String, BigDecimal> deposits) {
        answer(
                "opening the collective " + team.id(),
                http.post(
                        "/api/v1/admin/collectives",
                        token,
                        json -> json.text("collective_id", team.id())
                                .tree(
                                        "public_keys",
                                        Json.of(java.util.List.of(team.key().publicKey())))
                                .tree("deposits", Json.of(deposits))));
    }

    void deposit(Team team, String id, String currency, BigDecimal amount) {
        answer(
                "a deposit",
                http.post(
                        "/api/v1/admin/collectives/" + team.id() + "/deposits",
                        token,
                        json -> json.text("deposit_id", id)
                                .text("currency", currency)
                                .decimal("amount", amount)));
    }

    /** The fees collected until now, by currency. */
    Map<String, BigDecimal> fees() {
        Map<String, BigDecimal> fees = new TreeMap<>();
        if (answer("the fees", http.get("/api/v1/admin/fees", token)).get("fees") instanceof JsonObject found) {
            found.members().forEach((currency, amount) -> fees.put(currency, decimal(amount)));
        }
        return fees;
    }

    /** The market of a symbol. */
    Market market(String symbol) {
        JsonObject answer = answer("the instruments", http.get("/api/v1/instruments", null));
        if (answer.get("instruments") instanceof JsonArray instruments) {
            for (Json item : instruments.items()) {
                if (item instanceof JsonObject found && text(found, "symbol").equals(symbol)) {
                    return new Market(
                            symbol,
                            text(found, "base_currency"),
                            text(found, "quote_currency"),
                            decimal(found.get("lot_size")).max(decimal(found.get("min_quantity"))),
                            decimal(found.get("tick_size")),
                            decimal(found.get("max_quantity")));
                }
            }
        }
        throw new BenchException("the server does not trade " + symbol);
    }

    /** Where the book of a symbol is now. */
    Book book(String symbol) {
        JsonObject answer =
                answer("the book of " + symbol, http.get("/api/v1/market/" + symbol.replace('/', '-') + "/book", null));
        boolean isEmpty = answer.get("bids") instanceof JsonArray bids
                && answer.get("asks") instanceof JsonArray asks
                && bids.items().isEmpty()
                && asks.items().isEmpty();
        return new Book(decimal(answer.get("seq")).longValueExact(), isEmpty);
    }

    private JsonObject answer(String what, CompletableFuture<JsonObject> call) {
        try {
            return call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            String reason = cause instanceof ArenaException refused
                    ? refused.code() + ": " + refused.error().message()
                    : String.valueOf(cause);
            throw new BenchException(what + " failed at " + server + ": " + reason);
        } catch (TimeoutException late) {
            throw new BenchException(what + " had no answer from " + server + " within " + PATIENCE_SECONDS + " s");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted");
        }
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonText(String value) ? value : "";
    }

    private static BigDecimal decimal(@org.jspecify.annotations.Nullable Json value) {
        return value instanceof JsonNumber(String number) ? new BigDecimal(number) : BigDecimal.ZERO;
    }
}
