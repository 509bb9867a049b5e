package org.tradingarena.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.tradingarena.journal.record.Payload;

/** Stored events as JSON, for people: CBOR or JSON of Pekko's Jackson serializers, compressed or not, without the classes of the events. */
public final class PayloadJson {
    private static final ObjectMapper CBOR = new CBORMapper();
    private static final ObjectMapper JSON = new ObjectMapper();

    private PayloadJson() {}

    /** The event; of a serializer that is not known here, the serializer's number, its manifest and the bytes as base64. */
    public static JsonNode of(Payload payload) {
        try (InputStream in = new ByteArrayInputStream(payload.bytes())) {
            byte[] bytes = isGzip(payload.bytes()) ? new GZIPInputStream(in).readAllBytes() : payload.bytes();
            JsonNode event = (bytes.length > 0 && bytes[0] == '{' ? JSON : CBOR).readTree(bytes);
            if (event != null && event.isObject()) {
                return event;
            }
        } catch (IOException unreadable) {
            // Then the bytes have to do.
        }
        ObjectNode raw = JsonNodeFactory.instance.objectNode();
        return raw.put("serializer", payload.serializerId())
                .put("manifest", payload.manifest())
                .put("bytes", payload.bytes());
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
    }
}
