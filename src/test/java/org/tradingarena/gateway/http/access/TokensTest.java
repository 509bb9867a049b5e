package org.tradingarena.gateway.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.ProtocolException;
import org.tradingarena.protocol.Role;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Tokens tokens = tokens("secret", NOW);
    private final Tokens.Issued issued = tokens.issue("alpha", "bot", "the-key", Role.OBSERVER);

    private static Tokens tokens(String adminToken, Instant now) {
        return new Tokens(adminToken, HOUR, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        refusal -> assertThat(refusal.error().code()).isEqualTo(code));
    }

    @Test
    void a_token_says_whose_it_is_to_every_node_with_the_same_admin_token() {
        Caller caller = tokens("secret", NOW.plusSeconds(1)).read(issued.token());
        assertThat(caller).isEqualTo(new Caller("alpha", "bot", "the-key", Role.OBSERVER, NOW.plus(HOUR)));
        assertThat(issued.expiresAt()).isEqualTo(NOW.plus(HOUR));
    }

    @Test
    void it_is_good_until_its_time_and_known_as_expired_afterwards() {
        assertThat(tokens("secret", NOW.plus(HOUR).minusMillis(1))
                        .read(issued.token())
                        .clientId())
                .isEqualTo("bot");
        refused(ErrorCode.TOKEN_EXPIRED, () -> tokens("secret", NOW.plus(HOUR)).read(issued.token()));
    }

    @Test
    void under_another_admin_token_it_is_none_even_past_its_time() {
        refused(ErrorCode.AUTH_FAILED, () -> tokens("other", NOW).read(issued.token()));
        refused(ErrorCode.AUTH_FAILED, () -> tokens("other", NOW.plus(HOUR)).read(issued.token()));
    }

    @Test
    void no_bit_of_it_can_be_changed() {
        byte[] bytes = Base64Url.decode(issued.token()).orElseThrow();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] forged = bytes.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            refused(ErrorCode.AUTH_FAILED, () -> tokens.read(Base64Url.encode(forged)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "=", "ü", "AA==", "the-admin-token"})
    void nonsense_is_no_token(String token) {
        refused(ErrorCode.AUTH_FAILED, () -> tokens.read(token));
        refused(ErrorCode.AUTH_FAILED, () -> tokens.read(issued.token() + token + "="));
        refused(ErrorCode.AUTH_FAILED, () -> tokens.read(issued.token().repeat(20)));
    }

    /** Proven, but of another form: as from a later version under the same admin token. */
    @Test
    void what_is_proven_and_not_understood_is_refused_too() {
        byte[] secret = Hmac.of(bytes("secret"), bytes("arena.v1 http tokens"));
        for (String said :
                List.of("alpha\nbot\nkey", "alpha\nbot\nkey\nKING\n9999999999999", "a\nb\nk\nTRADER\nsoon", "")) {
            byte[] text = bytes(said);
            byte[] token = new byte[Hmac.BYTES + text.length];
            System.arraycopy(Hmac.of(secret, text), 0, token, 0, Hmac.BYTES);
            System.arraycopy(text, 0, token, Hmac.BYTES, text.length);
            refused(ErrorCode.AUTH_FAILED, () -> tokens.read(Base64Url.encode(token)));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
