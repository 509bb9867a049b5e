package org.tradingarena.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
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
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.testing.ArenaTestConfig;
import org.tradingarena.testing.GoldenFiles;

/** What sessions and their directories journal can be read for ever. Never change an example: what is checked in was written from them. */
@Tag("actor")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionSerializationTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:34:56.789Z");
    private static final StreamPosition POSITION = new StreamPosition("3f1c2b6e-8a4d-4d0e-9c57-1f6f0d2b9a11", 41);
    private static final Token TOKEN =
            new Token("hash-2", "key-1", "hash-1", AT.plusSeconds(86_400), AT.plusSeconds(60));
    private static final Preferences PREFERENCES =
            new Preferences(Preferences.Delivery.BATCHED, Preferences.Priority.LOW, 77, Preferences.Compression.GZIP);
    private static final Map<String, SessionEvent> SESSION = session();
    private static final Map<String, DirectoryEvent> DIRECTORY = directory();

    private final ActorTestKit kit = ActorTestKit.create(ArenaTestConfig.local());
    private final Serialization serialization = SerializationExtension.get(kit.system());

    private static Map<String, SessionEvent> session() {
        Map<String, SessionEvent> events = new LinkedHashMap<>();
        events.put(
                "signed_in",
                new SessionEvent.SignedIn(
                        "session-1",
                        7,
                        "connection-9",
                        ClientType.IOS,
                        List.of("orders:alpha", "market"),
                        TOKEN,
                        "hash-1",
                        POSITION,
                        AT));
        events.put("rooms_changed", new SessionEvent.RoomsChanged(List.of("leaderboard")));
        events.put("preferences_changed", new SessionEvent.PreferencesChanged(PREFERENCES));
        events.put("disconnected", new SessionEvent.Disconnected(7, "connection_lost", true, AT, POSITION));
        events.put("cancel_on_disconnect_set", new SessionEvent.CancelOnDisconnectSet(true, 1500));
        events.put("cancel_all_after_set", new SessionEvent.CancelAllAfterSet(2500, AT));
        events.put("cancelled_on_disconnect", new SessionEvent.CancelledOnDisconnect(AT));
        events.put("cancelled_all_after", new SessionEvent.CancelledAllAfter(AT));
        events.put("key_revoked", new SessionEvent.KeyRevoked("key-1"));
        events.put("expired", new SessionEvent.Expired(AT, 7, List.of(TOKEN)));
        return events;
    }

    private static Map<String, DirectoryEvent> directory() {
        Map<String, DirectoryEvent> events = new LinkedHashMap<>();
        events.put("entered", new DirectoryEvent.Entered("bot-1", 7, AT, AT.plusSeconds(86_400)));
        events.put("reviewed", new DirectoryEvent.Reviewed("bot-2", AT));
        events.put("left", new DirectoryEvent.Left("bot-3"));
        return events;
    }

    private static final SessionState STATE = new SessionState(
            "session-1",
            7,
            List.of("orders:alpha"),
            ClientType.WEB,
            PREFERENCES,
            List.of(TOKEN),
            false,
            new SessionEvent.Disconnected(7, "logout", true, AT, POSITION),
            3,
            1500,
            true,
            2500,
            AT.plusSeconds(1),
            POSITION);
    private static final DirectoryState CLIENTS = new DirectoryState(new TreeMap<>(
            Map.of("a", new DirectoryState.Entry(AT, 7, AT.plusSeconds(5)), "b", new DirectoryState.Entry(AT, 1, AT))));

    private enum Kind {
        EVENT_OF_SESSION(7401),
        STATE_OF_SESSION(7402),
        EVENT_OF_DIRECTORY(7403),
        STATE_OF_DIRECTORY(7404);

        private final int identifier;

        Kind(int identifier) {
            this.identifier = identifier;
        }
    }

    private record Example(Kind kind, String file, String word, Object object) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Example> events() {
        Stream<Example> sessions = SESSION.entrySet().stream()
                .map(each ->
                        new Example(Kind.EVENT_OF_SESSION, "session/" + each.getKey(), each.getKey(), each.getValue()));
        Stream<Example> directories = DIRECTORY.entrySet().stream()
                .map(each -> new Example(
                        Kind.EVENT_OF_DIRECTORY, "directory/" + each.getKey(), each.getKey(), each.getValue()));
        return Stream.concat(sessions, directories);
    }

    static Stream<Example> everything() {
        return Stream.concat(
                events(),
                Stream.of(
                        new Example(Kind.STATE_OF_SESSION, "session/snapshot", "generation", STATE),
                        new Example(Kind.STATE_OF_DIRECTORY, "directory/snapshot", "clients", CLIENTS)));
    }

    @AfterAll
    void stop() {
        kit.shutdownTestKit();
    }

    private byte[] write(Example example) {
        Serializer serializer = serialization.findSerializerFor(example.object());
        assertThat(serializer.identifier()).isEqualTo(example.kind().identifier);
        assertThat(Serializers.manifestFor(serializer, example.object())).isEmpty();
        return serializer.toBinary(example.object());
    }

    private Object read(byte[] bytes, Kind kind) {
        return serialization.deserialize(bytes, kind.identifier, "").get();
    }

    @Test
    void every_event_has_an_example() {
        assertThat(SESSION.values().stream().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrder(SessionEvent.class.getPermittedSubclasses());
        assertThat(DIRECTORY.values().stream().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrder(DirectoryEvent.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("everything")
    void what_is_written_comes_back_equal_and_names_no_class(Example example) {
        byte[] stored = write(example);
        assertThat(read(stored, example.kind())).isEqualTo(example.object());
        assertThat(new String(stored, ISO_8859_1))
                .contains(example.word())
                .doesNotContain("tradingarena")
                .doesNotContain("java")
                .doesNotContain(example.object().getClass().getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("everything")
    void what_version_one_wrote_can_still_be_read(Example example) {
        byte[] stored = GoldenFiles.read("journal/v1/" + example.file() + ".hex", write(example));
        assertThat(read(stored, example.kind())).isEqualTo(example.object());
        assertThat(write(example))
                .as("the format has changed: keep the old file, add a migration and the files of a new version")
                .isEqualTo(stored);
    }

    /** Journals of before long frames could be compressed. */
    @Test
    void preferences_without_compression_are_read() {
        byte[] stored = GoldenFiles.read("journal/v1/session/preferences_changed_without_compression.hex", new byte[0]);
        Preferences plain = new Preferences(
                Preferences.Delivery.BATCHED, Preferences.Priority.LOW, 77, Preferences.Compression.NONE);
        assertThat(read(stored, Kind.EVENT_OF_SESSION)).isEqualTo(new SessionEvent.PreferencesChanged(plain));
    }

    /** Journals of before there were positions: a member that is missing is no reason to refuse an event. */
    @Test
    void events_without_the_members_that_came_later_are_read() {
        byte[] expired = {(byte) 0xbf, 0x61, 't', 0x67, 'e', 'x', 'p', 'i', 'r', 'e', 'd', (byte) 0xff};
        assertThat(read(expired, Kind.EVENT_OF_SESSION)).isInstanceOfSatisfying(SessionEvent.Expired.class, event -> {
            assertThat(event.generation()).isZero();
            assertThat(event.tokens()).isEmpty();
            assertThat(STATE.apply(event).generation()).isEqualTo(STATE.generation());
        });
        byte[] gone = Arrays.copyOf(expired, 3 + 14);
        byte[] word = "disconnected".getBytes(ISO_8859_1);
        gone[3] = (byte) (0x60 + word.length);
        System.arraycopy(word, 0, gone, 4, word.length);
        gone[gone.length - 1] = (byte) 0xff;
        assertThat(read(gone, Kind.EVENT_OF_SESSION))
                .isInstanceOfSatisfying(
                        SessionEvent.Disconnected.class,
                        event -> assertThat(event.position()).isNull());
    }
}
