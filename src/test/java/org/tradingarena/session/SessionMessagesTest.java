package org.tradingarena.session;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tradingarena.protocol.ClientType;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.protocol.StreamPosition;
import org.tradingarena.testing.ArenaTestConfig;

/** What goes between sessions, directories and operators gets from one node to another. */
@Tag("actor")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionMessagesTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:34:56.789Z");

    private final ActorTestKit kit = ActorTestKit.create(ArenaTestConfig.local());

    @AfterAll
    void stop() {
        kit.shutdownTestKit();
    }

    Stream<Object> messages() {
        ActorRef<DirectoryReply> directoryReplies =
                kit.<DirectoryReply>createTestProbe().ref();
        ActorRef<SessionReply> sessionReplies =
                kit.<SessionReply>createTestProbe().ref();
        return Stream.of(
                new DirectoryCommand.Enter(5, "bot", 7, directoryReplies),
                new DirectoryCommand.Present("bot", 7, AT),
                new DirectoryCommand.Leave("bot", 7),
                new DirectoryCommand.GetPage("bot", 100, directoryReplies),
                new DirectoryCommand.Sweep(),
                new DirectoryReply.Entered(5),
                new DirectoryReply.Full(5),
                new DirectoryReply.Overloaded(5),
                new DirectoryReply.Page(List.of("a", "b"), true),
                new ConnectionCommand.Review(),
                new ConnectionCommand.Describe(sessionReplies),
                new ConnectionCommand.CountHeartbeat(sessionReplies),
                new ConnectionCommand.SimulateDisconnect(sessionReplies),
                new SessionReply.Described(new SessionDescription(
                        "bot",
                        "alpha",
                        true,
                        AT,
                        7,
                        5,
                        3,
                        new StreamPosition("epoch", 41),
                        AT.plusSeconds(1),
                        9,
                        6,
                        Preferences.defaults(ClientType.IOS),
                        List.of("market"))),
                new SessionReply.NoSession(),
                new SessionReply.HeartbeatCounted(AT, 9),
                new SessionReply.Disconnected(true),
                new SessionReply.Overloaded());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_comes_back_equal(Object message) {
        kit.serializationTestKit().verifySerialization(message, true);
    }
}
