package org.tradingarena.it;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** An Ed25519 key pair of the JDK, and how a client signs in with it (protocol section 3). */
final class Identity {
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();
    private static final int KEY_BYTES = 32;

    private final KeyPair keys;

    private Identity(KeyPair keys) {
        this.keys = keys;
    }

    static Identity random() {
        try {
            return new Identity(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The 32 bytes of the public key: the end of its X.509 form. */
    byte[] publicKeyBytes() {
        byte[] encoded = keys.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
    }

    String publicKey() {
        return base64Url(publicKeyBytes());
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    byte[] signIn(String connectionId, String nonce, String collective, String clientId) {
        return sign(challenge(connectionId, nonce, collective, clientId));
    }

    static byte[] challenge(String connectionId, String nonce, String collective, String clientId) {
        return String.join("\n", "arena.v1.auth", connectionId, nonce, collective, clientId)
                .getBytes(StandardCharsets.UTF_8);
    }

    static String base64Url(byte[] bytes) {
        return BASE64_URL.encodeToString(bytes);
    }
}
