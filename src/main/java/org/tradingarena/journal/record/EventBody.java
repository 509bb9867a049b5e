package org.tradingarena.journal.record;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a record of an event stream carries: when and by whom it was written, the event adapter's manifest, the tags, the event
 * and its optional metadata. The timestamp is in milliseconds since 1970, UTC.
 */
public record EventBody(
        long timestamp,
        String writer,
        String adapterManifest,
        List<String> tags,
        Payload event,
        @Nullable Payload metadata) {
    private static final int WRITER_IS_UUID = 1;
    private static final int HAS_METADATA = 2;

    public EventBody {
        tags = List.copyOf(tags);
    }

    public byte[] encode() {
        UUID uuid = asUuid(writer);
        int flags = (uuid == null ? 0 : WRITER_IS_UUID) | (metadata == null ? 0 : HAS_METADATA);
        ByteWriter out =
                new ByteWriter(event.bytes().length + 80).writeByte(flags).writeLong(timestamp);
        if (uuid == null) {
            out.writeString(writer);
        } else {
            out.writeLong(uuid.getMostSignificantBits()).writeLong(uuid.getLeastSignificantBits());
        }
        out.writeString(adapterManifest).writeVarLong(tags.size());
        tags.forEach(out::writeString);
        event.writeTo(out);
        if (metadata != null) {
            metadata.writeTo(out);
        }
        return out.toByteArray();
    }

    /** Reads the body of a record whose checksum was found to be right. */
    public static EventBody of(ChainRecord record) {
        try {
            return decode(new ByteReader(record.body(), record.body().length));
        } catch (IllegalArgumentException e) {
            throw CorruptJournalException.at(record.stream(), record.number(), "it is no event, " + e.getMessage(), e);
        }
    }

    private static EventBody decode(ByteReader in) {
        int flags = in.readByte();
        long timestamp = in.readLong();
        String writer =
                (flags & WRITER_IS_UUID) != 0 ? new UUID(in.readLong(), in.readLong()).toString() : in.readString();
        String adapterManifest = in.readString();
        List<String> tags = new ArrayList<>();
        for (long left = in.readVarLong(); left > 0; left--) {
            tags.add(in.readString());
        }
        Payload event = Payload.readFrom(in);
        Payload metadata = (flags & HAS_METADATA) != 0 ? Payload.readFrom(in) : null;
        return new EventBody(timestamp, writer, adapterManifest, tags, event, metadata);
    }

    /** The writer as sixteen bytes, if that loses nothing. */
    private static @Nullable UUID asUuid(String writer) {
        if (writer.length() != 36) {
            return null;
        }
        try {
            UUID uuid = UUID.fromString(writer);
            return uuid.toString().equals(writer) ? uuid : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
