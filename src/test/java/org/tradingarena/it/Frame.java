package org.tradingarena.it;

import com.fasterxml.jackson.databind.JsonNode;

/** A text frame of the server: its very characters, and what they say. */
record Frame(String text, JsonNode json) {
    static Frame of(String text) {
        return new Frame(text, WireJson.parse(text));
    }

    String type() {
        return json.path("type").asText();
    }

    boolean isError() {
        return type().equals("error");
    }

    /** The code of an error; empty for anything else. */
    String code() {
        return json.path("error").path("code").asText();
    }

    JsonNode data() {
        return json.path("data");
    }

    boolean isPrivateEvent() {
        return json.has("event_id");
    }

    boolean isMarketMessage() {
        return json.has("symbol") && json.has("seq") && !json.has("event_id");
    }

    boolean answers(String id) {
        return json.path("id").isTextual() && json.path("id").asText().equals(id);
    }
}
