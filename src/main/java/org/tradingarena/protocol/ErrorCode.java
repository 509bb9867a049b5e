package org.tradingarena.protocol;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every code of an error message (protocol section 11), with the HTTP status that carries it (section 10). */
public enum ErrorCode {
    INVALID_JSON(400),
    INVALID_MESSAGE(400),
    UNKNOWN_TYPE(400),
    INVALID_INCLUDE(400),
    INVALID_RESUME(400),
    UNAUTHENTICATED(401),
    AUTH_FAILED(401),
    TOKEN_EXPIRED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    RATE_LIMITED(429),
    CONNECTION_LIMIT(429),
    MESSAGE_TOO_LARGE(413),
    INVALID_SYMBOL(400),
    INVALID_PRICE(400),
    INVALID_QUANTITY(400),
    INSUFFICIENT_FUNDS(422),
    ORDER_NOT_FOUND(404),
    ORDER_CLOSED(409),
    DUPLICATE_ORDER_ID(409),
    SELF_TRADE(422),
    POST_ONLY_WOULD_CROSS(422),
    FOK_NOT_FILLABLE(422),
    MARKET_CLOSED(422),
    NO_LIQUIDITY(422),
    REPLAY_IN_PROGRESS(503),
    /** A persist failed: ask again with the same {@code client_order_id}. */
    OUTCOME_UNKNOWN(503),
    CONFLICT(409),
    OVERLOADED(503),
    INTERNAL(500);

    private static final Map<String, ErrorCode> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Enum::name, code -> code));

    private final int httpStatus;

    ErrorCode(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    /** The status of an HTTP response with this error. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The code of a wire name; empty for one of a newer protocol. */
    public static Optional<ErrorCode> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
