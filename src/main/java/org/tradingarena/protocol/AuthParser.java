package org.tradingarena.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;
import org.tradingarena.protocol.Resume.MarketPosition;

/** Reads {@code auth} (protocol sections 3 and 4). */
final class AuthParser {
    private static final int TOKEN_CHARACTERS = 1024;
    private static final int KEY_CHARACTERS = 1024;
    private static final int WORD_CHARACTERS = 64;

    private AuthParser() {}

    static Request.Auth auth(Fields data) {
        return new Request.Auth(
                clientId(data),
                data.word("client_type", ClientType.class).orElse(ClientType.BOT),
                data.word("role", Role.class).orElse(Role.TRADER),
                credentials(data),
                resume(data.find("resume")),
                data.find("subscriptions") == null ? null : RequestParser.rooms(data, "subscriptions"),
                gzip(data));
    }

    private static String clientId(Fields data) {
        String id = data.requireText("client_id", WORD_CHARACTERS);
        if (!Ids.isClient(id)) {
            throw data.invalid("client_id", "must match [a-z0-9][a-z0-9_-]{0,63}");
        }
        return id;
    }

    private static Credentials credentials(Fields data) {
        boolean key = data.find("public_key") != null || data.find("signature") != null;
        boolean token = data.find("resume_token") != null;
        if (key && token) {
            throw data.invalid("resume_token", "excludes public_key and signature");
        }
        if (token) {
            return new Credentials.ResumeToken(data.requireText("resume_token", TOKEN_CHARACTERS));
        }
        return new Credentials.Signature(base64Url(data, "public_key"), base64Url(data, "signature"));
    }

    private static String base64Url(Fields data, String name) {
        String text = data.requireText(name, KEY_CHARACTERS);
        if (Base64Url.decode(text).isEmpty()) {
            throw data.invalid(name, "must be base64url without padding");
        }
        return text;
    }

    private static boolean gzip(Fields data) {
        String compression = data.text("compression", WORD_CHARACTERS).orElse("");
        if (!compression.isEmpty() && !compression.equals("gzip")) {
            throw data.invalid("compression", "must be gzip");
        }
        return !compression.isEmpty();
    }

    /**
     * Never fails. Only what the protocol names makes it malformed: {@code epoch} and {@code seq}. A market position, {@code prefer}
     * or {@code max_events} that cannot be read counts as not given, which costs a snapshot or a longer replay but no event.
     */
    private static Resume resume(@Nullable Json value) {
        if (value == null) {
            return new Resume.Absent();
        }
        if (!(value instanceof JsonObject object)) {
            return new Resume.Malformed("data.resume", "resume must be an object", Map.of());
        }
        Map<String, MarketPosition> market = market(object.get("market"));
        if (object.get("epoch") == null && object.get("seq") == null && object.get("market") != null) {
            return new Resume.MarketOnly(market);
        }
        if (!(object.get("epoch") instanceof JsonText(String epoch))) {
            return new Resume.Malformed("data.resume.epoch", "resume.epoch must be a string", market);
        }
        OptionalLong seq = seq(object.get("seq"));
        if (seq.isEmpty()) {
            return new Resume.Malformed("data.resume.seq", "resume.seq must be an integer from 0 to 2^53-1", market);
        }
        boolean snapshot = new JsonText("snapshot").equals(object.get("prefer"));
        long most = seq(object.get("max_events")).orElse(Resume.DEFAULT_MAXIMUM_EVENTS);
        return new Resume.Position(epoch, seq.getAsLong(), snapshot, most, market);
    }

    private static Map<String, MarketPosition> market(@Nullable Json value) {
        Map<String, MarketPosition> market = new LinkedHashMap<>();
        if (value instanceof JsonObject object && object.members().size() <= RequestParser.MOST_ROOMS) {
            object.members().forEach((symbol, position) -> {
                if (Ids.isSymbol(symbol)
                        && position instanceof JsonObject chain
                        && chain.get("epoch") instanceof JsonText(String epoch)) {
                    seq(chain.get("seq")).ifPresent(seq -> market.put(symbol, new MarketPosition(epoch, seq)));
                }
            });
        }
        return market;
    }

    private static OptionalLong seq(@Nullable Json value) {
        OptionalLong seq = value == null ? OptionalLong.empty() : Fields.integer(value);
        return seq.isPresent() && seq.getAsLong() < 0 ? OptionalLong.empty() : seq;
    }
}
