package org.tradingarena.protocol;

/** How a client proves who it is (protocol section 3). */
public sealed interface Credentials {
    /**
     * A key and its signature over {@link SignIn#message}.
     *
     * @param publicKey canonical base64url, of any length: a wrong one is a failed sign-in, not a malformed message
     * @param signature likewise
     */
    record Signature(String publicKey, String signature) implements Credentials {
        /** The key's bytes. */
        public byte[] publicKeyBytes() {
            return Base64Url.decode(publicKey).orElseThrow();
        }

        /** The signature's bytes. */
        public byte[] signatureBytes() {
            return Base64Url.decode(signature).orElseThrow();
        }
    }

    /** The token of an earlier {@code authenticated}. */
    record ResumeToken(String token) implements Credentials {}
}
