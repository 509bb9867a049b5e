package org.tradingarena.gateway.http.feed;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.tradingarena.collective.Collective;
import org.tradingarena.collective.CollectiveCommand;
import org.tradingarena.collective.CollectiveEvent;
import org.tradingarena.collective.CollectiveEvent.KeyRevoked;
import org.tradingarena.collective.CollectiveReply;
import org.tradingarena.journal.EventReader;
import org.tradingarena.protocol.Preferences;
import org.tradingarena.session.ResumeOutcome.Cause;

/**
 * Watches one collective for all who read its events over HTTP on this node: one subscriber of the collective, however many they are. It
 * keeps the newest events, rendered once, and reads older ones from the journal for whoever wants them. Readers ask at their pace, each
 * page anew, and are never sent more; so a slow one costs nothing here.
 */
final class CollectiveWatch extends AbstractMatchingBehavior<WatchCommand> {
    private final ActorContext<WatchCommand> context;
    private final String id;
    private final FeedSurroundings surroundings;
    private final Runnable lonely;
    private final ActorRef<CollectiveReply> replies;
    private final Attachment attachment;
    private final EventTail tail;
    private final Readers readers;
    /** Keys that are good as of the newest event: the collective said so, and has told of no revocation since. */
    private final Set<String> goodKeys = new HashSet<>();
    /** Readers whose key the collective has been asked about since the watch is live. */
    private final Set<Long> asked = new HashSet<>();

    private long earliest = 1;
    private boolean leaving;

