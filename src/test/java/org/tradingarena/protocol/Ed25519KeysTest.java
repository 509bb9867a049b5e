package org.tradingarena.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519KeysTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final BigInteger ORDER =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /** RFC 8032 section 7.1: TEST 1, 2, 3 and SHA(abc). */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42,"
                + "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf,"
                + "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f,"
                + "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    })
    void the_vectors_of_rfc_8032_hold(String seed, String key, String message, String signature) {
        KeyPair pair = Ed25519Keys.keyPair(HEX.parseHex(seed));
        PublicKey parsed = Ed25519Keys.publicKey(HEX.parseHex(key)).orElseThrow();

        assertThat(HEX.formatHex(Ed25519Keys.encode(pair.getPublic()))).isEqualTo(key);
        assertThat(HEX.formatHex(Ed25519Keys.seed(pair.getPrivate()))).isEqualTo(seed);
        assertThat(HEX.formatHex(Ed25519Keys.sign(pair.getPrivate(), HEX.parseHex(message))))
                .isEqualTo(signature);
        assertThat(Ed25519Keys.verify(parsed, HEX.parseHex(message), HEX.parseHex(signature)))
                .isTrue();
    }

    /** The eight points whose order divides 8, and every other encoding of them (y + p, or a sign bit on x = 0). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            })
    void points_of_small_order_are_no_keys_in_any_encoding(String key) {
        assertThat(Ed25519Keys.publicKey(HEX.parseHex(key))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            })
    void encodings_of_y_at_or_above_p_are_no_keys(String key) {
        assertThat(Ed25519Keys.publicKey(HEX.parseHex(key))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 8, 11, 12, 13})
    void a_y_without_an_x_is_no_key(int y) {
        byte[] encoded = new byte[32];
        encoded[0] = (byte) y;

        assertThat(Ed25519Keys.publicKey(encoded).isPresent()).isEqualTo(hasSquareRoot(y));
    }

    @Test
    void a_key_has_32_bytes() {
        assertThat(Ed25519Keys.publicKey(new byte[31])).isEmpty();
        assertThat(Ed25519Keys.publicKey(new byte[33])).isEmpty();
        assertThat(Ed25519Keys.publicKey(new byte[0])).isEmpty();
        assertThatThrownBy(() -> Ed25519Keys.keyPair(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 50)
    void any_seed_signs_what_its_key_verifies(@ForAll @Size(32) byte[] seed, @ForAll byte[] message) {
        KeyPair pair = Ed25519Keys.keyPair(seed);
        byte[] signature = Ed25519Keys.sign(pair.getPrivate(), message);
        PublicKey key =
                Ed25519Keys.publicKey(Ed25519Keys.encode(pair.getPublic())).orElseThrow();

        assertThat(Ed25519Keys.verify(key, message, signature)).isTrue();
        assertThat(Ed25519Keys.seed(pair.getPrivate())).isEqualTo(seed);
    }

    @Property(tries = 200)
    void any_32_bytes_are_a_key_with_that_encoding_or_none(@ForAll @Size(32) byte[] bytes) {
        Ed25519Keys.publicKey(bytes)
                .ifPresent(key -> assertThat(Ed25519Keys.encode(key)).isEqualTo(bytes));
    }

    @Test
    void a_changed_signature_message_or_key_does_not_verify() {
        KeyPair pair = Ed25519Keys.generate();
        byte[] message = "message".getBytes(StandardCharsets.UTF_8);
        byte[] signature = Ed25519Keys.sign(pair.getPrivate(), message);

        for (int place : new int[] {0, 31, 32, 63}) {
            byte[] changed = signature.clone();
            changed[place] ^= 1;
            assertThat(Ed25519Keys.verify(pair.getPublic(), message, changed)).isFalse();
        }
        assertThat(Ed25519Keys.verify(pair.getPublic(), new byte[0], signature)).isFalse();
        assertThat(Ed25519Keys.verify(Ed25519Keys.generate().getPublic(), message, signature))
                .isFalse();
    }

    @Test
    void a_signature_has_64_bytes_and_no_more() {
        KeyPair pair = Ed25519Keys.generate();
        byte[] signature = Ed25519Keys.sign(pair.getPrivate(), new byte[0]);

        assertThat(Ed25519Keys.verify(pair.getPublic(), new byte[0], Arrays.copyOf(signature, 65)))
                .isFalse();
        assertThat(Ed25519Keys.verify(pair.getPublic(), new byte[0], Arrays.copyOf(signature, 63)))
                .isFalse();
        assertThat(Ed25519Keys.verify(pair.getPublic(), new byte[0], new byte[0]))
                .isFalse();
    }

    @Test
    void the_second_form_of_a_signature_with_s_plus_l_is_refused() {
        KeyPair pair = Ed25519Keys.generate();
        byte[] signature = Ed25519Keys.sign(pair.getPrivate(), new byte[0]);
        byte[] malleated = signature.clone();
        byte[] s = littleEndian(littleEndian(signature).add(ORDER));
        System.arraycopy(s, 0, malleated, 32, 32);

        assertThat(Ed25519Keys.verify(pair.getPublic(), new byte[0], signature)).isTrue();
        assertThat(Ed25519Keys.verify(pair.getPublic(), new byte[0], malleated)).isFalse();
    }

    @Test
    void what_is_signed_to_sign_in_is_five_lines() {
        assertThat(new String(SignIn.message("conn", "nonce", "alpha", "laptop"), StandardCharsets.UTF_8))
                .isEqualTo("arena.v1.auth\nconn\nnonce\nalpha\nlaptop");
    }

    private static BigInteger littleEndian(byte[] signature) {
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = signature[63 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    private static byte[] littleEndian(BigInteger value) {
        byte[] encoded = new byte[32];
        for (int i = 0; i < 32; i++) {
            encoded[i] = value.shiftRight(8 * i).byteValue();
        }
        return encoded;
    }

    /** Found another way than in the code: RFC 8032 section 5.1.3, by the candidate root. */
    private static boolean hasSquareRoot(int y) {
        BigInteger p = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
        BigInteger d = BigInteger.valueOf(-121665)
                .multiply(BigInteger.valueOf(121666).modPow(p.subtract(BigInteger.TWO), p))
                .mod(p);
        BigInteger yy = BigInteger.valueOf((long) y * y);
        BigInteger u = yy.subtract(BigInteger.ONE).mod(p);
        BigInteger v = d.multiply(yy).add(BigInteger.ONE).mod(p);
        BigInteger exponent = p.subtract(BigInteger.valueOf(5)).shiftRight(3);
        BigInteger candidate = u.multiply(v.modPow(BigInteger.valueOf(3), p))
                .multiply(u.multiply(v.modPow(BigInteger.valueOf(7), p)).modPow(exponent, p))
                .mod(p);
        BigInteger square = v.multiply(candidate).multiply(candidate).mod(p);
        return square.equals(u) || square.equals(p.subtract(u).mod(p));
    }
}
