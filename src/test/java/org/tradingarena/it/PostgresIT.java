package org.tradingarena.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same promises with the journal in a real PostgreSQL, which may go away as well. */
@ExtendWith(ShowsArenaLog.class)
class PostgresIT {
    private static final long SEED = 20_261_120L;
    private static final Duration UNDISTURBED = Duration.ofMillis(100);

    @TempDir
    private Path directory;

    private PostgresServer postgres;

    @BeforeEach
    void start() throws IOException {
        postgres = new PostgresServer(directory);
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    private ArenaProcess.Setup setup(String name) {
        return ArenaProcess.Setup.named(name).withConfig(postgres.config());
    }

    @Test
    void an_empty_database_is_refused_until_the_operator_has_made_the_tables() throws SQLException {
        try (ArenaProcess arena = ArenaProcess.notStarted(setup("postgres-init"))) {
            ArenaProcess.Ran refused = arena.run("server");
            assertThat(refused.exit()).as(refused.err()).isEqualTo(1);
            assertThat(refused.err())
                    .startsWith("arena cannot start: ")
                    .contains("no table event_journal", "arena journal init")
                    .hasLineCount(1);
            assertThat(postgres.number("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                    .isZero();

            ArenaProcess.Ran first = arena.run("journal", "init");
            assertThat(first.exit()).as(first.err()).isZero();
            assertThat(first.out()).contains("made table event_journal", "made table snapshot", "is ready");
            ArenaProcess.Ran second = arena.run("journal", "init");
            assertThat(second.exit()).as(second.err()).isZero();
            assertThat(second.out()).contains("nothing was changed").doesNotContain("made ");

            ArenaProcess.Ran verify = arena.run("journal", "verify");
            assertThat(verify.exit()).isEqualTo(4);
            assertThat(verify.err()).contains("for a LevelDB journal").hasLineCount(1);

            arena.start();
            assertThat(Files.exists(arena.dataDirectory().resolve("journal"))).isFalse();
            assertThat(Files.exists(arena.dataDirectory().resolve("snapshots"))).isFalse();

            postgres.stop();
            try (ArenaProcess without = ArenaProcess.notStarted(setup("postgres-away"))) {
                ArenaProcess.Ran away = without.run("server");
                assertThat(away.exit()).isEqualTo(1);
                assertThat(away.err())
                        .startsWith("arena cannot start: PostgreSQL at ")
                        .hasLineCount(1);
            }
        }
    }

    /** ClusterIT does the same to three nodes. */
    @Test
    @Tag("slow")
    void nothing_is_lost_or_done_twice_when_the_server_is_killed_and_when_the_database_goes_away() {
        init();
        try (KillAndResume story = new KillAndResume(setup("postgres"), SEED)) {
            story.outage(postgres::stop, Duration.ZERO, postgres::start);
            story.outage(postgres::stop, Duration.ofSeconds(3), postgres::start);
            story.round();
            story.atRest();
            System.out.println("postgres: " + story.summary());
            WireContract.published().hold(story.arena().transcript());
        }
    }

    /** Otherwise whoever takes its entities over would wait for it: a number in the journal is taken by whoever wrote it first, and it has. */
    @Test
    void a_write_that_a_frozen_server_had_begun_is_given_up() {
        init();
        try (Arena arena = Arena.start(setup("postgres-frozen"))) {
            Trader trader = new Trader(arena.client("anna", "bot", arena.open("anna")), SEED, 20);
            trader.signIn();
            trader.start();
            Waiting.until("it freezes in the middle of a write", () -> frozenInAWrite(arena.process()));
            Waiting.until("the write is given up", () -> writesThatWait() == 0);
            arena.process().thaw();
            trader.stop();
        }
    }

    private boolean frozenInAWrite(ArenaProcess arena) {
        arena.freeze();
        Waiting.pass(UNDISTURBED);
        if (writesThatWait() > 0) {
            return true;
        }
        arena.thaw();
        return false;
    }

    private long writesThatWait() {
        try {
            return postgres.number("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'arena'"
                    + " AND state = 'idle in transaction' AND state_change < clock_timestamp() - interval '50 ms'");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void init() {
        try (ArenaProcess arena = ArenaProcess.notStarted(setup("postgres-tables"))) {
            ArenaProcess.Ran made = arena.run("journal", "init");
            assertThat(made.exit()).as(made.err()).isZero();
        }
    }
}
