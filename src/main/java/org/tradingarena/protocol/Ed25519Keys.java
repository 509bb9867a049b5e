package org.tradingarena.protocol;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * Ed25519 (RFC 8032), stricter than the JDK's: keys that are not canonical, not on the curve or of small order, and signatures
 * that are not 64 bytes or have S ≥ L are refused (protocol section 3). Verification costs 0.2–2 ms: bound it.
 */
public final class Ed25519Keys {
    /** Bytes of a public key and of a seed. */
    public static final int KEY_BYTES = 32;

    /** Bytes of a signature. */
    public static final int SIGNATURE_BYTES = 64;

    private static final String ALGORITHM = "Ed25519";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The order of the base point. */
    private static final BigInteger L =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private Ed25519Keys() {}

    /** The key of its 32 bytes; empty if they are no key that the arena accepts. */
    public static Optional<PublicKey> publicKey(byte[] encoded) {
        if (encoded.length != KEY_BYTES) {
            return Optional.empty();
        }
        byte[] magnitude = encoded.clone();
        boolean xOdd = (magnitude[KEY_BYTES - 1] & 0x80) != 0;
        magnitude[KEY_BYTES - 1] &= 0x7f;
        BigInteger y = littleEndian(magnitude);
        if (!Edwards25519.isCanonical(y) || !Edwards25519.isOnCurve(y) || Edwards25519.isOfSmallOrder(y)) {
            return Optional.empty();
        }
        return Optional.of(checked(() -> KeyFactory.getInstance(ALGORITHM)
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(xOdd, y)))));
    }

    /** The 32 bytes of a key. */
    public static byte[] encode(PublicKey key) {
        EdECPoint point = ((EdECPublicKey) key).getPoint();
        byte[] bigEndian = point.getY().toByteArray();
        byte[] encoded = new byte[KEY_BYTES];
        for (int i = 0; i < Math.min(bigEndian.length, KEY_BYTES); i++) {
            encoded[i] = bigEndian[bigEndian.length - 1 - i];
        }
        if (point.isXOdd()) {
            encoded[KEY_BYTES - 1] |= (byte) 0x80;
        }
        return encoded;
    }

    /** Whether the signature is the key's, over this message. */
    public static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES || scalar(signature).compareTo(L) >= 0) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException notASignature) {
            return false;
        }
    }

    /** The signature of a message, 64 bytes. */
    public static byte[] sign(PrivateKey key, byte[] message) {
        return checked(() -> {
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        });
    }

    /** A new pair of keys. */
    public static KeyPair generate() {
        byte[] seed = new byte[KEY_BYTES];
        RANDOM.nextBytes(seed);
        return keyPair(seed);
    }

    /** The pair of a seed of 32 bytes; throws {@link IllegalArgumentException} for another length. */
    public static KeyPair keyPair(byte[] seed) {
        if (seed.length != KEY_BYTES) {
            throw new IllegalArgumentException("a seed has " + KEY_BYTES + " bytes, not " + seed.length);
        }
        return checked(() -> {
            // The JDK has no other way from a seed to its public key: the generator's "random" bytes are the seed.
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
            KeyPair pair = generator.generateKeyPair();
            if (!Arrays.equals(seed(pair.getPrivate()), seed)) {
                throw new GeneralSecurityException(
                        "this JDK's generator does not take its seed from its random source");
            }
            return pair;
        });
    }

    /** The seed of a private key, 32 bytes: what a client keeps in its file, as base64url. */
    public static byte[] seed(PrivateKey key) {
        return ((EdECPrivateKey) key)
                .getBytes()
                .orElseThrow(() -> new IllegalArgumentException("this private key does not show its seed"));
    }

    private static BigInteger scalar(byte[] signature) {
        return littleEndian(Arrays.copyOfRange(signature, KEY_BYTES, SIGNATURE_BYTES));
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] bigEndian = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            bigEndian[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    private static <T> T checked(Step<T> step) {
        try {
            return step.run();
        } catch (GeneralSecurityException noEd25519) {
            throw new IllegalStateException("this JDK cannot do Ed25519", noEd25519);
        }
    }

    private interface Step<T> {
        T run() throws GeneralSecurityException;
    }

    private static final class Fixed extends SecureRandom {
        private final transient byte[] bytes;

        Fixed(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }
}
