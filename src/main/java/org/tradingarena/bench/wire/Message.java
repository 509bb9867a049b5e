package org.tradingarena.bench.wire;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of what a server says (protocol section 2), read in one pass. As good as the {@link JsonSlice} that it was read from, and no
 * longer.
 */
public final class Message {
    private static final JsonSlice NOTHING = JsonSlice.of("{}");

    private final JsonSlice whole;
    private String type = "";
    private @Nullable JsonSlice id;
    private @Nullable JsonSlice epoch;
    private @Nullable JsonSlice symbol;
    private JsonSlice data = NOTHING;
    private JsonSlice error = NOTHING;
    private boolean isEvent;
    private boolean conflated;
    private boolean hasSuccess;
    private long seq = -1;
    private long prevSeq = -1;

    private Message(JsonSlice whole) {
        this.whole = whole;
        whole.members(this::take);
    }

    /** Reads the envelope of a frame, or of one message of a batch. */
    public static Message read(JsonSlice whole) {
        return new Message(whole);
    }

    private void take(JsonSlice name, JsonSlice value) {
        switch (name.text()) {
            case "type" -> type = value.text();
            case "id" -> id = value.reads("null") ? null : value;
            case "epoch" -> epoch = value;
            case "symbol" -> symbol = value;
            case "data" -> data = value;
            case "error" -> error = value;
            case "event_id" -> isEvent = true;
            case "conflated" -> conflated = value.reads("true");
            case "success" -> hasSuccess = true;
            case "seq" -> seq = value.integer();
            case "prev_seq" -> prevSeq = value.integer();
            default -> {}
        }
    }

    /** Hands on what a frame holds: itself, or the messages of a batch, in their order. */
    public void each(Consumer<Message> visitor) {
        if (isBatch()) {
            events(visitor);
        } else {
            visitor.accept(this);
        }
    }

    /** The messages in {@code data.events}, of a batch or a page. */
    public void events(Consumer<Message> visitor) {
        JsonSlice events = data.find("events");
        if (events != null) {
            events.elements(event -> visitor.accept(read(event)));
        }
    }

    /** Whether it is several messages in one frame. */
    public boolean isBatch() {
        return type.equals("events") && !hasSuccess;
    }

    /** Whether it is a private event. */
    public boolean isPrivateEvent() {
        return isEvent && seq >= 0 && !hasSuccess;
    }

    /** Whether it is a message of a symbol's chain. */
    public boolean isMarket() {
        return symbol != null && seq >= 0 && !hasSuccess;
    }

    /** Whether it refuses a request. */
    public boolean isError() {
        return type.equals("error");
    }

    /** The code of a refusal; empty if there is none. */
    public String errorCode() {
        JsonSlice code = error.find("code");
        return code == null ? "" : code.text();
    }

    public String type() {
        return type;
    }

    /** The id of the request that this answers; null if it answers none. */
    public @Nullable String id() {
        return id == null ? null : id.text();
    }

    /** The number in its chain; -1 if it has none. */
    public long seq() {
        return seq;
    }

    /** The number before it in its chain; -1 if it has none. */
    public long prevSeq() {
        return prevSeq;
    }

    /** Whether it stands for several messages, so that its chain may jump. */
    public boolean conflated() {
        return conflated;
    }

    /** Whether it is of this incarnation of its stream. */
    public boolean isOfEpoch(String expected) {
        return epoch != null
                && epoch.length() == expected.length() + 2
                && epoch.text().equals(expected);
    }

    /** The incarnation of its stream; empty if it names none. */
    public String epoch() {
        return epoch == null ? "" : epoch.text();
    }

    /** The body. */
    public JsonSlice data() {
        return data;
    }

    /** A text in the body; empty if there is none. */
    public String text(String... path) {
        JsonSlice value = data.find(path);
        return value == null || value.reads("null") ? "" : value.text();
    }

    /** An integer in the body; -1 if there is none. */
    public long integer(String... path) {
        JsonSlice value = data.find(path);
        return value == null || value.reads("null") ? -1 : value.integer();
    }

    /** All its bytes. */
    public JsonSlice whole() {
        return whole;
    }
}
