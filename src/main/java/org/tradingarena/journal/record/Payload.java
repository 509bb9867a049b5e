package org.tradingarena.journal.record;

/** A serialized object: who can read it, of which manifest, and its bytes. The bytes are the payload's own, not copied. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Payload(int serializerId, String manifest, byte[] bytes) {
    void writeTo(ByteWriter out) {
        out.writeInt(serializerId).writeString(manifest).writeBlob(bytes);
    }

    static Payload readFrom(ByteReader in) {
        return new Payload(in.readInt(), in.readString(), in.readBlob());
    }
}
