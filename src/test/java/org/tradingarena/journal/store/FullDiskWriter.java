package org.tradingarena.journal.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.tradingarena.journal.kv.Engine;
import org.tradingarena.journal.record.EventBody;
import org.tradingarena.journal.record.Payload;
import org.tradingarena.journal.store.Submission.Atomic;

/** Writes until the journal says that the disk is full, fills the rest of the disk, makes room again and goes on. */
final class FullDiskWriter {
    private static final int EVENT = 20_000;

    private FullDiskWriter() {}

    public static void main(String[] args) throws IOException {
        Path disk = Path.of(args[0]);
        StoreSettings settings = new StoreSettings(
                disk.resolve("journal"),
                Engine.NATIVE,
                true,
                100,
                1 << 20,
                1000,
                Duration.ofSeconds(5),
                100,
                1 << 20,
                1000,
                1 << 20,
                1 << 20,
                // What a compaction takes while it is under way: up to twelve write buffers and the ten MiB of the
                // level below.
                40 << 20,
                32 << 20,
                Duration.ofMillis(1));
        try (TestJournal journal = TestJournal.open(settings)) {
            long number = 0;
            do {
                number = writeUntilRefused(journal, number + 1);
                while (!journal.store.isHeldBack() && !journal.store.diskSpace().hasRoomToWrite()) {
                    Thread.onSpinWait();
                }
                // A compaction that was under way may have made room when it ended: then there is more to write.
            } while (!journal.store.isHeldBack() || journal.store.diskSpace().hasRoomToWrite());
            System.out.println("refused after " + number);
            Path filler = disk.resolve("filler");
            fill(filler);
            if (writeUntilRefused(journal, number + 1) != number) {
                throw new IllegalStateException("written on a full disk");
            }
            System.out.println("readable " + journal.readAll("big").size());
            Files.delete(filler);
            Files.delete(disk.resolve("spare"));
            long more = writeUntilRefused(journal, number + 1);
            System.out.println("went on to " + more + " of room "
                    + journal.store.diskSpace().hasRoom());
        }
    }

    private static long writeUntilRefused(TestJournal journal, long from) {
        byte[] random = new byte[EVENT];
        new Random(from).nextBytes(random);
        byte[] body = new EventBody(0, "writer", "", List.of(), new Payload(1, "", random), null).encode();
        for (long number = from; ; number++) {
            try {
                journal.store
                        .write(
                                "big",
                                List.of(new Atomic.Events(List.of(new Submission.NewEvent(number, body, List.of())))))
                        .join();
            } catch (CompletionException e) {
                System.out.println(e.getCause());
                return number - 1;
            }
        }
    }

    private static void fill(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            System.out.println("the disk is full: " + e.getMessage());
        }
    }
}
