package org.tradingarena.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The sockets and calls that a client has open. What they tell, on any thread, becomes an input on the client's. */
final class Network {
    private static final int NO_CLOSE_FRAME = 1006;

    private final Transport transport;
    private final ClientThread thread;
    private final Consumer<ClientInput> inputs;
    private final Map<Long, Transport.Socket> sockets = new HashMap<>();
    private final Map<Long, CompletableFuture<Transport.Answer>> calls = new HashMap<>();
    private CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);

    Network(Transport transport, ClientThread thread, Consumer<ClientInput> inputs) {
        this.transport = transport;
        this.thread = thread;
        this.inputs = inputs;
    }

    void open(long socket) {
        sockets.put(socket, transport.open(new SocketEvents(socket)));
    }

    void send(long socket, String text) {
        find(socket).ifPresent(open -> open.send(text));
    }

    void close(long socket, int code) {
        find(socket).ifPresent(open -> closing = open.close(code));
    }

    /** Completes once the socket that was closed last is on its way out. */
    CompletableFuture<Void> closing() {
        return closing;
    }

    void abort(long socket) {
        gone(socket).ifPresent(Transport.Socket::abort);
    }

    /** Lets go of every socket, and says so of each. */
    void abortAll(String reason) {
        for (long socket : List.copyOf(sockets.keySet())) {
            abort(socket);
            thread.run(() -> inputs.accept(new ClientInput.Lost(socket, NO_CLOSE_FRAME, reason)));
        }
    }

    private Optional<Transport.Socket> find(long socket) {
        return Optional.ofNullable(sockets.get(socket));
    }

    private Optional<Transport.Socket> gone(long socket) {
        return Optional.ofNullable(sockets.remove(socket));
    }

    void call(long number, HttpCall what) {
        CompletableFuture<Transport.Answer> answer = transport.call(what);
        calls.put(number, answer);
        var unused = answer.whenComplete((came, failure) -> thread.run(() -> {
            calls.remove(number);
            inputs.accept(
                    came != null
                            ? new ClientInput.CallAnswered(number, came.body(), came.events())
                            : new ClientInput.CallFailed(number, cause(failure)));
        }));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    void abandon(long number) {
        CompletableFuture<Transport.Answer> answer = calls.remove(number);
        if (answer != null) {
            answer.cancel(true);
        }
    }

    private final class SocketEvents implements Transport.Events {
        private final long socket;

        SocketEvents(long socket) {
            this.socket = socket;
        }

        @Override
        public void opened() {
            thread.run(() -> inputs.accept(new ClientInput.Opened(socket)));
        }

        @Override
        public void notOpened(String reason) {
            over(new ClientInput.NotOpened(socket, reason));
        }

        @Override
        public void received(String text) {
            thread.run(() -> {
                inputs.accept(new ClientInput.Received(socket, text));
                find(socket).ifPresent(Transport.Socket::more);
            });
        }

        @Override
        public void lost(int code, String reason) {
            over(new ClientInput.Lost(socket, code, reason));
        }

        private void over(ClientInput end) {
            thread.run(() -> {
                sockets.remove(socket);
                inputs.accept(end);
            });
        }
    }
}
