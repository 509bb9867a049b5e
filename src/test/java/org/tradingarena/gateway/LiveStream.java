package org.tradingarena.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An event stream as it comes, block by block. */
final class LiveStream implements AutoCloseable {
    /** What a client is told of one event. */
    record Event(String id, String type, String data) {}

    /** The stream is over: in order, or not. */
    private static final String END = "end";

    private static final String BROKEN = "broken";

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<String> blocks = new LinkedBlockingQueue<>();

    LiveStream(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (Scanner scanner = new Scanner(response.body(), StandardCharsets.UTF_8).useDelimiter("\n\n")) {
            while (scanner.hasNext()) {
                blocks.add(scanner.next());
            }
            blocks.add(scanner.ioException() == null ? END : BROKEN);
        }
    }

    String contentType() {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    /** The next block, without the empty line behind it. */
    String next() throws InterruptedException {
        String block = blocks.poll(10, TimeUnit.SECONDS);
        if (block == null) {
            throw new AssertionError("nothing came");
        }
        return block;
    }

    /** The next block that a client is told of. */
    Event nextEvent() throws InterruptedException {
        while (true) {
            String block = next();
            if (block.equals(END) || block.equals(BROKEN)) {
                throw new AssertionError("the stream is over: " + block);
            }
            if (block.contains("data: ")) {
                return new Event(field(block, "id"), field(block, "event"), field(block, "data"));
            }
        }
    }

    private static String field(String block, String name) {
        return block.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    /** Waits for the end; whether it came in order. */
    boolean awaitEnd() throws InterruptedException {
        while (true) {
            String block = next();
            if (block.equals(END) || block.equals(BROKEN)) {
                return block.equals(END);
            }
        }
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
