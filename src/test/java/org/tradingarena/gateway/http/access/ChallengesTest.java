package org.tradingarena.gateway.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.tradingarena.gateway.http.access.Challenges.Challenge;
import org.tradingarena.gateway.http.access.Challenges.Use;
import org.tradingarena.protocol.Base64Url;

class ChallengesTest {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Challenges challenges = challenges();

    private Challenges challenges() {
        return new Challenges(MINUTE, 2, new SecureRandom(), new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });
    }

    private Challenge issue() {
        return challenges.issue("alpha", "bot");
    }

    @Test
    void a_challenge_is_found_as_it_was_issued_and_has_32_fresh_bytes() {
        Challenge issued = issue();
        assertThat(challenges.find(issued.id(), "alpha", "bot")).hasValue(issued);
        assertThat(Base64Url.decode(issued.nonce()).orElseThrow()).hasSize(32);
        assertThat(issue().nonce()).isNotEqualTo(issued.nonce());
        assertThat(issued.expiresAt()).isEqualTo(now.plus(MINUTE));
    }

    @Test
    void it_is_good_for_its_client_only_and_in_its_process_only() {
        Challenge issued = issue();
        assertThat(challenges.find(issued.id(), "alpha", "other")).isEmpty();
        assertThat(challenges.find(issued.id(), "beta", "bot")).isEmpty();
        assertThat(challenges().find(issued.id(), "alpha", "bot")).isEmpty();
    }

    @Test
    void it_is_used_once() {
        Challenge issued = issue();
        assertThat(challenges.use(issued)).isEqualTo(Use.USED);
        assertThat(challenges.use(issued)).isEqualTo(Use.GONE);
        assertThat(challenges.find(issued.id(), "alpha", "bot")).isEmpty();
    }

    @Test
    void it_expires() {
        Challenge issued = issue();
        now = now.plus(MINUTE).minusMillis(1);
        assertThat(challenges.find(issued.id(), "alpha", "bot")).isPresent();
        now = now.plusMillis(1);
        assertThat(challenges.find(issued.id(), "alpha", "bot")).isEmpty();
        assertThat(challenges.use(issued)).isEqualTo(Use.GONE);
    }

    @Test
    void its_time_cannot_be_changed_nor_anything_else() {
        byte[] bytes = Base64Url.decode(issue().id()).orElseThrow();
        for (int at = 0; at < bytes.length; at++) {
            byte[] forged = bytes.clone();
            forged[at] ^= 1;
            assertThat(challenges.find(Base64Url.encode(forged), "alpha", "bot"))
                    .isEmpty();
        }
        assertThat(challenges.find("", "alpha", "bot")).isEmpty();
        assertThat(challenges.find("A".repeat(2000), "alpha", "bot")).isEmpty();
    }

    @Test
    void so_many_are_used_in_their_time_and_room_comes_back_with_it() {
        Challenge third = issue();
        assertThat(challenges.use(issue())).isEqualTo(Use.USED);
        now = now.plusSeconds(1);
        assertThat(challenges.use(issue())).isEqualTo(Use.USED);
        assertThat(challenges.use(third)).isEqualTo(Use.FULL);
        now = now.plus(MINUTE).minusSeconds(1);
        assertThat(challenges.use(issue())).isEqualTo(Use.USED);
        assertThat(challenges.use(issue())).isEqualTo(Use.FULL);
    }
}
