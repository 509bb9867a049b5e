package org.tradingarena.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.Credentials;
import org.tradingarena.protocol.Ed25519Keys;
import org.tradingarena.protocol.SignIn;

/** An Ed25519 key that a client signs in with (protocol section 3). It never shows its private half. */
public final class ClientKey {
    private final KeyPair pair;
    private final String publicKey;

    private ClientKey(KeyPair pair) {
        this.pair = pair;
        this.publicKey = Base64Url.encode(Ed25519Keys.encode(pair.getPublic()));
    }

    /** A new key, of this process alone. */
    public static ClientKey generate() {
        return new ClientKey(Ed25519Keys.generate());
    }

    /**
     * The key of a file that {@code arena keygen} wrote: the base64url of a seed of 32 bytes.
     *
     * @throws IOException if the file cannot be read or holds something else
     */
    public static ClientKey load(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        byte[] seed = Base64Url.decode(text)
                .filter(bytes -> bytes.length == Ed25519Keys.KEY_BYTES)
                .orElseThrow(() -> new IOException(
                        file + " holds no key: the base64url of 32 bytes is expected, as `arena keygen` writes it"));
        return new ClientKey(Ed25519Keys.keyPair(seed));
    }

    /** The public half in base64url, as the collective's operator registers it. */
    public String publicKey() {
        return publicKey;
    }

    /** The proof that this client holds the key. */
    public Credentials.Signature sign(String connectionId, String nonce, String collectiveId, String clientId) {
        byte[] message = SignIn.message(connectionId, nonce, collectiveId, clientId);
        return new Credentials.Signature(publicKey, Base64Url.encode(Ed25519Keys.sign(pair.getPrivate(), message)));
    }
}
