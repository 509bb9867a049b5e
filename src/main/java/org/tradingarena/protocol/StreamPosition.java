package org.tradingarena.protocol;

/** Everything up to and including {@code seq} of this incarnation of a stream is known (protocol section 1). */
public record StreamPosition(String epoch, long seq) {
    /** Its two members. */
    public JsonBody body() {
        return json -> json.text("epoch", epoch).integer("seq", seq);
    }
}
