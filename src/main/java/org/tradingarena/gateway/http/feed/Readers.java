package org.tradingarena.gateway.http.feed;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/** Who waits for an answer of one watch. Each is answered once, and each has a time after which it is looked at again. */
final class Readers {
    private final TimerScheduler<WatchCommand> timers;
    private final Duration linger;
    private final Map<Long, Reader> waiting = new LinkedHashMap<>();
    private long last;

    /** @param linger after so long without a reader {@link WatchCommand.Lonely} comes */
    Readers(TimerScheduler<WatchCommand> timers, Duration linger) {
        this.timers = timers;
        this.linger = linger;
    }

    /** Takes a reader; answers its number, which is never 0. */
    long add(Reader reader) {
        timers.cancel(WatchCommand.Lonely.class);
        waiting.put(++last, reader);
        return last;
    }

    /** {@link WatchCommand.Late} comes for this reader after a time, and not at any time that was said before. */
    void wakeLater(long id, Duration time) {
        timers.startSingleTimer(id, new WatchCommand.Late(id), time);
    }

    /** Nothing comes for this reader by itself: somebody works for it, and will say so. */
    void doNotWake(long id) {
        timers.cancel(id);
    }

    @Nullable
    Reader find(long id) {
        return waiting.get(id);
    }

    Optional<Reader> first() {
        return waiting.values().stream().findFirst();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void answer(long id, FeedReply reply) {
        Reader reader = waiting.remove(id);
        if (reader == null) {
            return;
        }
        reader.tell(reply);
        timers.cancel(id);
        if (waiting.isEmpty()) {
            timers.startSingleTimer(WatchCommand.Lonely.class, new WatchCommand.Lonely(), linger);
        }
    }

    /** Does something for each who waits now; they may be answered meanwhile. */
    void forEach(BiConsumer<Long, Reader> action) {
        List.copyOf(waiting.entrySet()).forEach(entry -> action.accept(entry.getKey(), entry.getValue()));
    }

    void answerAll(Function<Reader, FeedReply> reply) {
        forEach((id, reader) -> answer(id, reply.apply(reader)));
    }

    /** Tells those who came with this key that it is none. */
    void refuse(String key) {
        forEach((id, reader) -> {
            if (reader.key().equals(key)) {
                answer(id, new FeedReply.Refused());
            }
        });
    }
}
