package org.tradingarena.gateway.http.access;

import java.time.Instant;
import org.tradingarena.protocol.Role;

/**
 * Who calls: what a token says.
 *
 * @param key the public key (base64url) that signed in; whether it is still good is the collective's word
 */
public record Caller(String collective, String clientId, String key, Role role, Instant expiresAt) {
    /** Whether the caller may do more than read. */
    public boolean isTrader() {
        return role == Role.TRADER;
    }
}
