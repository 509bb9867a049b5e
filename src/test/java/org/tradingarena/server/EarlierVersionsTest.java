package org.tradingarena.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tradingarena.market.BookEvent;
import org.tradingarena.testing.ArenaTestConfig;

/**
 * What nodes of each earlier version say, and what they have journaled, is still understood, with all that it says: so a rolling restart can
 * bring in a new version. The files under {@code src/test/resources/versions} hold it as JSON, a message a line, compressed. A new version adds a file
 * with its new kinds, and its new parts of known kinds; with {@code -Darena.golden.write=true} a missing one is written, and none is ever
 * changed.
 */
@Tag("actor")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EarlierVersionsTest {
    private static final List<String> VERSIONS = List.of("v1", "v2");
    private static final Path FILES = Path.of("src", "test", "resources", "versions");
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final ObjectMapper CBOR = new CBORMapper();
    private static final int LONGEST_NAME = 200;
    private static final String AN_ACTOR = "pekko://";

    private final ActorTestKit kit = ActorTestKit.create(ArenaTestConfig.local());
    private final Serialization serialization = SerializationExtension.get(kit.system());
    private final ActorRef<Object> somebody = kit.createTestProbe().ref();

    /** One message as it travelled. */
    record Frozen(int serializer, String manifest, JsonNode content) {
        @Override
        public String toString() {
            String text = manifest.substring(manifest.lastIndexOf('.') + 1) + " " + content;
            return text.substring(0, Math.min(LONGEST_NAME, text.length()));
        }
    }

    @AfterAll
    void stop() {
        kit.shutdownTestKit();
    }

    private Stream<Object> examples() {
        return Stream.concat(NodeMessages.all(somebody), NodeMessages.of(List.of(BookEvent.class), somebody));
    }

    private Frozen freeze(Object message) {
        try {
            Serializer serializer = serialization.findSerializerFor(message);
            return new Frozen(
                    serializer.identifier(),
                    Serializers.manifestFor(serializer, message),
                    CBOR.readTree(serialization.serialize(message).get()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Object thaw(Frozen frozen) throws JsonProcessingException {
        return serialization
                .deserialize(CBOR.writeValueAsBytes(frozen.content()), frozen.serializer(), frozen.manifest())
                .get();
    }

    List<Frozen> frozen() throws IOException {
        List<Frozen> all = new ArrayList<>();
        for (String version : VERSIONS) {
            Path file = FILES.resolve(version + ".ndjson.gz");
            if (!Files.exists(file) && Boolean.getBoolean("arena.golden.write")) {
                write(file, parts(all.stream()));
            }
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode one = JSON.readTree(line);
                    all.add(new Frozen(
                            one.path("serializer").asInt(), one.path("manifest").asText(), one.path("content")));
                }
            }
        }
        return all;
    }

    /** Examples of what no earlier version says. */
    private void write(Path file, Set<String> known) throws IOException {
        Files.createDirectories(FILES);
        try (Writer lines =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            for (String line : examples()
                    .map(this::freeze)
                    .filter(message -> !known.containsAll(parts(message)))
                    .map(EarlierVersionsTest::line)
                    .distinct()
                    .toList()) {
                lines.write(line + "\n");
            }
        }
    }

    private static String line(Frozen frozen) {
        ObjectNode line = JSON.createObjectNode()
                .put("serializer", frozen.serializer())
                .put("manifest", frozen.manifest())
                .set("content", frozen.content());
        return line.toString();
    }

    @ParameterizedTest
    @MethodSource("frozen")
    void what_an_earlier_version_says_is_understood_and_nothing_of_it_is_lost(Frozen earlier)
            throws JsonProcessingException {
        JsonNode now = freeze(thaw(earlier)).content();
        assertThat(lost("", earlier.content(), now)).isEmpty();
    }

    /** What is in one and not the same in the other; new parts are no loss, and actors are elsewhere by now. */
    private static List<String> lost(String at, JsonNode before, JsonNode now) {
        if (before.isObject()) {
            return before.properties().stream()
                    .flatMap(part -> lost(at + "/" + part.getKey(), part.getValue(), now.path(part.getKey())).stream())
                    .toList();
        }
        if (before.isArray() && before.size() == now.size()) {
            if (sorted(before).equals(sorted(now))) {
                return List.of(); // a set has no order
            }
            return IntStream.range(0, before.size())
                    .boxed()
                    .flatMap(i -> lost(at + "/" + i, before.get(i), now.get(i)).stream())
                    .toList();
        }
        boolean isActor = before.isTextual() && before.asText().startsWith(AN_ACTOR);
        return isActor || before.asText().equals(now.asText()) && before.getNodeType() == now.getNodeType()
                ? List.of()
                : List.of(at + ": " + before + " is now " + now);
    }

    private static List<String> sorted(JsonNode array) {
        return array.valueStream().map(JsonNode::toString).sorted().toList();
    }

    @Test
    void a_part_that_gets_another_name_is_a_loss() {
        JsonNode before = JSON.valueToTree(Map.of("order", Map.of("quantity", 5)));
        JsonNode now = JSON.valueToTree(Map.of("order", Map.of("amount", 5)));
        assertThat(lost("", before, now)).containsExactly("/order/quantity: 5 is now ");
    }

    /** Otherwise a new kind of message, or a new part of one, would go out without an example for the versions after it. */
    @Test
    void the_newest_version_has_an_example_of_every_part_of_every_message() throws IOException {
        Set<String> said = parts(examples().map(this::freeze));
        said.removeAll(parts(frozen().stream()));
        assertThat(said).as("add a file of a new version").isEmpty();
    }

    private static Set<String> parts(Stream<Frozen> messages) {
        return messages.flatMap(message -> parts(message).stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of all that a message says, with its kind. */
    private static Set<String> parts(Frozen message) {
        Set<String> parts = new TreeSet<>();
        String word = message.content().path("t").asText();
        addParts(message.serializer() + " " + message.manifest() + " " + word, message.content(), parts);
        return parts;
    }

    private static void addParts(String at, JsonNode said, Set<String> parts) {
        if (!said.isNull()) {
            parts.add(at);
        }
        said.properties().forEach(part -> addParts(at + "/" + part.getKey(), part.getValue(), parts));
        if (said.isArray()) {
            said.forEach(each -> addParts(at + "/", each, parts));
        }
    }
}
