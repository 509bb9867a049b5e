package org.tradingarena.client;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.StreamPosition;

/** Events by long polling and orders by calls, where sockets are impossible (protocol sections 10 and 12). */
final class Polling {
    /** How long the arena holds a poll that has nothing to tell; it allows 30 s. */
    static final int POLL_SECONDS = 25;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** What the client makes of it. */
    interface Owner {
        /** Everything up to now has come. */
        void polls();

        /** HTTP does not work either. */
        void pollingFailed(String reason);

        /** The arena lets this client in under no circumstances. */
        void shutOut(String reason);
    }

    private enum Phase {
        OFF,
        SIGNING_IN,
        READING_STATE,
        POLLING
    }

    private final HttpRoutes routes;
    private final EventFlow flow;
    private final CatchUp catchUp;
    private final AccountKeeper account;
    private final Outbox out;
    private final Owner owner;
    private final HttpCarrier carrier;
    private Phase phase = Phase.OFF;
    private String token = "";
    private long call;
    private boolean live;
    private @Nullable String resetBecause;
    private boolean paused;
    private String blockedBecause = "";
    private @Nullable Instant retryAt;

    Polling(HttpRoutes routes, ClientParts parts, Owner owner) {
        this.routes = routes;
        this.flow = parts.flow();
        this.catchUp = parts.catchUp();
        this.account = parts.account();
        this.out = parts.out();
        this.owner = owner;
        this.carrier = new HttpCarrier(routes, parts);
    }

    boolean isOn() {
        return phase != Phase.OFF;
    }

    /** Whether events come this way and requests may go. */
    boolean isLive() {
        return live && phase == Phase.POLLING && !paused;
    }

    /** What carries requests meanwhile. */
    Carrier carrier() {
        return carrier;
    }

    /** Begins, with the token that it has or by signing in; {@code because} is why sockets seem impossible. */
    void start(String because) {
        blockedBecause = because;
        live = false;
        proceed();
    }

    /** A socket has signed in: it is going to bring the events. */
    void pause() {
        if (isOn()) {
            abandon();
            paused = true;
        }
    }

    /** The socket came to nothing. */
    void resume() {
        if (paused) {
            paused = false;
            proceed();
        }
    }

    private void signIn() {
        phase = Phase.SIGNING_IN;
        go(new HttpCall.SignIn());
    }

    private void go(HttpCall next) {
        retryAt = null;
        call = out.call(next);
    }

    /** A socket takes over. What was called for requests may still be answered. */
    void stop() {
        abandon();
        phase = Phase.OFF;
        live = false;
        paused = false;
    }

    private void abandon() {
        if (call != 0) {
            out.add(new ClientAction.Abandon(call));
        }
        call = 0;
        retryAt = null;
    }

    /** When there is something to do again. */
    @Nullable
    Instant deadline() {
        return retryAt;
    }

    void work(Instant now) {
        if (retryAt != null && !now.isBefore(retryAt)) {
            proceed();
        }
    }

    private void proceed() {
        StreamPosition here = flow.position();
        if (token.isEmpty()) {
            signIn();
        } else if (here == null || resetBecause != null) {
            phase = Phase.READING_STATE;
            go(routes.state(token));
        } else {
            phase = Phase.POLLING;
            go(routes.events(here, live ? POLL_SECONDS : 0, token));
        }
    }

    void onAnswer(long itsCall, JsonObject body, List<String> events) {
        if (!carrier.onAnswer(itsCall, body, events) && itsCall == call) {
            call = 0;
            try {
                proceed(body, events);
            } catch (ProtocolException odd) {
                fail("the answer is none of the arena's: " + odd.getMessage());
            }
        }
    }

    private void proceed(JsonObject body, List<String> events) {
        switch (phase) {
            case OFF -> {}
            case SIGNING_IN -> {
                token = Answers.text(body, "token");
                carrier.token(token);
                proceed();
            }
            case READING_STATE -> onState(body);
            case POLLING -> onPage(body, events);
        }
    }

    private void onState(JsonObject state) {
        String because = resetBecause;
        resetBecause = null;
        if (because != null) {
            catchUp.reset(state, because);
        } else {
            account.take(state);
            catchUp.began(Answers.position(state));
        }
        nowLive();
        proceed();
    }

    private void onPage(JsonObject page, List<String> texts) {
        long upTo = Answers.integer(page, "next_after_seq");
        if (!flow.page(Answers.events(page), texts, upTo)) {
            fail("a page of events has a hole");
            return;
        }
        if (!live && !Answers.flag(page, "has_more")) {
            catchUp.resumed();
            nowLive();
        }
        if (live) {
            flow.takeReplayed();
        }
        proceed();
    }

    private void nowLive() {
        live = true;
        phase = Phase.POLLING;
        owner.polls();
    }

    void onFailure(long itsCall, Throwable cause, Instant now) {
        if (carrier.carried(itsCall)) {
            if (carrier.onFailure(itsCall, cause, now) && phase == Phase.POLLING) {
                abandon();
                signIn();
            }
        } else if (itsCall == call) {
            call = 0;
            if (cause instanceof ArenaException refusal) {
                onRefusal(refusal.error(), now);
            } else {
                fail(reason(cause));
            }
        }
    }

    private void onRefusal(ArenaError error, Instant now) {
        if (phase == Phase.SIGNING_IN && error.code() == ErrorCode.AUTH_FAILED) {
            phase = Phase.OFF;
            owner.shutOut(error.code() + ": " + error.message());
        } else if (HttpCarrier.isAboutToken(error.code())) {
            signIn();
        } else if (error.code() == ErrorCode.CONFLICT) {
            resetBecause = error.details().get("reason") instanceof String reason ? reason : "CONFLICT";
            proceed();
        } else if (error.code() == ErrorCode.INTERNAL) {
            fail(error.message());
        } else {
            retryAt = now.plusMillis(error.retryAfterMillis().orElse(PAUSE.toMillis()));
        }
    }

    private void fail(String reason) {
        stop();
        owner.pollingFailed(blockedBecause + "; and without a socket: " + reason);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof ConnectException) {
            return "nobody answers at the address";
        }
        String message = cause.getMessage();
        String what = cause instanceof IOException ? "the network failed" : "the call failed";
        return message == null ? what : what + ": " + message;
    }
}
