package org.tradingarena.journal;

import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.tradingarena.journal.record.Payload;

/** Objects to bytes and back, with the serializers that the actor system is configured with. Thread-safe. */
final class PayloadCodec {
    private final Serialization serialization;

    PayloadCodec(ClassicActorSystemProvider system) {
        serialization = SerializationExtension.get(system);
    }

    /** Throws whatever the serializer throws. */
    Payload serialize(Object object) {
        byte[] bytes = serialization.serialize(object).get();
        var serializer = serialization.findSerializerFor(object);
        return new Payload(serializer.identifier(), Serializers.manifestFor(serializer, object), bytes);
    }

    Object deserialize(Payload payload) {
        return serialization
                .deserialize(payload.bytes(), payload.serializerId(), payload.manifest())
                .get();
    }
}
