package org.tradingarena.it;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Follows a collective's events without a socket, by polls or by an event stream, and comes back to where it was for as long as it takes. It
 * keeps every event's text by seq, and notes each one that came twice or out of order.
 */
final class HttpFollower implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** How long a client waits that found no server. */
    static final Duration AWAY = Duration.ofMillis(20);

    /** How one connection is used: until it breaks, or nothing more comes on it. */
    private interface Way {
        void follow() throws IOException, InterruptedException;
    }

    private final HttpMember member;
    private final NavigableMap<Long, String> texts = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private String epoch = "";
    private long position;
    private int connections;
    private volatile boolean stopped;

    private HttpFollower(HttpMember member, boolean polls) {
        this.member = member;
        Way way = polls ? this::poll : this::stream;
        Thread.ofVirtual().start(() -> run(way));
    }

    /** By long polls, from the start. */
    static HttpFollower polling(HttpMember member) {
        return new HttpFollower(member, true);
    }

    /** By an event stream, from the start of this epoch. */
    static HttpFollower streaming(HttpMember member, String epoch) {
        HttpFollower follower = new HttpFollower(member, false);
        follower.begin(epoch);
        return follower;
    }

    private synchronized void begin(String stream) {
        epoch = stream;
        notifyAll();
    }

    private void run(Way way) {
        while (!stopped) {
            try {
                way.follow();
            } catch (IOException lost) {
                pause(); // the server is gone for a while
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private void pause() {
        if (!stopped) {
            Waiting.pass(AWAY);
        }
    }

    private void poll() throws IOException, InterruptedException {
        String path = "/events?limit=7&wait=2&after=" + position() + (epoch().isEmpty() ? "" : "&epoch=" + epoch());
        HttpResponse<String> page = CLIENT.send(member.request(path).build(), HttpResponse.BodyHandlers.ofString());
        if (page.statusCode() == 503) {
            return;
        }
        AdminApi.expect(200, page);
        connected();
        begin(WireJson.parse(page.body()).path("epoch").asText());
        HttpMember.events(page).forEach(this::accept);
        advance(WireJson.parse(page.body()).path("next_after_seq").asLong());
    }

    private void stream() throws IOException, InterruptedException {
        awaitEpoch();
        HttpResponse<Stream<String>> stream = CLIENT.send(
                member.request("/stream")
                        .header("Last-Event-ID", epoch() + ":" + position())
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        if (stream.statusCode() != 200) {
            return;
        }
        connected();
        try (Stream<String> lines = stream.body()) {
            lines.forEach(this::line);
        } catch (java.io.UncheckedIOException cut) {
            throw cut.getCause();
        }
    }

    private synchronized void awaitEpoch() throws InterruptedException {
        while (epoch.isEmpty()) {
            wait();
        }
    }

    private String id = "";

    private void line(String line) {
        if (line.startsWith("id: ")) {
            id = line.substring(4);
        } else if (line.startsWith("event: ")) {
            broken("an event of a type of its own: " + line);
        } else if (line.startsWith("data: ")) {
            String text = line.substring(6);
            String expected = WireJson.parse(text).path("event_id").asText();
            if (!id.equals(expected)) {
                broken("id " + id + " of " + text);
            }
            accept(text);
        }
    }

    private synchronized void accept(String text) {
        long seq = WireJson.parse(text).path("seq").asLong();
        if (seq <= position) {
            broken("at " + position + " came " + text);
        }
        texts.put(seq, text);
        position = seq;
    }

    private synchronized void advance(long next) {
        if (next < position) {
            broken("at " + position + " the next is " + next);
        }
        position = Math.max(position, next);
    }

    private synchronized void broken(String what) {
        violations.add(what);
    }

    private synchronized void connected() {
        connections++;
    }

    private synchronized String epoch() {
        return epoch;
    }

    synchronized long position() {
        return position;
    }

    synchronized int connections() {
        return connections;
    }

    synchronized NavigableMap<Long, String> texts() {
        return new TreeMap<>(texts);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** Ends with the poll or the event that is under way. */
    @Override
    public void close() {
        stopped = true;
    }
}
