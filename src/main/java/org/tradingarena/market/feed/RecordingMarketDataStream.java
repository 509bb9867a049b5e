package org.tradingarena.market.feed;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tradingarena.market.feed.RecordingFormat.Header;
import org.tradingarena.market.feed.RecordingFormat.Line;

/**
 * Writes down what another stream says, for {@link RecordedMarketDataStream} to play: one new file, {@code
 * exchange-20260131T093000Z.ndjson}, from the first event on. A file that cannot be written, or has reached its size, is left as it is, with
 * one line in the log; the events go on.
 */
public final class RecordingMarketDataStream implements MarketDataStream {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingMarketDataStream.class);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final MarketDataStream inner;
    private final Path directory;
    private final long mostCharacters;
    private final Clock clock;
    private List<String> symbols = List.of();
    private Instant began = Instant.MIN;
    private @Nullable Writer writer;
    private long offset;
    private long written;
    private boolean over;
    private volatile boolean closed;

    /**
     * Records into a directory.
     *
     * @param mostCharacters how large a file may become
     */
    public RecordingMarketDataStream(MarketDataStream inner, Path directory, long mostCharacters, Clock clock) {
        this.inner = inner;
        this.directory = directory;
        this.mostCharacters = mostCharacters;
        this.clock = clock;
    }

    @Override
    public void connect() throws IOException, InterruptedException {
        inner.connect();
    }

    @Override
    public void subscribe(List<String> wanted) throws IOException, InterruptedException {
        symbols = List.copyOf(wanted);
        inner.subscribe(wanted);
    }

    @Override
    public MarketEvent nextEvent() throws InterruptedException {
        MarketEvent event = inner.nextEvent();
        if (closed) {
            closeFile();
        } else if (!over) {
            try {
                record(event);
            } catch (IOException failed) {
                end("cannot be written: " + failed.getMessage());
            }
        }
        return event;
    }

    private void record(MarketEvent event) throws IOException {
        Writer out = writer;
        if (out == null) {
            out = begin();
        }
        offset = Math.max(offset, Duration.between(began, clock.instant()).toMillis());
        write(out, RecordingFormat.write(new Line(offset, event)));
        if (written >= mostCharacters) {
            end("has reached its size");
        }
    }

    private Writer begin() throws IOException {
        began = clock.instant();
        Path file = directory.resolve(inner.exchangeName() + "-" + NAME.format(began) + ".ndjson");
        Writer out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW);
        writer = out;
        write(out, RecordingFormat.write(new Header(inner.exchangeName(), symbols), began));
        LOG.info("market data of {} is recorded in {}", inner.exchangeName(), file);
        return out;
    }

    private void write(Writer out, String line) throws IOException {
        out.write(line);
        out.write('\n');
        out.flush();
        written += line.length() + 1L;
    }

    private void end(String why) {
        over = true;
        LOG.warn("the recording of {} in {} ends: it {}", inner.exchangeName(), directory, why);
        closeFile();
    }

    private void closeFile() {
        Writer out = writer;
        writer = null;
        if (out != null) {
            try {
                out.close();
            } catch (IOException failed) {
                LOG.debug("a recording was not closed", failed);
            }
        }
    }

    @Override
    public String exchangeName() {
        return inner.exchangeName();
    }

    /** The thread that pulls closes the file; each line has been flushed before. */
    @Override
    public void close() {
        closed = true;
        inner.close();
    }
}
