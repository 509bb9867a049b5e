package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The pages of one {@code reconnection_sync}, held to protocol section 4 as they come. */
final class ResumeRecord {
    private static final int PAGE_EVENTS = 500;
    private static final int PAGE_CHARACTERS = 256 * 1024;

    private final long from;
    private final Consumer<String> violation;
    private final List<JsonNode> pages = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private boolean complete;

    /** @param from the seq that the client knows */
    ResumeRecord(long from, Consumer<String> violation) {
        this.from = from;
        this.violation = violation;
    }

    /** Takes a page and returns its events, each as it was cut out of the frame. */
    synchronized List<String> page(Frame frame) {
        JsonNode data = frame.data();
        List<String> slices = WireJson.slices(frame.text(), "data", "events");
        check(!complete, "a page after the last one", frame);
        check(data.path("page").asInt() == pages.size() + 1, "pages count from 1", frame);
        long start = pages.isEmpty() ? from : pages.getLast().path("to_seq").asLong();
        String outcome = data.path("outcome").asText();
        check(data.path("from_seq").asLong(-1) == start, "from_seq is not " + start, frame);
        long last = start;
        for (String slice : slices) {
            long seq = WireJson.parse(slice).path("seq").asLong(-1);
            check(seq > last && seq <= data.path("to_seq").asLong(), "seq " + seq + " is out of its page", frame);
            last = seq;
        }
        check(slices.size() <= PAGE_EVENTS, "more events than a page may hold", frame);
        int size = slices.stream().mapToInt(String::length).sum();
        check(size <= PAGE_CHARACTERS, "more characters than a page may hold: " + size, frame);
        check(data.has("interruption") == pages.isEmpty(), "interruption is on page 1, and only there", frame);
        complete = data.path("complete").asBoolean();
        check(data.has("summary") == complete, "summary is on the last page, and only there", frame);
        pages.add(data);
        events.addAll(slices);
        if (complete) {
            last(frame, outcome);
        }
        return slices;
    }

    private void last(Frame frame, String outcome) {
        JsonNode data = frame.data();
        switch (outcome) {
            case "up_to_date" -> check(pages.size() == 1 && events.isEmpty(), "nothing was missed", frame);
            case "replayed" ->
                check(data.path("missed").asLong(-1) == events.size(), "missed is not " + events.size(), frame);
            case "snapshot", "reset" -> {
                check(pages.size() == 1 && events.isEmpty(), "a part was presented", frame);
                check(data.path("summary").isNull(), "a summary of what was not replayed", frame);
                return;
            }
            default -> check(false, "unknown outcome", frame);
        }
        Map<String, Integer> counts = new TreeMap<>();
        events.forEach(event -> counts.merge(WireJson.parse(event).path("type").asText(), 1, Integer::sum));
        Map<String, Integer> said = new TreeMap<>();
        data.path("summary")
                .path("counts")
                .properties()
                .forEach(entry -> said.put(entry.getKey(), entry.getValue().asInt()));
        check(counts.equals(said), "the digest counts " + said + " and not " + counts, frame);
    }

    private void check(boolean holds, String what, Frame frame) {
        if (!holds) {
            String text = frame.text();
            violation.accept(
                    "resume from " + from + ": " + what + ": " + text.substring(0, Math.min(2000, text.length())));
        }
    }

    synchronized boolean isComplete() {
        return complete;
    }

    synchronized JsonNode first() {
        return pages.getFirst();
    }

    synchronized JsonNode last() {
        return pages.getLast();
    }

    synchronized int pages() {
        return pages.size();
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }
}
