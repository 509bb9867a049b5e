package org.tradingarena.clearing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Messages under way: in order between two parties, but they may be lost and come again. */
final class SimulatedNetwork {
    /** Where messages go from one party to another. */
    record Line(String from, String to) {}

    private static final int MOST_UNDER_WAY = 2_000;

    private final Map<Line, Deque<Object>> lines = new LinkedHashMap<>();

    void send(String from, String to, Object message) {
        Deque<Object> line = lines.computeIfAbsent(new Line(from, to), each -> new ArrayDeque<>());
        if (line.size() >= MOST_UNDER_WAY) {
            throw new AssertionError("too much is under way from " + from + " to " + to + ", last " + message);
        }
        line.add(message);
    }

    /** The lines on which something is under way. */
    List<Line> busy() {
        List<Line> busy = new ArrayList<>(lines.size());
        lines.forEach((line, messages) -> {
            if (!messages.isEmpty()) {
                busy.add(line);
            }
        });
        return busy;
    }

    boolean isQuiet() {
        return lines.values().stream().allMatch(Deque::isEmpty);
    }

    /** The oldest messages of a line, which arrive now. */
    List<Object> take(Line line, int most) {
        Deque<Object> messages = messages(line);
        List<Object> taken = new ArrayList<>();
        while (taken.size() < most && !messages.isEmpty()) {
            taken.add(messages.remove());
        }
        return taken;
    }

    /** The oldest message is lost. */
    void lose(Line line) {
        messages(line).poll();
    }

    /** One of the messages comes again after the others. */
    void repeat(Line line, Random random) {
        Deque<Object> messages = messages(line);
        List<Object> all = List.copyOf(messages);
        messages.add(all.get(random.nextInt(all.size())));
    }

    /** All that is under way to and from a party is lost. */
    void cut(String party) {
        lines.forEach((line, messages) -> {
            if (line.from().equals(party) || line.to().equals(party)) {
                messages.clear();
            }
        });
    }

    private Deque<Object> messages(Line line) {
        Deque<Object> messages = lines.get(line);
        if (messages == null) {
            throw new IllegalArgumentException(line.toString());
        }
        return messages;
    }
}
