package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code docs/asyncapi.yaml} and {@code docs/openapi.yaml}, to hold what a server really said against them: every frame by its type, every
 * answer of HTTP by its path and status. Remembers what it has seen.
 */
final class WireContract {
    private static final String BASE = "https://arena.invalid/";
    private static final String ASYNC = "asyncapi.yaml";
    private static final String OPEN = "openapi.yaml";
    private static final int SHOWN = 15;
    private static final int EXCERPT = 1500;

    private final JsonNode asyncApi;
    private final JsonNode openApi;
    private final SchemaRegistry draft7;
    private final SchemaRegistry draft2020;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final Set<String> seenMessages = new TreeSet<>();
    private final Set<String> seenAnswers = new TreeSet<>();

    private WireContract(String asyncText, String openText) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        this.asyncApi = yaml.readTree(asyncText);
        this.openApi = yaml.readTree(openText);
        ((ObjectNode) asyncApi).remove("id"); // would count as the base of all references
        Map<String, String> documents = Map.of(BASE + ASYNC, asyncApi.toString(), BASE + OPEN, openText);
        this.draft7 =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7, builder -> builder.schemas(documents));
        this.draft2020 = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(documents));
    }

    /** As they are in this checkout. */
    static WireContract published() {
        try {
            return new WireContract(Files.readString(Path.of("docs", ASYNC)), Files.readString(Path.of("docs", OPEN)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Fails if anything in the transcript is not as published. */
    void hold(Transcript transcript) {
        List<String> broken = violations(transcript);
        if (!broken.isEmpty()) {
            throw new AssertionError(broken.size() + " messages are not as docs/" + ASYNC + " and docs/" + OPEN
                    + " describe them:\n" + String.join("\n", broken.subList(0, Math.min(SHOWN, broken.size()))));
        }
    }

    /** What is not as published, the same mistake once. */
    List<String> violations(Transcript transcript) {
        Map<String, String> broken = new TreeMap<>();
        transcript.frames().forEach(frame -> check(frame, broken));
        transcript.exchanges().forEach(exchange -> check(exchange, broken));
        return List.copyOf(broken.values());
    }

    // ---- frames ----

    private void check(String text, Map<String, String> broken) {
        JsonNode message;
        try {
            message = WireJson.parse(text);
        } catch (IllegalArgumentException malformed) {
            note(broken, "malformed", malformed.getMessage(), text);
            return;
        }
        List<String> odd = WireJson.oddNumbers(text);
        if (!odd.isEmpty()) {
            note(broken, "numbers " + message.path("type"), "numbers are not in plain form: " + odd, text);
        }
        check(message, text, broken);
    }

    private void check(JsonNode message, String text, Map<String, String> broken) {
        String id = messageId(message);
        if (asyncApi.at("/components/messages/" + id).isMissingNode()) {
            note(broken, "unknown " + id, "a message that is not published: " + id, text);
            return;
        }
        seenMessages.add(id);
        List<Error> errors =
                schema(draft7, ASYNC, "/components/messages/" + id + "/payload").validate(message);
        errors.forEach(
                error -> note(broken, id + error.getInstanceLocation() + error.getKeyword(), id + ": " + error, text));
        for (JsonNode inner : message.path("data").path("events")) {
            check(inner, inner.toString(), broken);
        }
    }

    /** How the published page calls a message: where a response and another message have the same type, one of them has another name. */
    private static String messageId(JsonNode message) {
        String type = message.path("type").asText("");
        if (type.equals("order_accepted") && message.has("event_id")) {
            return "order_accepted_event";
        }
        if (type.equals("leaderboard") && message.has("success")) {
            return "leaderboard_response";
        }
        return type;
    }

    /** The messages that the server may send and that no checked transcript had. */
    Set<String> neverSeen() {
        Set<String> rest = new TreeSet<>();
        asyncApi.at("/operations/say/messages").forEach(reference -> {
            String path = reference.path("$ref").asText();
            rest.add(path.substring(path.lastIndexOf('/') + 1));
        });
        rest.removeAll(seenMessages);
        return rest;
    }

    // ---- HTTP ----

    private void check(Transcript.Exchange exchange, Map<String, String> broken) {
        Optional<String> path = template(exchange.path());
        String method = exchange.method().toLowerCase(java.util.Locale.ROOT);
        String status = Integer.toString(exchange.status());
        JsonNode operation =
                path.map(name -> openApi.path("paths").path(name).path(method)).orElse(openApi.path("nothing"));
        String call = exchange.method() + " " + path.orElse(exchange.path()) + " " + status;
        if (operation.isMissingNode()) {
            if (exchange.status() < 400) {
                note(broken, call, "a call that is not published: " + call, exchange.body());
            } else {
                validate("/components/schemas/HttpError", exchange, call, broken);
            }
            return;
        }
        JsonNode response = operation.path("responses").path(status);
        if (response.isMissingNode()) {
            note(broken, call, "an answer that is not published: " + call, exchange.body());
            return;
        }
        seenAnswers.add(exchange.method() + " " + path.orElseThrow() + " " + status);
        String pointer = response.has("$ref")
                ? response.path("$ref").asText().substring(1)
                : "/paths/" + escape(path.orElseThrow()) + "/" + method + "/responses/" + status;
        JsonNode content = openApi.at(pointer).path("content");
        if (content.has("application/json")) {
            validate(pointer + "/content/application~1json/schema", exchange, call, broken);
        } else if (content.isEmpty() && !exchange.body().isEmpty()) {
            note(broken, call, call + " has a body, and none is published", exchange.body());
        }
    }

    private void validate(String pointer, Transcript.Exchange exchange, String call, Map<String, String> broken) {
        if (!exchange.contentType().startsWith("application/json")) {
            note(broken, call + " type", call + " is " + exchange.contentType() + " and not JSON", exchange.body());
            return;
        }
        List<String> odd = WireJson.oddNumbers(exchange.body());
        if (!odd.isEmpty()) {
            note(broken, call + " numbers", call + ": numbers are not in plain form: " + odd, exchange.body());
        }
        schema(draft2020, OPEN, pointer)
                .validate(WireJson.parse(exchange.body()))
                .forEach(error -> note(
                        broken,
                        call + error.getInstanceLocation() + error.getKeyword(),
                        call + ": " + error,
                        exchange.body()));
    }

    /** The published path that a called one fits. */
    private Optional<String> template(String called) {
        return openApi.path("paths").properties().stream()
                .map(Map.Entry::getKey)
                .filter(path -> Pattern.matches(
                        Pattern.compile("\\{[^}]*}|[^{]+")
                                .matcher(path)
                                .replaceAll(part -> part.group().startsWith("{")
                                        ? "[^/]+"
                                        : java.util.regex.Matcher.quoteReplacement(Pattern.quote(part.group()))),
                        called))
                .findFirst();
    }

    /** The published answers of HTTP that no checked transcript had. */
    Set<String> neverAnswered() {
        Set<String> rest = new TreeSet<>();
        openApi.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> operation.getValue().has("responses"))
                        .forEach(operation -> operation
                                .getValue()
                                .path("responses")
                                .properties()
                                .forEach(response -> rest.add(operation.getKey().toUpperCase(java.util.Locale.ROOT)
                                        + " " + path.getKey() + " " + response.getKey()))));
        rest.removeAll(seenAnswers);
        return rest;
    }

    // ---- schemas ----

    private Schema schema(SchemaRegistry registry, String document, String pointer) {
        String location = document + "#" + pointer.replace("{", "%7B").replace("}", "%7D");
        return schemas.computeIfAbsent(location, key -> registry.getSchema(SchemaLocation.of(BASE + key)));
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static void note(Map<String, String> broken, String mistake, @Nullable String what, String text) {
        broken.putIfAbsent(mistake, what + "\n    in " + text.substring(0, Math.min(EXCERPT, text.length())));
    }

    @Override
    public String toString() {
        return seenMessages.stream().collect(Collectors.joining(", ", "seen: ", ""));
    }
}
