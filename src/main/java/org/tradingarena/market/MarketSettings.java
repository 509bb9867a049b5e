package org.tradingarena.market;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The settings of {@code arena.market}; {@code reference.conf} says what each is for.
 *
 * @param waitingMessages how many messages may wait while a book writes
 * @param batch how many of them are decided together
 * @param unconfirmedReports from how many unconfirmed reports on a collective's orders leave a book
 * @param confirmationsBeforePersist how many reports may be confirmed in memory alone
 * @param snapshotEvery events between two snapshots of a book
 * @param snapshotsKept snapshots of a book that are kept
 * @param tick how often a book looks for what is due
 * @param watchTimeout when a book forgets a watcher that it does not hear of
 * @param updatesPerMessage about how many updates or price levels one message between nodes carries
 * @param keepAlive how often a hub tells the books that it is there
 * @param resumeMessages how many messages of a symbol a hub keeps for clients that come back
 */
public record MarketSettings(
        int waitingMessages,
        int batch,
        int unconfirmedReports,
        int confirmationsBeforePersist,
        int snapshotEvery,
        int snapshotsKept,
        Duration tick,
        Duration watchTimeout,
        int updatesPerMessage,
        Duration keepAlive,
        int resumeMessages,
        Redelivery redelivery,
        Restart restart) {

    /**
     * How reports are sent again.
     *
     * @param firstWait how long a confirmation may take
     * @param longestWait the bound of the wait, which doubles each time
     * @param page how many of a collective's oldest reports are sent at once
     */
    public record Redelivery(Duration firstWait, Duration longestWait, int page) {
        public Redelivery {
            require(isPositive(firstWait) && longestWait.compareTo(firstWait) >= 0, "redelivery waits");
            require(page > 0, "redelivery.page");
        }
    }

    /** How long a book that failed stays away: at first, and at most. */
    public record Restart(Duration atFirst, Duration atMost) {
        public Restart {
            require(isPositive(atFirst) && atMost.compareTo(atFirst) >= 0, "restart waits");
        }
    }

    public MarketSettings {
        require(waitingMessages > 0, "waiting-messages");
        require(batch > 0, "batch");
        require(confirmationsBeforePersist > 0, "confirmations-before-persist");
        require(unconfirmedReports > confirmationsBeforePersist, "unconfirmed-reports");
        require(snapshotEvery > 0 && snapshotsKept > 0, "snapshots");
        require(isPositive(tick), "tick");
        require(isPositive(keepAlive) && watchTimeout.compareTo(keepAlive) > 0, "keep-alive and watch-timeout");
        require(updatesPerMessage > 0, "updates-per-message");
        require(resumeMessages > 0, "resume-messages");
    }

    /** The settings of the whole configuration; throws if one is missing or makes no sense. */
    public static MarketSettings from(Config config) {
        Config market = config.getConfig("arena.market");
        return new MarketSettings(
                market.getInt("waiting-messages"),
                market.getInt("batch"),
                market.getInt("unconfirmed-reports"),
                market.getInt("confirmations-before-persist"),
                market.getInt("snapshot-every"),
                market.getInt("snapshots-kept"),
                market.getDuration("tick"),
                market.getDuration("watch-timeout"),
                market.getInt("updates-per-message"),
                market.getDuration("keep-alive"),
                market.getInt("resume-messages"),
                new Redelivery(
                        market.getDuration("redelivery.first-wait"),
                        market.getDuration("redelivery.longest-wait"),
                        market.getInt("redelivery.page")),
                new Restart(market.getDuration("restart.at-first"), market.getDuration("restart.at-most")));
    }

    private static boolean isPositive(Duration duration) {
        return duration.compareTo(Duration.ZERO) > 0;
    }

    private static void require(boolean holds, String setting) {
        if (!holds) {
            throw new IllegalArgumentException("arena.market: " + setting + " makes no sense");
        }
    }
}
