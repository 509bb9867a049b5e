package org.tradingarena.it;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Ed25519 keys and signatures that a strict verifier must refuse although a lax one accepts them. */
final class CraftedKeys {
    private static final int HALF = 32;
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private CraftedKeys() {}

    /** Encodings of the points of small order, canonical and not, as in "Taming the many EdDSAs" (Chalkias et al. 2020). */
    static List<byte[]> ofSmallOrder() {
        return List.of(
                        "0100000000000000000000000000000000000000000000000000000000000000",
                        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "0000000000000000000000000000000000000000000000000000000000000080",
                        "0000000000000000000000000000000000000000000000000000000000000000",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                        "0100000000000000000000000000000000000000000000000000000000000080",
                        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")
                .stream()
                .map(HexFormat.of()::parseHex)
                .toList();
    }

    /** A key whose y is not below the field's prime. */
    static byte[] notCanonical() {
        return HexFormat.of().parseHex("f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    }

    /** R = identity and S = 0: good for every message under the identity as key, says a verifier that does not look. */
    static byte[] forgedSignature() {
        byte[] signature = new byte[2 * HALF];
        signature[0] = 1;
        return signature;
    }

    /** The same signature with S + L for S: what makes signatures malleable. */
    static byte[] withLargeS(byte[] signature) {
        BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(signature, HALF, 2 * HALF)));
        byte[] large = reversed(fixed(s.add(ORDER)));
        byte[] changed = signature.clone();
        System.arraycopy(large, 0, changed, HALF, HALF);
        return changed;
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[HALF];
        int length = Math.min(bytes.length, HALF);
        System.arraycopy(bytes, bytes.length - length, fixed, HALF - length, length);
        return fixed;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
