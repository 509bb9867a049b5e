package org.tradingarena.journal;

import java.util.List;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.tradingarena.journal.record.ChainRecord;
import org.tradingarena.journal.record.EventBody;
import org.tradingarena.journal.record.Payload;
import org.tradingarena.journal.store.Submission.NewEvent;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Turns Pekko's persistent messages into events to store, and back, with Pekko's configured serializers. Thread-safe. */
final class EventCodec {
    private final Serialization serialization;

    EventCodec(ClassicActorSystemProvider provider) {
        serialization = SerializationExtension.get(provider);
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
                serialize(event),
                metadata.isDefined() ? serialize(metadata.get()) : null);
        return new NewEvent(message.sequenceNr(), body.encode(), body.tags());
    }

    PersistentRepr decode(ChainRecord record) {
        EventBody body = EventBody.of(record);
        PersistentRepr message = PersistentRepr.apply(
                        deserialize(body.event()),
                        record.number(),
                        record.stream().name(),
                        body.adapterManifest(),
                        false,
                        ActorRef.noSender(),
                        body.writer())
                .withTimestamp(body.timestamp());
        Payload metadata = body.metadata();
        return metadata == null ? message : message.withMetadata(deserialize(metadata));
    }

    private Payload serialize(Object object) {
        Serializer serializer = serialization.findSerializerFor(object);
        byte[] bytes = serialization.serialize(object).get();
        return new Payload(serializer.identifier(), Serializers.manifestFor(serializer, object), bytes);
    }

    private Object deserialize(Payload payload) {
        return serialization.deserialize(payload.bytes(), payload.serializerId(), payload.manifest()).get();
    }
}
