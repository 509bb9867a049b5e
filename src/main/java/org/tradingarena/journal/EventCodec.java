package org.tradingarena.journal;

import java.util.List;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.tradingarena.journal.record.ChainRecord;
import org.tradingarena.journal.record.EventBody;
import org.tradingarena.journal.record.Payload;
import org.tradingarena.journal.store.Submission.NewEvent;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Turns Pekko's persistent messages into events to store, and back, with Pekko's configured serializers. Thread-safe. */
final class EventCodec {
    private final PayloadCodec payloads;

    EventCodec(ClassicActorSystemProvider system) {
        payloads = new PayloadCodec(system);
    }

    /** What cannot be serialized throws. */
    NewEvent encode(PersistentRepr message) {
        Object event = message.payload();
        List<String> tags = List.of();
        if (event instanceof Tagged tagged) {
            event = tagged.payload();
            tags = CollectionConverters.asJava(tagged.tags()).stream().sorted().toList();
        }
        long timestamp = message.timestamp() == 0 ? System.currentTimeMillis() : message.timestamp();
        Option<Object> metadata = message.metadata();
        EventBody body = new EventBody(
                timestamp,
                message.writerUuid(),
                message.manifest(),
                tags,
                payloads.serialize(event),
                metadata.isDefined() ? payloads.serialize(metadata.get()) : null);
        return new NewEvent(message.sequenceNr(), body.encode(), body.tags());
    }

    PersistentRepr decode(ChainRecord record) {
        EventBody body = EventBody.of(record);
        PersistentRepr message = PersistentRepr.apply(
                        payloads.deserialize(body.event()),
                        record.number(),
                        record.stream().name(),
                        body.adapterManifest(),
                        false,
                        ActorRef.noSender(),
                        body.writer())
                .withTimestamp(body.timestamp());
        Payload metadata = body.metadata();
        return metadata == null ? message : message.withMetadata(payloads.deserialize(metadata));
    }
}
