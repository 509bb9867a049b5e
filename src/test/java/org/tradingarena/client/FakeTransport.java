package org.tradingarena.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.StrictJson;
import org.tradingarena.protocol.Wire;

/** A network that does what a test says. */
final class FakeTransport implements Transport {
    final List<FakeSocket> sockets = new ArrayList<>();
    final List<Duration> openedAt = new ArrayList<>();
    final List<FakeCall> calls = new ArrayList<>();
    private final Supplier<Duration> clock;
    private boolean refusing;

    FakeTransport(Supplier<Duration> clock) {
        this.clock = clock;
    }

    /** From now on no socket can be opened. */
    void refuseSockets(boolean refuse) {
        refusing = refuse;
    }

    FakeSocket last() {
        return sockets.getLast();
    }

    FakeCall lastCall() {
        return calls.getLast();
    }

    @Override
    public Socket open(Events events) {
        openedAt.add(clock.get());
        FakeSocket socket = new FakeSocket(events);
        sockets.add(socket);
        if (refusing) {
            events.notOpened("status 426");
        }
        return socket;
    }

    @Override
    public CompletableFuture<Answer> call(HttpCall call) {
        FakeCall made = new FakeCall(call, new CompletableFuture<>());
        calls.add(made);
        return made.answer();
    }

    /** A call that a client has made. */
    record FakeCall(HttpCall what, CompletableFuture<Answer> answer) {
        void answer(JsonBody body) {
            StrictJson.Sliced sliced = StrictJson.slice(Wire.bare(body), "events", StrictJson.Limits.FRAME);
            answer.complete(new Answer((JsonObject) sliced.document(), sliced.items()));
        }
    }

    /** A socket that a client has opened. */
    static final class FakeSocket implements Socket {
        final Events events;
        final List<String> sent = new ArrayList<>();
        int mores;
        int closedWith;
        boolean aborted;

        FakeSocket(Events events) {
            this.events = events;
        }

        @Override
        public void send(String text) {
            sent.add(text);
        }

        @Override
        public void more() {
            mores++;
        }

        @Override
        public CompletableFuture<Void> close(int code) {
            closedWith = code;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void abort() {
            aborted = true;
        }

        boolean isOver() {
            return aborted || closedWith != 0;
        }
    }
}
