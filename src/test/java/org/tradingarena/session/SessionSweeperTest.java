package org.tradingarena.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("actor")
class SessionSweeperTest {
    private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
    private static final DirectorySettings SETTINGS = new DirectorySettings(10, Duration.ofHours(1), 2, 10);

    private final ManualTime time = ManualTime.get(KIT.system());
    private final TestProbe<DirectoryCommand> directories = KIT.createTestProbe();
    private final AtomicInteger lists = new AtomicInteger();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private CompletionStage<List<String>> listed(List<String> collectives) {
        lists.incrementAndGet();
        return CompletableFuture.completedStage(collectives);
    }

    private void told(int directoriesTold) {
        for (int i = 0; i < directoriesTold; i++) {
            directories.expectMessageClass(DirectoryCommand.Sweep.class);
        }
        directories.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void every_hour_all_directories_are_told_a_few_at_a_time() {
        KIT.spawn(
                SessionSweeper.create(SETTINGS, () -> listed(List.of("a", "b", "c")), collective -> directories.ref()));
        time.timePasses(Duration.ofMinutes(59));
        told(0);
        time.timePasses(Duration.ofMinutes(1));
        told(2);
        time.timePasses(Duration.ofSeconds(1));
        told(1);
        time.timePasses(Duration.ofHours(1).minusSeconds(1));
        told(2);
        assertThat(lists).hasValue(2);
    }

    @Test
    void a_journal_that_cannot_be_listed_is_asked_again_the_next_time() {
        KIT.spawn(SessionSweeper.create(
                SETTINGS,
                () -> lists.incrementAndGet() == 1
                        ? CompletableFuture.failedStage(new IllegalStateException("broken"))
                        : CompletableFuture.completedStage(List.of("a")),
                collective -> directories.ref()));
        time.timePasses(Duration.ofHours(1));
        Awaitility.await().untilAsserted(() -> assertThat(lists).hasValue(1));
        time.timePasses(Duration.ofHours(1));
        told(1);
    }
}
