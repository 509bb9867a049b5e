package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The HTTP calls of a running arena (protocol section 10); each exchange goes into the transcript. */
final class AdminApi {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Supplier<ArenaProcess> arena;
    private final Transcript transcript;
    private final AtomicInteger deposits = new AtomicInteger();

    AdminApi(Supplier<ArenaProcess> arena, Transcript transcript) {
        this.arena = arena;
        this.transcript = transcript;
    }

    /** Opens a collective; the deposits as decimal text by currency. */
    void open(String collective, List<String> publicKeys, Map<String, String> amounts) {
        var body = WireJson.object().put("collective_id", collective);
        publicKeys.forEach(body.putArray("public_keys")::add);
        var money = body.putObject("deposits");
        amounts.forEach((currency, amount) -> money.put(currency, new BigDecimal(amount)));
        expect(201, post("/api/v1/admin/collectives", body.toString()));
    }

    JsonNode deposit(String collective, String currency, String amount) {
        var body = WireJson.object()
                .put("deposit_id", "deposit-" + deposits.incrementAndGet())
                .put("currency", currency)
                .put("amount", new BigDecimal(amount));
        return expect(200, post("/api/v1/admin/collectives/" + collective + "/deposits", body.toString()));
    }

    /** The fees collected, by currency. */
    Map<String, BigDecimal> fees() {
        Map<String, BigDecimal> fees = new TreeMap<>();
        expect(200, get("/api/v1/admin/fees"))
                .path("fees")
                .properties()
                .forEach(fee -> fees.put(fee.getKey(), fee.getValue().decimalValue()));
        return fees;
    }

    /** What {@code /metrics} says of a number without labels. */
    double metric(String name) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    HttpResponse<String> get(String path) {
        return send(admin(path).GET());
    }

    HttpResponse<String> post(String path, String body) {
        return send(
                admin(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(String path) {
        return send(admin(path).DELETE());
    }

    private HttpRequest.Builder admin(String path) {
        return request(path).header("Authorization", "Bearer " + ArenaProcess.ADMIN_TOKEN);
    }

    /** A call to be built further, without any header. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(arena.get().http(path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            URI address = request.uri();
            transcript.exchange(new Transcript.Exchange(
                    request.method(),
                    address.getRawPath(),
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body()));
            return response;
        } catch (IOException failed) {
            throw new IllegalStateException(request + " failed", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Begins a call whose answer has no end, and leaves it; returns the status. */
    int open(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<InputStream> response = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
            response.body().close();
            transcript.exchange(new Transcript.Exchange(
                    request.method(),
                    request.uri().getRawPath(),
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    ""));
            return response.statusCode();
        } catch (IOException failed) {
            throw new IllegalStateException(request + " failed", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    static JsonNode expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new AssertionError(response.request().method() + " " + response.uri() + " gave "
                    + response.statusCode() + " and not " + status + ": " + response.body());
        }
        return response.body().isEmpty() ? WireJson.object() : WireJson.parse(response.body());
    }
}
