package org.tradingarena.market.feed;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tradingarena.market.feed.RecordingFormat.Header;
import org.tradingarena.market.feed.RecordingFormat.Line;
import org.tradingarena.market.feed.RecordingFormat.MalformedLineException;

/**
 * Plays a recording (docs/market-feed.md) at its pace or a multiple of it. Every connection plays it from its beginning. The end is a lost
 * connection, unless it is played in a loop; so is a malformed line, with its number in the reason.
 */
public final class RecordedMarketDataStream implements MarketDataStream {
    /** How many lines {@link #check} reads. */
    static final int CHECKED_LINES = 10_000;

    /**
     * What to play and how.
     *
     * @param speed how many times faster than it was recorded, above 0
     * @param loop whether it begins anew at its end
     */
    public record Settings(Path file, double speed, boolean loop) {
        public Settings {
            if (!(speed > 0 && speed <= 1_000_000)) {
                throw new IllegalArgumentException("speed: must be above 0, at most 1000000");
            }
        }
    }

    private final Settings settings;
    private final Clock clock;
    private final Pause pause;
    private Set<String> subscribed = Set.of();
    private Header header = new Header("recorded", List.of());
    private @Nullable Reader reader;
    private Instant began = Instant.MIN;
    private long lastOffset;
    private @Nullable String ended;
    private volatile boolean closed;

    public RecordedMarketDataStream(Settings settings, Clock clock, Pause pause) {
        this.settings = settings;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Reads the beginning of a recording.
     *
     * @throws IOException naming the file, and the line that is malformed
     */
    public static void check(Path file) throws IOException {
        try (Reader reader = Reader.open(file)) {
            boolean any = false;
            while (reader.number < CHECKED_LINES && reader.next().isPresent()) {
                any = true;
            }
            if (!any) {
                throw new IOException(file + " has no events");
            }
        }
    }

    @Override
    public void connect() throws IOException {
        disconnect("not subscribed");
        if (closed) {
            throw new IOException("the recording is closed");
        }
        Reader opened = Reader.open(settings.file());
        header = opened.header;
        reader = opened;
        ended = null;
    }

    /** The recording begins to play. */
    @Override
    public void subscribe(List<String> symbols) throws IOException {
        if (reader == null) {
            throw new IOException("not connected");
        }
        for (String symbol : symbols) {
            if (!header.symbols().contains(symbol)) {
                throw new IOException(settings.file() + " has no events of " + symbol);
            }
        }
        subscribed = Set.copyOf(symbols);
        began = clock.instant();
    }

    @Override
    public MarketEvent nextEvent() throws InterruptedException {
        try {
            while (reader != null && !closed) {
                Optional<Line> line = reader.next();
                if (line.isEmpty()) {
                    atTheEnd(reader);
                } else if (isWanted(line.get().event())) {
                    return play(line.get());
                }
            }
        } catch (IOException failed) {
            disconnect(String.valueOf(failed.getMessage()));
        }
        if (closed) {
            disconnect("the recording is closed");
        }
        return new MarketEvent.Disconnected(ended == null ? "not connected" : ended);
    }

    private void atTheEnd(Reader over) throws IOException {
        if (!settings.loop()) {
            disconnect("the recording is over");
            return;
        }
        if (over.events == 0) {
            throw new IOException(settings.file() + " has no events");
        }
        began = began.plus(played(lastOffset));
        lastOffset = 0;
        over.close();
        reader = Reader.open(settings.file());
    }

    private MarketEvent play(Line line) throws InterruptedException {
        lastOffset = line.offset();
        Instant due = began.plus(played(line.offset()));
        for (Instant now = clock.instant(); now.isBefore(due) && !closed; now = clock.instant()) {
            pause.await(Duration.between(now, due));
        }
        if (line.event() instanceof MarketEvent.Disconnected recorded) {
            disconnect(recorded.reason());
        }
        return line.event();
    }

    private Duration played(long offset) {
        return Duration.ofNanos(Math.round(offset * 1e6 / settings.speed()));
    }

    private boolean isWanted(MarketEvent event) {
        return switch (event) {
            case MarketEvent.Book book -> subscribed.contains(book.symbol());
            case MarketEvent.Trade trade -> subscribed.contains(trade.symbol());
            case MarketEvent.Ticker ticker -> subscribed.contains(ticker.symbol());
            case MarketEvent.Disconnected disconnected -> true;
        };
    }

    private void disconnect(String reason) {
        ended = reason;
        lastOffset = 0;
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    @Override
    public String exchangeName() {
        return "recorded";
    }

    /** For good; the thread that plays closes the file. */
    @Override
    public void close() {
        closed = true;
        pause.wake();
    }

    /** Line after line, each within its bound. */
    private static final class Reader implements AutoCloseable {
        private final Path file;
        private final BufferedReader in;
        private final Header header;
        private int number;
        private long events;
        private long offset;

        private Reader(Path file, BufferedReader in) throws IOException {
            this.file = file;
            this.in = in;
            String first = line().orElseThrow(() -> new IOException(file + " is empty"));
            try {
                header = RecordingFormat.readHeader(first);
            } catch (MalformedLineException malformed) {
                throw at(malformed.getMessage());
            }
        }

        @SuppressWarnings("resource") // closed with the reader, or here if there is none
        static Reader open(Path file) throws IOException {
            BufferedReader in;
            try {
                in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new IOException(
                        file + " cannot be read: " + unreadable.getClass().getSimpleName(), unreadable);
            }
            try {
                return new Reader(file, in);
            } catch (IOException failed) {
                in.close();
                throw failed;
            }
        }

        /** The next event; empty at the end. */
        Optional<Line> next() throws IOException {
            Optional<String> text = line();
            if (text.isEmpty()) {
                return Optional.empty();
            }
            Line line;
            try {
                line = RecordingFormat.readLine(text.get());
            } catch (MalformedLineException malformed) {
                throw at(malformed.getMessage());
            }
            if (line.offset() < offset) {
                throw at("offset_ms goes back");
            }
            offset = line.offset();
            events++;
            return Optional.of(line);
        }

        /** A last line without its end is one that was never finished: it does not count. */
        private Optional<String> line() throws IOException {
            StringBuilder text = new StringBuilder();
            number++;
            for (int character = in.read(); character >= 0; character = in.read()) {
                if (character == '\n') {
                    return Optional.of(text.toString());
                }
                if (text.length() == RecordingFormat.LONGEST_LINE) {
                    throw at("longer than " + RecordingFormat.LONGEST_LINE + " characters");
                }
                text.append((char) character);
            }
            return Optional.empty();
        }

        private IOException at(@Nullable String what) {
            return new IOException(file + ", line " + number + ": " + what);
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException nothingWasWritten) {
                // a file that was only read
            }
        }
    }
}
