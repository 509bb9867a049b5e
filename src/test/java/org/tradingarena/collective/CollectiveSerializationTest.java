package org.tradingarena.collective;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tradingarena.collective.TestCollective.buy;
import static org.tradingarena.collective.TestCollective.cancel;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tradingarena.testing.ArenaTestConfig;
import org.tradingarena.testing.GoldenFiles;

@Tag("actor")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CollectiveSerializationTest {
    private static final int EVENTS = 7201;
    private static final int SNAPSHOTS = 7202;

    private final ActorTestKit kit = ActorTestKit.create(ArenaTestConfig.local());
    private final Serialization serialization = SerializationExtension.get(kit.system());

    @BeforeAll
    void every_event_has_an_example() {
        assertThat(SampleEvents.all().values().stream().map(Object::getClass).map(Class::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(permitted(CollectiveEvent.class)
                        .map(Class::getSimpleName)
                        .toList());
    }

    @AfterAll
    void stop() {
        kit.shutdownTestKit();
    }

    private static Stream<Class<?>> permitted(Class<?> type) {
        Class<?>[] subtypes = type.getPermittedSubclasses();
        return subtypes == null ? Stream.of(type) : Arrays.stream(subtypes).flatMap(it -> permitted(it));
    }

    static Stream<String> words() {
        return SampleEvents.all().keySet().stream();
    }

    private static CollectiveEvent example(String word) {
        return java.util.Objects.requireNonNull(SampleEvents.all().get(word));
    }

    private byte[] write(Object object, int identifier) {
        Serializer serializer = serialization.findSerializerFor(object);
        assertThat(serializer.identifier()).isEqualTo(identifier);
        assertThat(Serializers.manifestFor(serializer, object)).isEmpty();
        return serializer.toBinary(object);
    }

    private Object read(byte[] bytes, int identifier) {
        return serialization.deserialize(bytes, identifier, "").get();
    }

    @ParameterizedTest
    @MethodSource("words")
    void an_event_comes_back_equal(String word) {
        assertThat(read(write(example(word), EVENTS), EVENTS)).isEqualTo(example(word));
    }

    @ParameterizedTest
    @MethodSource("words")
    void the_stored_bytes_name_the_event_by_its_word_and_no_class(String word) {
        String stored = new String(write(example(word), EVENTS), ISO_8859_1);

        assertThat(stored)
                .contains(word)
                .doesNotContain("tradingarena")
                .doesNotContain("java")
                .doesNotContain(example(word).getClass().getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("words")
    void an_event_written_by_version_one_can_still_be_read(String word) {
        byte[] stored = GoldenFiles.read("journal/v1/collective/" + word + ".hex", write(example(word), EVENTS));

        assertThat(read(stored, EVENTS)).isEqualTo(example(word));
        assertThat(write(example(word), EVENTS))
                .as("the format has changed: keep the old file, add a migration and the files of a new version")
                .isEqualTo(stored);
    }

    @Test
    void an_event_with_its_other_optional_parts_comes_back_equal() {
        CollectiveEvent event = SampleEvents.rejectedByTheBook();
        assertThat(read(write(event, EVENTS), EVENTS)).isEqualTo(event);
    }

    @Test
    void a_whole_stream_comes_back_equal() {
        for (CollectiveEvent event : busy().journal()) {
            assertThat(read(write(event, EVENTS), EVENTS)).isEqualTo(event);
        }
    }

    @Test
    void a_snapshot_comes_back_equal_and_names_no_class() {
        CollectiveSnapshot snapshot = CollectiveSnapshot.of(busy().state());
        byte[] stored = write(snapshot, SNAPSHOTS);

        assertThat(((CollectiveSnapshot) read(stored, SNAPSHOTS)).toState()).isEqualTo(snapshot.toState());
        assertThat(new String(stored, ISO_8859_1))
                .doesNotContain("tradingarena")
                .doesNotContain("java");
    }

    @Test
    void a_snapshot_written_by_version_one_can_still_be_read() {
        CollectiveSnapshot snapshot = CollectiveSnapshot.of(busy().state());
        byte[] stored = GoldenFiles.read("journal/v1/collective/snapshot.hex", write(snapshot, SNAPSHOTS));

        assertThat(((CollectiveSnapshot) read(stored, SNAPSHOTS)).toState()).isEqualTo(snapshot.toState());
    }

    /** A field that a later version adds is no reason to refuse an event: who goes back a version must be able to read it. */
    @Test
    void unknown_fields_are_passed_over() {
        byte[] stored = write(example("key_added"), EVENTS);
        byte[] later = addField(stored);

        assertThat(read(later, EVENTS)).isEqualTo(example("key_added"));
    }

    /** Puts {@code "x": 1} at the end of an indefinite-length CBOR map. */
    private static byte[] addField(byte[] map) {
        assertThat(map[0]).isEqualTo((byte) 0xbf);
        byte[] longer = Arrays.copyOf(map, map.length + 3);
        System.arraycopy(new byte[] {0x61, 'x', 0x01, (byte) 0xff}, 0, longer, map.length - 1, 4);
        return longer;
    }

    /** Working and closed orders, a pending cancel, unanswered instructions, refusals, moves, keys. */
    private static TestCollective busy() {
        TestCollective collective = TestCollective.funded();
        collective.does(buy("c1", "1000", "2"));
        collective.hearsAnswer(collective.fill("c1", "900", "1", "0.5"), collective.open("c1"));
        collective.does(buy("c2", "100000", "1"));
        collective.does(buy("c3", "10", "1"));
        collective.does(TestCollective.sell("c4", "2000", "1"));
        collective.does(cancel("c4"));
        collective.does(TestCollective.amend("c1", "1001", "2"));
        collective.does(new CollectiveIntent.Deposit("d1", "EUR", 5));
        collective.does(new CollectiveIntent.AddKeys(List.of("key-2")));
        collective.does(new CollectiveIntent.RevokeKey("key-2"));
        assertThat(Map.of("working", collective.state().orders().working().size()))
                .containsEntry("working", 3);
        return collective;
    }
}
