package org.tradingarena.market.feed;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stream that does what a test has written down: how connections and subscriptions go, and what comes then. */
final class ScriptedStream implements MarketDataStream {
    private final Queue<Boolean> connects = new ArrayDeque<>();
    private final Queue<Boolean> subscribes = new ArrayDeque<>();
    private final Deque<Supplier<MarketEvent>> events = new ArrayDeque<>();
    final List<List<String>> subscriptions = new ArrayList<>();
    private @Nullable RuntimeException defect;
    int connections;
    boolean closed;

    /** How the next connections go; those after them succeed. */
    ScriptedStream connects(boolean... outcomes) {
        for (boolean outcome : outcomes) {
            connects.add(outcome);
        }
        return this;
    }

    ScriptedStream subscribes(boolean... outcomes) {
        for (boolean outcome : outcomes) {
            subscribes.add(outcome);
        }
        return this;
    }

    ScriptedStream says(MarketEvent... said) {
        for (MarketEvent event : said) {
            events.add(() -> event);
        }
        return this;
    }

    ScriptedStream fails(RuntimeException failure) {
        events.add(() -> {
            throw failure;
        });
        return this;
    }

    ScriptedStream then(Supplier<MarketEvent> event) {
        events.add(event);
        return this;
    }

    /** The next connection fails with a defect. */
    ScriptedStream connectsWith(RuntimeException failure) {
        defect = failure;
        return this;
    }

    @Override
    public void connect() throws IOException {
        connections++;
        RuntimeException failure = defect;
        defect = null;
        if (failure != null) {
            throw failure;
        }
        if (Boolean.FALSE.equals(connects.poll())) {
            throw new IOException("connection refused");
        }
    }

    @Override
    public void subscribe(List<String> symbols) throws IOException {
        subscriptions.add(symbols);
        if (Boolean.FALSE.equals(subscribes.poll())) {
            throw new IOException("no such symbol");
        }
    }

    @Override
    public MarketEvent nextEvent() {
        if (events.isEmpty()) {
            throw new AssertionError("the script is over");
        }
        return events.poll().get();
    }

    @Override
    public String exchangeName() {
        return "scripted";
    }

    @Override
    public void close() {
        closed = true;
    }
}
