package org.tradingarena.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Include;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.Json.JsonObject;
import org.tradingarena.protocol.Json.JsonText;
import org.tradingarena.protocol.OrderFilter;
import org.tradingarena.protocol.Request;

/**
 * Finds out what became of orders that are too old to be sent again: by the newest commands, then by all orders that the arena has in
 * memory, newest first. What is in neither was never placed.
 */
final class FateLookup {
    private static final int PAGE = 500;

    /** Asks a question of the client's own. */
    interface Questions {
        void ask(Request request, Reply reply, Instant now);
    }

    private final Questions questions;
    private final Outbox out;
    private final List<Outstanding> wanted = new ArrayList<>();
    private final List<Outstanding> looking = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    FateLookup(Questions questions, Outbox out) {
        this.questions = questions;
        this.out = out;
    }

    /** One more order. */
    void add(Outstanding order) {
        if (order.isUncertain()) {
            wanted.add(order);
        } else {
            notPlaced(order); // it was never sent
        }
    }

    /** Looks for all that wait, unless it is looking already. */
    void begin(Instant at) {
        now = at;
        if (looking.isEmpty() && !wanted.isEmpty()) {
            looking.addAll(wanted);
            wanted.clear();
            ask(new Request.GetInitialState(EnumSet.of(Include.COMMANDS), null), this::onCommands);
        }
    }

    private void ask(Request request, BiConsumer<Outstanding, JsonObject> then) {
        questions.ask(
                request,
                new Reply() {
                    @Override
                    public void answered(Outstanding asked, JsonObject data, List<String> events) {
                        then.accept(asked, data);
                    }

                    @Override
                    public void refused(Outstanding asked, ArenaError error) {
                        out.warn(
                                "the fate of " + looking.size() + " orders could not be looked up: " + error.message());
                        List<Outstanding> unknown = List.copyOf(looking);
                        looking.clear();
                        unknown.forEach(order -> order.reply()
                                .refused(
                                        order,
                                        ArenaError.of(
                                                ErrorCode.OUTCOME_UNKNOWN,
                                                "Its answer was lost and its fate could not be looked up")));
                    }
                },
                now);
    }

    private void onCommands(Outstanding asked, JsonObject data) {
        for (JsonObject command : Answers.objects(data, "commands")) {
            resolve(
                    Answers.text(command, "client_order_id"),
                    command.get("order") instanceof JsonObject order ? order : null,
                    command.get("code") instanceof JsonText(String code) ? code : null);
        }
        nextPage(null);
    }

    private void nextPage(@Nullable String cursor) {
        if (!looking.isEmpty()) {
            ask(new Request.GetOrders(OrderFilter.ALL, null, PAGE, cursor), this::onOrders);
        }
    }

    private void onOrders(Outstanding asked, JsonObject data) {
        for (JsonObject order : Answers.objects(data, "orders")) {
            resolve(Answers.text(order, "client_order_id"), order, ruleThatRefused(order));
        }
        Json cursor = data.get("cursor");
        if (cursor instanceof JsonText(String next)) {
            nextPage(next);
        } else {
            List<Outstanding> nowhere = List.copyOf(looking);
            looking.clear();
            nowhere.forEach(FateLookup::notPlaced);
        }
    }

    /** An order that a rule refused was never accepted; one that its book refused was. */
    private static @Nullable String ruleThatRefused(JsonObject order) {
        String rule = ErrorCode.INSUFFICIENT_FUNDS.name();
        return new JsonText(rule).equals(order.get("reason")) ? rule : null;
    }

    private void resolve(String clientOrderId, @Nullable JsonObject order, @Nullable String code) {
        for (Iterator<Outstanding> each = looking.iterator(); each.hasNext(); ) {
            Outstanding request = each.next();
            if (idOf(request).equals(clientOrderId)) {
                each.remove();
                if (code == null && order != null) {
                    request.reply().answered(request, OrderReply.found(order), List.of());
                } else {
                    request.reply().refused(request, refusal(code));
                }
            }
        }
    }

    private static String idOf(Outstanding request) {
        return request.request() instanceof Request.PlaceOrder place ? place.clientOrderId() : "";
    }

    private static ArenaError refusal(@Nullable String code) {
        ErrorCode known =
                code == null ? ErrorCode.INTERNAL : ErrorCode.find(code).orElse(ErrorCode.INTERNAL);
        return ArenaError.of(known, "The order was refused");
    }

    private static void notPlaced(Outstanding order) {
        order.reply().refused(order, OrderReply.NOT_PLACED);
    }

    /** The connection took the question with it. */
    void interrupted() {
        wanted.addAll(0, looking);
        looking.clear();
    }

    /** All that wait, which are no longer looked for. */
    List<Outstanding> close() {
        interrupted();
        List<Outstanding> all = List.copyOf(wanted);
        wanted.clear();
        return all;
    }
}
