package org.tradingarena.gateway.socket;

import java.security.PublicKey;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.Ed25519Keys;

/**
 * Verifies signatures on threads of its own, with a bounded queue: a storm of sign-ins can delay other sign-ins, and nothing else. Each
 * check costs one verification, whatever is wrong with the key (protocol section 3).
 */
public final class SignatureChecks implements AutoCloseable {
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;
    private final PublicKey noKey = Ed25519Keys.generate().getPublic();
    private final String noKeyText = Base64Url.encode(Ed25519Keys.encode(noKey));
    private final byte[] noSignature = new byte[Ed25519Keys.SIGNATURE_BYTES];

    /** With so many threads, and room for so many checks to wait. */
    public SignatureChecks(int threadCount, int queue) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                threadCount, threadCount, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), task -> {
                    Thread thread = new Thread(task, "arena-signatures-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** A good key, base64url, that belongs to nobody: who fails here asks with it, and so takes the same way as everybody else. */
    public String keyOfNobody() {
        return noKeyText;
    }

    /** Says later whether the signature is the key's; answers false, and will not say, if too many checks wait. */
    public boolean check(byte[] key, byte[] signature, byte[] message, Consumer<Boolean> result) {
        try {
            threads.execute(() -> result.accept(isGood(key, signature, message)));
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    private boolean isGood(byte[] key, byte[] signature, byte[] message) {
        Optional<PublicKey> publicKey = Ed25519Keys.publicKey(key);
        boolean wellFormed = publicKey.isPresent() && signature.length == Ed25519Keys.SIGNATURE_BYTES;
        boolean verified = Ed25519Keys.verify(publicKey.orElse(noKey), message, wellFormed ? signature : noSignature);
        return wellFormed && verified;
    }

    /** How many checks wait. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** Stops; checks that wait are not answered. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
