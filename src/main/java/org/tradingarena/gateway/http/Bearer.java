package org.tradingarena.gateway.http;

import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** {@code Authorization: Bearer} (RFC 6750). */
final class Bearer {
    private static final String SCHEME = "bearer ";

    private Bearer() {}

    /** What a request shows. */
    static Optional<String> token(HttpRequest request) {
        return request.getHeader("Authorization")
                .map(header -> header.value())
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip())
                .filter(token -> !token.isEmpty());
    }
}
