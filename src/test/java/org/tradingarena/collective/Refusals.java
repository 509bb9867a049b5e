package org.tradingarena.collective;

import static org.assertj.core.api.Assertions.assertThat;

import org.tradingarena.protocol.ErrorCode;

/** What a refusal looks like. */
final class Refusals {
    private Refusals() {}

    static void assertRefused(Verdict verdict, ErrorCode code) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.error().code()).isEqualTo(code));
    }
}
