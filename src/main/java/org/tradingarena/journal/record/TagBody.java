package org.tradingarena.journal.record;

/** What a record of a tag's index carries: which event has the tag, and the checksum that its record must have. */
public record TagBody(String persistenceId, Position event) {
    public byte[] encode() {
        return new ByteWriter(persistenceId.length() + 16)
                .writeString(persistenceId)
                .writeVarLong(event.number())
                .writeInt(event.checksum())
                .toByteArray();
    }

    /** Reads the body of a record whose checksum was found to be right. */
    public static TagBody of(ChainRecord record) {
        try {
            ByteReader in = new ByteReader(record.body(), record.body().length);
            return new TagBody(in.readString(), new Position(in.readVarLong(), in.readInt()));
        } catch (IllegalArgumentException e) {
            throw CorruptJournalException.at(
                    record.stream(), record.number(), "it is no entry of an index, " + e.getMessage(), e);
        }
    }
}
