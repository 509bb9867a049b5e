package org.tradingarena.server;

import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tradingarena.testing.ArenaTestConfig;

/** Everything that one node may tell another comes back equal: each kind of message, with each kind of part in it. */
@Tag("actor")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagesBetweenNodesTest {
    private final ActorTestKit kit = ActorTestKit.create(ArenaTestConfig.local());
    private final ActorRef<Object> somebody = kit.createTestProbe().ref();

    @AfterAll
    void stop() {
        kit.shutdownTestKit();
    }

    Stream<Object> messages() {
        return NodeMessages.all(somebody);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_comes_back_equal(Object message) {
        kit.serializationTestKit().verifySerialization(message, true);
    }
}
