package org.tradingarena.protocol;

/** Writes the members of one object. It may run more than once and must write the same each time. */
@FunctionalInterface
public interface JsonBody {
    /** An object without members. */
    JsonBody EMPTY = json -> {};

    /** Writes the members, in the order of the protocol. */
    void write(JsonWriter json);

    /** These members, then those of another body. */
    default JsonBody and(JsonBody more) {
        return json -> {
            write(json);
            more.write(json);
        };
    }
}
