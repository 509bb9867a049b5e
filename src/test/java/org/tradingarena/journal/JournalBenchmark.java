package org.tradingarena.journal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.sun.management.OperatingSystemMXBean;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * The stock LevelDB plugin against ours in one run: events a second with 1, 100 and 1000 persistent actors that persist one event
 * after the other, each acknowledged after a sync, and the replay of 100,000 events of one actor. Run its {@code main} with the test
 * class path; arguments: seconds for each load, how many rounds, and one plugin if not both.
 * System properties override the configuration.
 */
public final class JournalBenchmark {
    private static final int REPLAYED = 100_000;

    /** Only the first load with {@code -Dwriters=1}, after a warm-up of its own. */
    private static final int[] WRITERS =
            System.getProperty("writers", "").equals("1") ? new int[] {1} : new int[] {1, 100, 1000};

    private JournalBenchmark() {}

    /** About 170 bytes as CBOR, as an order event of the arena has. */
    public record Traded(
            @JsonProperty("seq") long seq,
            @JsonProperty("order") String order,
            @JsonProperty("symbol") String symbol,
            @JsonProperty("price") String price,
            @JsonProperty("quantity") String quantity,
            @JsonProperty("note") String note) {
        static Traded number(long seq) {
            return new Traded(seq, "order-" + seq, "BTC/USD", "65432.10", "0.1250", "x".repeat(80));
        }
    }

    enum Command {
        NEXT
    }

    /** Persists events one after the other until told to stop, or recovers and says so. */
    static final class Writer extends EventSourcedBehavior<Command, Traded, Long> {
        private final ActorRef<Command> self;
        private final int atOnce;
        private final Load load;

        Writer(String id, ActorRef<Command> self, int atOnce, Load load) {
            super(PersistenceId.ofUniqueId(id));
            this.self = self;
            this.atOnce = atOnce;
            this.load = load;
        }

        static Behavior<Command> of(String id, int atOnce, Load load) {
            return Behaviors.setup(context -> new Writer(id, context.getSelf(), atOnce, load));
        }

        @Override
        public Long emptyState() {
            return 0L;
        }

        @Override
        public CommandHandler<Command, Traded, Long> commandHandler() {
            return newCommandHandlerBuilder().forAnyState().onAnyCommand((state, command) -> {
                if (!load.goesOn(state)) {
                    load.done.countDown();
                    return Effect().stop();
                }
                List<Traded> events = Stream.iterate(state + 1, n -> n + 1)
                        .limit(atOnce)
                        .map(Traded::number)
                        .toList();
                return Effect().persist(events).thenRun(next -> {
                    load.count.add(atOnce);
                    self.tell(Command.NEXT);
                });
            });
        }

        @Override
        public EventHandler<Long, Traded> eventHandler() {
            return (state, event) -> event.seq();
        }

        @Override
        public SignalHandler<Long> signalHandler() {
            return newSignalHandlerBuilder()
                    .onSignal(RecoveryCompleted.instance(), state -> self.tell(Command.NEXT))
                    .build();
        }
    }

    /** What a crowd of writers does: until a time or a number of events each. */
    static final class Load {
        final LongAdder count = new LongAdder();
        final CountDownLatch done;
        private final long until;
        private final long each;

        Load(int writers, Duration time, long each) {
            done = new CountDownLatch(writers);
            until = System.nanoTime() + time.toNanos();
            this.each = each;
        }

        boolean goesOn(long state) {
            return state < each && System.nanoTime() < until;
        }
    }

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        for (int round = 1; round <= rounds; round++) {
            for (String plugin : args.length > 2 ? List.of(args[2]) : List.of("stock", "ours")) {
                Path directory = Files.createTempDirectory("journal-benchmark");
                try {
                    run(plugin, directory, Duration.ofSeconds(seconds), round);
                } finally {
                    delete(directory);
                }
            }
        }
    }

    private static void run(String plugin, Path directory, Duration time, int round) throws Exception {
        ActorSystem<Object> system = ActorSystem.create(Behaviors.empty(), "benchmark", config(plugin, directory));
        StringBuilder line = new StringBuilder("round " + round + "  " + plugin + ":");
        try {
            for (int writers : WRITERS) {
                line.append("  %d: %s".formatted(writers, persist(system, writers, time)));
            }
            if (WRITERS.length > 1) {
                fill(system);
                line.append("  replay cold: %,d/s".formatted(replay(system)));
                line.append("  warm: %,d/s".formatted(replay(system)));
            }
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        long bytes = size(directory);
        System.out.println(line.append("  disk: %,d MiB".formatted(bytes >> 20)));
    }

    /** Events a second, and CPU time an event, which is steadier on a busy machine; the load generator is part of it. */
    private static String persist(ActorSystem<?> system, int writers, Duration time) throws InterruptedException {
        Load load = new Load(writers, time, Long.MAX_VALUE);
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        for (int writer = 0; writer < writers; writer++) {
            system.systemActorOf(
                    Writer.of("writer-" + writers + "-" + writer, 1, load),
                    "w-" + writers + "-" + writer,
                    Props.empty());
        }
        if (!load.done.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the writers do not end");
        }
        long events = Math.max(1, load.count.sum());
        long rate = events * 1_000_000_000L / (System.nanoTime() - begin);
        return "%,d/s (%d us CPU)".formatted(rate, (cpuNanos() - cpu) / events / 1000);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void fill(ActorSystem<?> system) throws InterruptedException {
        Load load = new Load(1, Duration.ofMinutes(5), REPLAYED);
        system.systemActorOf(Writer.of("replayed", 100, load), "fill", Props.empty());
        if (!load.done.await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the journal is not filled");
        }
    }

    private static long replay(ActorSystem<?> system) throws InterruptedException {
        Load load = new Load(1, Duration.ZERO, REPLAYED);
        long begin = System.nanoTime();
        system.systemActorOf(Writer.of("replayed", 1, load), "replay-" + begin, Props.empty());
        load.done.await();
        return REPLAYED * 1_000_000_000L / (System.nanoTime() - begin);
    }

    static Config config(String plugin, Path directory) {
        String chosen = plugin.equals("stock") ? "pekko.persistence.journal.leveldb" : "arena.journal.leveldb";
        return ConfigFactory.systemProperties()
                .withFallback(ConfigFactory.parseString("""
                        pekko.loglevel = ERROR
                        pekko.persistence.journal.plugin = "%s"
                        pekko.persistence.journal.leveldb.dir = "%s/stock"
                        pekko.persistence.max-concurrent-recoveries = 1000
                        pekko.actor.serialization-bindings {
                          "org.tradingarena.journal.JournalBenchmark$Traded" = jackson-cbor
                        }
                        """.formatted(chosen, directory)))
                .withFallback(JournalConfig.in(directory));
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
