package org.tradingarena.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tradingarena.protocol.Ed25519Keys;

class SignatureChecksTest {
    private static final byte[] MESSAGE = {1, 2, 3};

    private final SignatureChecks checks = new SignatureChecks(1, 2);
    private final KeyPair keys = Ed25519Keys.generate();
    private final byte[] key = Ed25519Keys.encode(keys.getPublic());
    private final byte[] signature = Ed25519Keys.sign(keys.getPrivate(), MESSAGE);

    @AfterEach
    void stop() {
        checks.close();
    }

    private boolean check(byte[] publicKey, byte[] signed) throws Exception {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        assertThat(checks.check(publicKey, signed, MESSAGE, result::complete)).isTrue();
        return result.get(10, TimeUnit.SECONDS);
    }

    @Test
    void only_the_keys_own_signature_is_good() throws Exception {
        assertThat(check(key, signature)).isTrue();
        byte[] other = Ed25519Keys.encode(Ed25519Keys.generate().getPublic());
        assertThat(check(other, signature)).isFalse();
        assertThat(check(new byte[32], signature)).isFalse();
        assertThat(check(new byte[5], signature)).isFalse();
        assertThat(check(key, new byte[64])).isFalse();
        assertThat(check(key, new byte[63])).isFalse();
    }

    @Test
    void more_than_may_wait_are_refused_at_once() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        assertThat(checks.check(key, signature, MESSAGE, good -> {
                    running.countDown();
                    await(blocked);
                }))
                .isTrue();
        await(running);
        assertThat(checks.check(key, signature, MESSAGE, good -> {})).isTrue();
        assertThat(checks.check(key, signature, MESSAGE, good -> {})).isTrue();
        assertThat(checks.waiting()).isEqualTo(2);
        assertThat(checks.check(key, signature, MESSAGE, good -> {})).isFalse();
        blocked.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
