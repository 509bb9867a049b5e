package org.tradingarena.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Include;
import org.tradingarena.protocol.InitialState;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.JsonBody;
import org.tradingarena.protocol.OrderFilter;
import org.tradingarena.protocol.Request;
import org.tradingarena.protocol.RequestParser;
import org.tradingarena.protocol.StrictJson;
import org.tradingarena.protocol.Wire;

/** The arena's calls over HTTP; tokens end at random. */
final class ModelHttp {
    private final ModelArena arena;
    private final ModelDesk desk;
    private final ModelFaults faults;
    private int tokens;

    ModelHttp(ModelArena arena, ModelDesk desk, ModelFaults faults) {
        this.arena = arena;
        this.desk = desk;
        this.faults = faults;
    }

    /** The answer as an input; null if there is none yet: a poll that waits. */
    @Nullable
    ClientInput answer(long call, HttpCall what) {
        if (faults.strike(20)) {
            return new ClientInput.CallFailed(call, new IOException("cut off"));
        }
        return switch (what) {
            case HttpCall.SignIn signIn -> {
                tokens++;
                yield good(call, json -> json.text("token", "http-" + tokens));
            }
            case HttpCall.Get get -> get(call, get);
            case HttpCall.Post post -> {
                Request request = RequestParser.body("place_order", Wire.bare(post.body()));
                yield isGood(post.token()) ? decided(call, request) : expired(call);
            }
            case HttpCall.Delete delete -> throw new AssertionError("not in this model: " + delete);
        };
    }

    private boolean isGood(String token) {
        if (faults.strike(20)) {
            tokens++;
        }
        return token.equals("http-" + tokens);
    }

    private static ClientInput expired(long call) {
        return bad(call, ArenaError.of(ErrorCode.TOKEN_EXPIRED, "the token has expired"));
    }

    private @Nullable ClientInput get(long call, HttpCall.Get get) {
        if (!isGood(get.token())) {
            return expired(call);
        }
        String path = get.path();
        Map<String, String> query = query(path);
        if (path.contains("/events?")) {
            return events(call, query);
        }
        if (path.contains("/orders?")) {
            return decided(call, new Request.GetOrders(OrderFilter.ALL, null, 500, query.get("cursor")));
        }
        InitialState state = new InitialState(
                arena.state(),
                arena.hashAt(arena.head()),
                symbol -> OptionalLong.empty(),
                EnumSet.allOf(Include.class),
                List.of(),
                ModelDesk.NO_SOCKET);
        return good(call, state.full());
    }

    private static Map<String, String> query(String path) {
        Map<String, String> query = new HashMap<>();
        int mark = path.indexOf('?');
        for (String part : mark < 0 ? new String[0] : path.substring(mark + 1).split("&", -1)) {
            String[] pair = part.split("=", 2);
            query.put(pair[0], pair[1]);
        }
        return query;
    }

    private @Nullable ClientInput events(long call, Map<String, String> query) {
        long after = Long.parseLong(query.get("after"));
        if (!arena.epoch().equals(query.get("epoch")) || after > arena.head()) {
            return bad(call, new ArenaError(ErrorCode.CONFLICT, "no such position", Map.of("reason", "EPOCH_CHANGED")));
        }
        long to = Math.min(arena.head(), after + 1 + faults.upTo(5));
        List<String> events = new ArrayList<>();
        for (long seq = after + 1; seq <= to; seq++) {
            if (!arena.text(seq).isEmpty()) {
                events.add(arena.text(seq));
            }
        }
        if (events.isEmpty() && to == arena.head() && !"0".equals(query.get("wait")) && faults.upTo(4) > 0) {
            return null;
        }
        return good(
                call,
                json -> json.raws("events", events)
                        .integer("next_after_seq", to)
                        .flag("has_more", to < arena.head())
                        .text("epoch", arena.epoch()));
    }

    private ClientInput decided(long call, Request request) {
        return switch (desk.decide(request)) {
            case ModelDesk.Answer.Good answer -> good(call, answer.body());
            case ModelDesk.Answer.Bad answer -> bad(call, answer.error());
        };
    }

    private static ClientInput good(long call, JsonBody body) {
        StrictJson.Sliced sliced = StrictJson.slice(Wire.bare(body), "events", StrictJson.Limits.FRAME);
        return new ClientInput.CallAnswered(call, (JsonObject) sliced.document(), sliced.items());
    }

    private static ClientInput bad(long call, ArenaError error) {
        return new ClientInput.CallFailed(call, new ArenaException(error));
    }
}
