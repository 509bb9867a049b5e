package org.tradingarena.journal.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.tradingarena.journal.record.ChainRecord;
import org.tradingarena.journal.record.EventBody;
import org.tradingarena.journal.record.Payload;
import org.tradingarena.journal.record.StreamId;
import org.tradingarena.journal.store.Submission.Atomic;

/**
 * With the floors that a node has by default: writes until the journal refuses, fills the rest of the disk, makes room again, goes on
 * until the journal refuses again, and ends on a full disk. Or counts what is there.
 */
final class FullDiskWriter {
    private static final int WRITERS = 4;
    /** Many streams, written in turn, so that each table of LevelDB overlaps all others: its compactions are large then. */
    private static final int STREAMS = 50;

    private static final int EVENT = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path disk;
    private final TestJournal journal;
    private final long[] acknowledged = new long[WRITERS];
    private final AtomicLong lowest = new AtomicLong(Long.MAX_VALUE);

    private FullDiskWriter(Path disk, TestJournal journal) {
        this.disk = disk;
        this.journal = journal;
    }

    public static void main(String[] args) throws Exception {
        Path disk = Path.of(args[1]);
        try (TestJournal journal = TestJournal.open(StoreSettings.defaults(disk.resolve("journal")))) {
            FullDiskWriter writer = new FullDiskWriter(disk, journal);
            if (args[0].equals("write")) {
                writer.run();
            } else {
                System.out.println("there are " + writer.events());
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        writeUntilAtRest();
        long before = sum();
        fill();
        writeUntilRefused();
        if (sum() != before) {
            throw new IllegalStateException("written on a full disk");
        }
        requireAll();
        System.out.println("full at " + before);

        Files.delete(filler());
        Files.delete(disk.resolve("spare"));
        Awaitility.await().atMost(PATIENCE).until(() -> write(0));
        writeUntilAtRest();
        requireAll();
        System.out.println("went on to " + sum());
        System.out.println("lowest MiB by itself " + (lowest.get() >> 20));
        fill();
    }

    /** A compaction that was under way may make room when it ends: then there is more to write. */
    private void writeUntilAtRest() throws InterruptedException {
        DiskSpace space = journal.store.diskSpace();
        do {
            writeUntilRefused();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> noteLowest() && (journal.store.isHeldBack() || space.hasRoomToWrite()));
        } while (!journal.store.isHeldBack() || space.hasRoomToWrite());
    }

    private void writeUntilRefused() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, WRITERS)
                .mapToObj(writer -> Thread.ofPlatform().start(() -> {
                    while (write(writer)) {
                        noteLowest();
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private boolean noteLowest() {
        lowest.accumulateAndGet(DiskSpace.usableBytesOf(disk).getAsLong(), Math::min);
        return true;
    }

    private boolean write(int writer) {
        long number = acknowledged[writer] / STREAMS + 1;
        byte[] random = new byte[EVENT];
        new Random(writer * 1_000_000L + acknowledged[writer]).nextBytes(random);
        byte[] body = new EventBody(0, "writer", "", List.of(), new Payload(1, "", random), null).encode();
        try {
            journal.store
                    .write(
                            name(writer, acknowledged[writer] % STREAMS),
                            List.of(new Atomic.Events(List.of(new Submission.NewEvent(number, body, List.of())))))
                    .join();
            acknowledged[writer]++;
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof JournalUnavailableException refused
                    && refused.reason() == JournalUnavailableException.Reason.DISK_FULL) {
                return false;
            }
            throw e;
        }
    }

    private static String name(int writer, long stream) {
        return "big-" + writer + "-" + stream;
    }

    private long sum() {
        return Arrays.stream(acknowledged).sum();
    }

    private void requireAll() {
        if (events() != sum()) {
            throw new IllegalStateException(events() + " events of " + sum());
        }
    }

    private long events() {
        return IntStream.range(0, WRITERS * STREAMS)
                .mapToLong(each -> events(StreamId.events(name(each / STREAMS, each % STREAMS))))
                .sum();
    }

    private long events(StreamId stream) {
        journal.store.highest(stream);
        Page<ChainRecord> page = journal.store.readFrom(stream, 1, Long.MAX_VALUE);
        long count = page.items().size();
        while (!page.end()) {
            page = journal.store.readAfter(stream, page.last(), Long.MAX_VALUE);
            count += page.items().size();
        }
        return count;
    }

    private Path filler() {
        return disk.resolve("filler");
    }

    /** Another program takes all of the room. */
    private void fill() {
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            System.out.println("the disk is full: " + e.getMessage());
        }
    }
}
