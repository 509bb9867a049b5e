package org.tradingarena.it;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Everything that a server said, over sockets and over HTTP, for {@link WireContract} to hold against the published descriptions. */
final class Transcript {
    /** One HTTP call as it was answered; the path without the query. */
    record Exchange(String method, String path, int status, String contentType, String body) {}

    private final Queue<String> frames = new ConcurrentLinkedQueue<>();
    private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();

    private volatile boolean on = true;

    /** Keeps nothing from now on: a test of thousands of clients would keep gigabytes. */
    void off() {
        on = false;
    }

    void frame(String text) {
        if (on) {
            frames.add(text);
        }
    }

    void exchange(Exchange exchange) {
        exchanges.add(exchange);
    }

    List<String> frames() {
        return List.copyOf(frames);
    }

    List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }
}
