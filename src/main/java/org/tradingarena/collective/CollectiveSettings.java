package org.tradingarena.collective;

import com.typesafe.config.Config;
import java.math.BigDecimal;
import java.time.Duration;
import org.tradingarena.domain.Atoms;

/**
 * The settings under {@code arena.collective}.
 *
 * @param waitingCommands commands that may wait while a persist is under way; beyond it they are refused with {@code OVERLOADED}
 * @param batchSize how many of them are decided and journaled together at most
 * @param subscribers live connections of one collective
 * @param resendAfter how often instructions without an answer are looked for
 * @param resendAtOnce how many of them are sent again at a time
 * @param snapshotEvery events between two snapshots, for a collective that remembers few client order ids
 */
public record CollectiveSettings(
        CollectiveLimits limits,
        int waitingCommands,
        int batchSize,
        int subscribers,
        Duration resendAfter,
        int resendAtOnce,
        int snapshotEvery) {

    /** Reads the section {@code arena.collective}. */
    public static CollectiveSettings from(Config config) {
        Config limits = config.getConfig("limits");
        return new CollectiveSettings(
                new CollectiveLimits(
                        limits.getInt("working-orders"),
                        limits.getInt("command-ids"),
                        limits.getInt("unanswered-instructions"),
                        limits.getInt("pending-amends"),
                        limits.getInt("funds-moves"),
                        limits.getInt("keys"),
                        Atoms.of(new BigDecimal(limits.getString("net-deposit")))),
                config.getInt("waiting-commands"),
                config.getInt("batch-size"),
                config.getInt("subscribers"),
                config.getDuration("resend-after"),
                config.getInt("resend-at-once"),
                config.getInt("snapshot-every"));
    }
}
