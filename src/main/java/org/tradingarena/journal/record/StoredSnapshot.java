package org.tradingarena.journal.record;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as its file holds it: a magic word and format version, whose it is and of when, the state and optional metadata as
 * serialized, and a CRC-32C over all of that. The timestamp is in milliseconds since 1970, UTC.
 */
public record StoredSnapshot(
        String persistenceId,
        long sequenceNr,
        long timestamp,
        Payload state,
        @Nullable Payload metadata) {
    private static final byte[] MAGIC = "ARENASNAP".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;

    public byte[] encode() {
        ByteWriter out = new ByteWriter(state.bytes().length + 128)
                .writeByte(VERSION)
                .writeString(persistenceId)
                .writeVarLong(sequenceNr)
                .writeLong(timestamp)
                .writeByte(metadata == null ? 0 : 1);
        state.writeTo(out);
        if (metadata != null) {
            metadata.writeTo(out);
        }
        byte[] sealed = out.sealedWith(MAGIC);
        return new ByteWriter(MAGIC.length + sealed.length)
                .writeBytes(MAGIC)
                .writeBytes(sealed)
                .toByteArray();
    }

    /** Reads a whole file; an {@link IllegalArgumentException} says what is wrong with it. */
    public static StoredSnapshot decode(byte[] file) {
        ByteReader whole = new ByteReader(file, file.length);
        for (byte expected : MAGIC) {
            if (whole.readByte() != expected) {
                throw new IllegalArgumentException("it is no snapshot");
            }
        }
        ByteReader in = ByteReader.unsealed(MAGIC, whole.readRest());
        in.expectVersion(VERSION);
        String persistenceId = in.readString();
        long sequenceNr = in.readVarLong();
        long timestamp = in.readLong();
        boolean hasMetadata = in.readByte() != 0;
        Payload state = Payload.readFrom(in);
        return new StoredSnapshot(
                persistenceId, sequenceNr, timestamp, state, hasMetadata ? Payload.readFrom(in) : null);
    }
}