    /**
     * The behavior.
     *
     * @param lonely is run when nobody has read for a while; {@link WatchCommand.Leave} is to follow
     */
    static Behavior<WatchCommand> create(String collective, FeedSurroundings surroundings, Runnable lonely) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new CollectiveWatch(context, timers, collective, surroundings, lonely)));
    }

    private CollectiveWatch(
            ActorContext<WatchCommand> context,
            TimerScheduler<WatchCommand> timers,
            String collective,
            FeedSurroundings surroundings,
            Runnable lonely) {
        super(context);
        this.context = context;
        this.id = collective;
        this.surroundings = surroundings;
        this.lonely = lonely;
        this.tail = new EventTail(surroundings.settings().tail());
        this.readers = new Readers(timers, surroundings.settings().linger());
        this.replies = context.messageAdapter(CollectiveReply.class, WatchCommand.FromCollective::new);
        this.attachment = new Attachment(
                context, timers, () -> surroundings.collectives().apply(id), surroundings.settings(), replies);
    }

    @Override
    public Behavior<WatchCommand> onMessage(WatchCommand command) {
        switch (command) {
            case WatchCommand.Read read -> onRead(read);
            case WatchCommand.FromCollective from -> onReply(from.reply());
            case WatchCommand.CollectiveStopped stopped -> onCollectiveStopped();
            case WatchCommand.AttachDue due -> onAttachDue();
            case WatchCommand.PageRead page -> onPageRead(page);
            case WatchCommand.Late late -> onLate(late.reader());
            case WatchCommand.Lonely alone -> onLonely();
            case WatchCommand.Leave leave -> leaving = true;
            case WatchCommand.Stop stop -> onStop();
        }
        return leaving && readers.isEmpty() ? Behaviors.stopped() : this;
    }

    // Readers come and go.

    private void onRead(WatchCommand.Read read) {
        FeedRequest request = read.request();
        Reader reader =
                new Reader(request, read.replyTo(), nanos() + request.patience().toNanos());
        long number = readers.add(reader);
        Duration ours = surroundings.settings().patience();
        readers.wakeLater(number, ours.compareTo(request.patience()) > 0 ? ours : request.patience());
        if (attachment.isLive()) {
            serve(number, reader);
        } else if (attachment.isIdle()) {
            attachForAnybody();
        }
    }

    private long nanos() {
        return surroundings.nanoTime().getAsLong();
    }

    private void onLate(long number) {
        Reader reader = readers.find(number);
        if (reader != null && !reader.isReading()) {
            readers.answer(number, reader.nothing(tail.head()));
        }
    }

    private void onLonely() {
        if (readers.isEmpty()) {
            lonely.run();
        }
    }

    private void onStop() {
        leaving = true;
        readers.answerAll(reader -> reader.nothing(tail.head()));
    }

    // What they are told.

    private void serve(long number, Reader reader) {
        if (!attachment.isLive() || reader.isReading()) {
            return;
        }
        if (!goodKeys.contains(reader.key())) {
            askFor(number, reader.key());
            return;
        }
        switch (reader.next(tail, earliest, nanos())) {
            case Reader.Step.Tell tell -> readers.answer(number, noted(tell.reply()));
            case Reader.Step.ReadJournal read ->
                readJournal(number, reader.request().limit(), read.after());
            case Reader.Step.Wait wait -> readers.wakeLater(number, Duration.ofNanos(reader.patience(nanos())));
        }
    }

    private void askFor(long number, String key) {
        if (asked.add(number)) {
            surroundings.collectives().apply(id).tell(new CollectiveCommand.CheckKey(number, key, replies));
        }
    }

    private FeedReply noted(FeedReply reply) {
        if (reply instanceof FeedReply.Moved(Cause cause, String epoch, long head) && cause == Cause.FUTURE_POSITION) {
            context.getLog()
                    .error(
                            "alarm: collective {}: a reader knows more of stream {} than its head {}: the server may have lost data",
                            id,
                            epoch,
                            head);
        }
        return reply;
    }

    private void readJournal(long reader, int limit, long after) {
        readers.doNotWake(reader);
        String stream = Collective.persistenceId(id).id();
        context.pipeToSelf(
                surroundings
                        .replays()
                        .admit(
                                Preferences.Priority.MEDIUM,
                                () -> surroundings.journal().after(stream, after, limit)),
                (stored, failure) -> new WatchCommand.PageRead(reader, failure == null ? events(stored) : null));
    }

    private static List<CollectiveEvent> events(List<EventReader.Stored> stored) {
        return stored.stream().map(one -> (CollectiveEvent) one.event()).toList();
    }

    private void onPageRead(WatchCommand.PageRead page) {
        long number = page.reader();
        Reader reader = readers.find(number);
        if (reader == null) {
            return;
        }
        FeedReply reply = reader.read(page.events(), tail.head());
        if (reply != null) {
            readers.answer(number, reply);
        } else {
            readers.wakeLater(number, surroundings.settings().patience());
            serve(number, reader);
        }
    }

    // The collective.

    private void onAttachDue() {
        if (!attachment.isLive()) {
            attachForAnybody();
        }
    }

    /** With the key of somebody who reads, or did so and may again. */
    private void attachForAnybody() {
        Optional<Reader> first = readers.first();
        Optional<String> key = Stream.concat(first.stream().map(Reader::key), goodKeys.stream())
                .findFirst();
        long from = tail.isKnown() ? tail.head() : first.map(Reader::after).orElse(FeedRequest.HEAD);
        key.ifPresentOrElse(one -> attachment.ask(one, from), attachment::drop);
    }

    private void onReply(CollectiveReply reply) {
        switch (reply) {
            case CollectiveReply.Attached attached -> onAttached(attached);
            case CollectiveReply.NotInMemory behind -> onNotInMemory(behind);
            case CollectiveReply.Events news -> onEvents(news.events());
            case CollectiveReply.KeyChecked checked -> onKeyChecked(checked);
            case CollectiveReply.KeyRefused refused -> onAttachKeyRefused();
            case CollectiveReply.KeyRevoked revoked -> onExpelled(revoked.key());
            case CollectiveReply.NotOpen none -> onNotOpen();
            case CollectiveReply.Overloaded overloaded -> onOverloaded(overloaded.ticket());
            case CollectiveReply.OutcomeUnknown unknown -> onOverloaded(unknown.ticket());
            case CollectiveReply.Decided decided -> {}
            case CollectiveReply.State state -> {}
            case CollectiveReply.Head head -> {}
            case CollectiveReply.Orders orders -> {}
        }
    }

    private void onAttached(CollectiveReply.Attached attached) {
        if (!attachment.isAsked()) {
            return;
        }
        attachment.live(attached.collective());
        earliest = attached.earliest();
        // What happened meanwhile may have revoked any key but this one.
        goodKeys.clear();
        goodKeys.add(attachment.key());
        asked.clear();
        long before = attached.head() - attached.events().size();
        if (!attached.epoch().equals(tail.epoch()) || tail.head() != before) {
            tail.restart(attached.epoch(), before);
        }
        attached.events().forEach(tail::append);
        readers.forEach(this::serve);
    }

    /** What lies between is in the journal: the watch begins at the head, and whoever wants more reads there. */
    private void onNotInMemory(CollectiveReply.NotInMemory behind) {
        if (attachment.isAsked()) {
            tail.restart(behind.epoch(), behind.head());
            attachment.ask(attachment.key(), FeedRequest.HEAD);
        }
    }

    private void onEvents(List<CollectiveEvent> events) {
        if (!attachment.isLive()) {
            return;
        }
        for (CollectiveEvent event : events) {
            if (!tail.append(event)) {
                context.getLog().error("alarm: collective {}: event {} does not follow", id, event.seq());
                attachment.ask(attachment.key(), FeedRequest.HEAD);
                return;
            }
            if (event instanceof KeyRevoked revoked) {
                onRevoked(revoked.key());
            }
        }
        readers.forEach(this::serve);
    }

    private void onRevoked(String key) {
        goodKeys.remove(key);
        readers.refuse(key);
    }

    /** The key that the watch was attached with is revoked: with another one it goes on where it was. */
    private void onExpelled(String key) {
        onRevoked(key);
        if (key.equals(attachment.key())) {
            attachForAnybody();
        }
    }

    private void onAttachKeyRefused() {
        if (attachment.isAsked()) {
            onRevoked(attachment.key());
            attachForAnybody();
        }
    }

    private void onNotOpen() {
        attachment.drop();
        readers.answerAll(reader -> new FeedReply.Refused());
    }

    private void onKeyChecked(CollectiveReply.KeyChecked checked) {
        long number = checked.ticket();
        Reader reader = readers.find(number);
        if (!asked.remove(number) || reader == null) {
            return;
        }
        if (checked.open() && checked.mayEnter()) {
            goodKeys.add(reader.key());
            serve(number, reader);
        } else {
            readers.answer(number, new FeedReply.Refused());
        }
    }

    private void onOverloaded(long ticket) {
        if (ticket != Attachment.TICKET) {
            readers.answer(ticket, new FeedReply.Unavailable());
        } else if (attachment.isAsked()) {
            attachment.retryLater();
        }
    }

    private void onCollectiveStopped() {
        goodKeys.clear();
        attachment.collectiveStopped();
    }
}
