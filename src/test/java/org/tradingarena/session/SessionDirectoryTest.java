package org.tradingarena.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tradingarena.session.DirectoryCommand.Enter;
import org.tradingarena.session.DirectoryCommand.GetPage;
import org.tradingarena.session.DirectoryCommand.Leave;
import org.tradingarena.session.DirectoryCommand.Present;
import org.tradingarena.session.DirectoryCommand.Sweep;
import org.tradingarena.testing.ArenaTestConfig;

/** The directory's actor: durable before answered, bounded, and there again after a crash. */
@Tag("actor")
class SessionDirectoryTest {
    private static final ActorTestKit KIT = ActorTestKit.create(ArenaTestConfig.local());
    private static final PersistenceTestKit JOURNAL = PersistenceTestKit.create(KIT.system());
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private final String collective = "c" + NUMBER.incrementAndGet();
    private final List<String> reviewed = new CopyOnWriteArrayList<>();
    private final CountingMetrics metrics = new CountingMetrics();
    private final TestProbe<DirectoryReply> probe = KIT.createTestProbe();
    private Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
    private ActorRef<DirectoryCommand> directory = spawn();

    private ActorRef<DirectoryCommand> spawn() {
        SessionSettings settings = SessionSettings.from(
                ConfigFactory.parseString("arena.session { open-sessions = 3, sweep-at-once = 2, snapshot-every = 5 }")
                        .withFallback(ConfigFactory.load())
                        .resolve());
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return KIT.spawn(SessionDirectory.create(
                collective,
                new SessionDirectory.Dependencies(settings, (id, client) -> connection(client), metrics, clock)));
    }

    private ActorRef<ConnectionCommand> connection(String client) {
        return KIT.spawn(Behaviors.receiveMessage(command -> {
            assertThat(command).isInstanceOf(ConnectionCommand.Review.class);
            reviewed.add(client);
            return Behaviors.same();
        }));
    }

    private void crash() {
        KIT.stop(directory);
        directory = spawn();
    }

    private DirectoryReply enter(String client, long generation) {
        directory.tell(new Enter(5, client, generation, probe.ref()));
        return probe.receiveMessage();
    }

    private List<String> listed() {
        directory.tell(new GetPage("", 100, probe.ref()));
        return probe.expectMessageClass(DirectoryReply.Page.class).clients();
    }

    @Test
    void sessions_enter_up_to_the_bound_and_are_there_after_a_crash() {
        for (String client : List.of("a", "b", "c")) {
            assertThat(enter(client, 1)).isEqualTo(new DirectoryReply.Entered(5));
        }
        assertThat(enter("d", 1)).isEqualTo(new DirectoryReply.Full(5));
        assertThat(metrics.refused).hasValue(1);
        crash();
        assertThat(enter("d", 1)).isEqualTo(new DirectoryReply.Full(5));
        assertThat(enter("b", 1)).isEqualTo(new DirectoryReply.Entered(5));
        assertThat(listed()).containsExactly("a", "b", "c");
        directory.tell(new Leave("b", 1));
        assertThat(enter("d", 1)).isEqualTo(new DirectoryReply.Entered(5));
        assertThat(listed()).containsExactly("a", "c", "d");
    }

    @Test
    void what_changes_nothing_is_not_journaled() {
        enter("a", 1);
        enter("a", 1);
        directory.tell(new Leave("b", 1));
        directory.tell(new Present("a", 1, now));
        listed();
        assertThat(JOURNAL.persistedInStorage("sessions|" + collective)).hasSize(1);
    }

    @Test
    void a_session_that_could_not_be_journaled_is_not_entered() {
        enter("a", 1);
        JOURNAL.failNextPersisted("sessions|" + collective);
        directory.tell(new Enter(5, "b", 1, probe.ref()));
        probe.expectTerminated(directory);
        directory = spawn();
        assertThat(listed()).containsExactly("a");
        probe.expectNoMessage(Duration.ZERO);
    }

    @Test
    void a_long_life_is_kept_in_few_events() {
        for (int generation = 1; generation <= 40; generation++) {
            enter("a", generation);
            directory.tell(new Leave("a", generation));
        }
        enter("b", 1);
        Awaitility.await()
                .untilAsserted(() -> assertThat(JOURNAL.persistedInStorage("sessions|" + collective))
                        .hasSizeLessThan(20));
        crash();
        assertThat(listed()).containsExactly("b");
    }

    @Test
    void pages_tell_whether_there_is_more() {
        List.of("a", "b", "c").forEach(client -> enter(client, 1));
        directory.tell(new GetPage("", 2, probe.ref()));
        assertThat(probe.receiveMessage()).isEqualTo(new DirectoryReply.Page(List.of("a", "b"), true));
        directory.tell(new GetPage("b", 2, probe.ref()));
        assertThat(probe.receiveMessage()).isEqualTo(new DirectoryReply.Page(List.of("c"), false));
    }

    @Test
    void only_sessions_that_are_due_are_swept_all_of_them_and_a_few_at_a_time() {
        List.of("a", "b", "c").forEach(client -> enter(client, 1));
        directory.tell(new Sweep());
        listed();
        assertThat(reviewed).isEmpty();
        now = now.plus(Duration.ofHours(24));
        crash();
        directory.tell(new Sweep());
        directory.tell(new Sweep());
        Awaitility.await().untilAsserted(() -> assertThat(reviewed).containsExactlyInAnyOrder("a", "b", "c"));
        directory.tell(new Present("a", 1, now.plusSeconds(1)));
        directory.tell(new Leave("b", 1));
        assertThat(listed()).containsExactly("a", "c");
        directory.tell(new Sweep());
        Awaitility.await().untilAsserted(() -> assertThat(reviewed).hasSize(4).endsWith("c"));
    }

    @Test
    void a_full_directory_looks_for_sessions_that_are_over() {
        List.of("a", "b", "c").forEach(client -> enter(client, 1));
        now = now.plus(Duration.ofHours(24));
        crash();
        assertThat(enter("d", 1)).isEqualTo(new DirectoryReply.Full(5));
        Awaitility.await().untilAsserted(() -> assertThat(reviewed).hasSize(3));
    }

    @Test
    void what_is_counted_is_what_there_is() {
        List.of("a", "b").forEach(client -> enter(client, 1));
        directory.tell(new Leave("a", 1));
        listed();
        assertThat(metrics.sessions).hasValue(1);
        KIT.stop(directory);
        assertThat(metrics.sessions).hasValue(0);
        directory = spawn();
        listed();
        assertThat(metrics.sessions).hasValue(1);
    }

    @Test
    void what_waits_behind_a_write_is_answered_in_order_with_few_writes() {
        List<DirectoryReply> replies = new ArrayList<>();
        for (int ticket = 1; ticket <= 50; ticket++) {
            directory.tell(new Enter(ticket, "client" + ticket % 3, 1, probe.ref()));
        }
        for (int ticket = 1; ticket <= 50; ticket++) {
            replies.add(probe.receiveMessage());
        }
        for (int ticket = 1; ticket <= 50; ticket++) {
            assertThat(replies.get(ticket - 1)).isEqualTo(new DirectoryReply.Entered(ticket));
        }
        assertThat(listed()).hasSize(3);
    }
}
