package org.tradingarena.client;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Json.JsonObject;

/**
 * One socket's life: how far it has come, when a heartbeat is due, and when it counts as dead. Only messages of the arena count as life: a
 * network that is half open takes what is sent and says nothing.
 */
final class SocketLine {
    /** The arena gives 10 s for a sign-in and answers within 10 s; whoever has opened a socket for this long and is not signed in never will be. */
    static final Duration SIGN_IN = Duration.ofSeconds(25);

    /** A storm of clients that come back may wait for its turn, but not this long for one page. */
    private static final Duration PAGE = Duration.ofMinutes(10);

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** How far it has come. */
    enum Phase {
        OPENING,
        /** Waiting for {@code connection_established}. */
        OPEN,
        SIGNING_IN,
        CATCHING_UP,
        /** Everything missed has come; requests are sent. */
        READY
    }

    private final long number;
    private final @Nullable Duration heartbeatEvery;
    private final Instant openedAt;
    private Phase phase = Phase.OPENING;
    private Duration interval = DEFAULT_INTERVAL;
    private Duration timeout = DEFAULT_TIMEOUT;
    private Instant heardAt;
    private Instant beatAt = Instant.MIN;
    private Instant progressedAt = Instant.MIN;
    private String connectionId = "";
    private String nonce = "";
    private String authId = "";
    private boolean usesToken;
    private boolean resumes;
    private boolean isLeft;

    /** A socket that is being opened. */
    SocketLine(long number, @Nullable Duration heartbeatEvery, Instant now) {
        this.number = number;
        this.heartbeatEvery = heartbeatEvery;
        this.openedAt = now;
        this.heardAt = now;
    }

    long number() {
        return number;
    }

    Phase phase() {
        return phase;
    }

    boolean isReady() {
        return phase == Phase.READY;
    }

    /** Whether the arena has ever spoken on it. */
    boolean isHeard() {
        return phase.compareTo(Phase.OPEN) > 0;
    }

    void opened() {
        phase = Phase.OPEN;
    }

    /** It is over: what still comes through it is of no interest. */
    void left() {
        isLeft = true;
    }

    boolean isLeft() {
        return isLeft;
    }

    /** Something came. */
    void heard(Instant now) {
        heardAt = now;
    }

    /** {@code connection_established}. */
    void established(JsonObject data) {
        connectionId = Answers.text(data, "connection_id");
        nonce = Answers.text(data, "nonce");
        interval = Duration.ofMillis(Math.max(1, Answers.integer(data, "heartbeat_interval_ms")));
        timeout = Duration.ofMillis(Math.max(1, Answers.integer(data, "heartbeat_timeout_ms")));
        if (heartbeatEvery != null && heartbeatEvery.compareTo(interval) < 0) {
            interval = heartbeatEvery;
            timeout = heartbeatEvery.multipliedBy(2);
        }
        phase = Phase.SIGNING_IN;
    }

    String connectionId() {
        return connectionId;
    }

    String nonce() {
        return nonce;
    }

    /** An {@code auth} was sent. */
    void signsIn(String id, boolean withToken, boolean withPosition) {
        authId = id;
        usesToken = withToken;
        resumes = withPosition;
    }

    boolean isAuth(String id) {
        return authId.equals(id);
    }

    boolean usesToken() {
        return usesToken;
    }

    /** Whether it asked for what was missed. */
    boolean resumes() {
        return resumes;
    }

    /** A page of what was missed has come. */
    void progressed(Instant now) {
        progressedAt = now;
    }

    /** {@code authenticated}: from now on heartbeats are due. */
    void signedIn(Instant now) {
        phase = Phase.CATCHING_UP;
        beatAt = now.plus(interval);
        progressedAt = now;
    }

    void ready() {
        phase = Phase.READY;
    }

    /** Whether the arena has let the client in. */
    boolean isSignedIn() {
        return phase.compareTo(Phase.CATCHING_UP) >= 0;
    }

    /** Whether a heartbeat is due; if so, the next one is due an interval later. */
    boolean takeHeartbeat(Instant now) {
        boolean isDue = isSignedIn() && !now.isBefore(beatAt);
        if (isDue) {
            beatAt = now.plus(interval);
        }
        return isDue;
    }

    /** Why it is dead; null if it is not. */
    @Nullable
    String death(Instant now) {
        if (!isSignedIn()) {
            return now.isBefore(openedAt.plus(SIGN_IN)) ? null : "not signed in after " + seconds(SIGN_IN);
        }
        if (phase == Phase.CATCHING_UP && !now.isBefore(progressedAt.plus(PAGE))) {
            return "nothing of what was missed has come for " + seconds(PAGE);
        }
        return now.isBefore(heardAt.plus(timeout)) ? null : "nothing heard for " + seconds(timeout);
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** When there is something to do. */
    Instant deadline() {
        if (!isSignedIn()) {
            return openedAt.plus(SIGN_IN);
        }
        Instant silent = heardAt.plus(timeout);
        if (phase == Phase.CATCHING_UP && progressedAt.plus(PAGE).isBefore(silent)) {
            silent = progressedAt.plus(PAGE);
        }
        return beatAt.isBefore(silent) ? beatAt : silent;
    }
}
