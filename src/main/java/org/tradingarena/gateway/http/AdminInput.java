package org.tradingarena.gateway.http;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tradingarena.domain.Instruments;
import org.tradingarena.protocol.Amount;
import org.tradingarena.protocol.ArenaError;
import org.tradingarena.protocol.Base64Url;
import org.tradingarena.protocol.Ed25519Keys;
import org.tradingarena.protocol.ErrorCode;
import org.tradingarena.protocol.Fields;
import org.tradingarena.protocol.Ids;
import org.tradingarena.protocol.Json;
import org.tradingarena.protocol.ProtocolException;

/** Reads what admins send. Everything that is refused is a {@link ProtocolException} that names the field. */
final class AdminInput {
    private static final int ID_CHARACTERS = 64;
    private static final int CURRENCY_CHARACTERS = 12;
    private static final int MOST_KEYS = 100;
    private static final String KEY_RULE =
            "must be base64url of the 32 bytes of an Ed25519 public key, canonical and not of small order";

    private final Instruments instruments;

    AdminInput(Instruments instruments) {
        this.instruments = instruments;
    }

    /** The id of a collective to be opened. */
    String collectiveId(Fields body) {
        String id = body.requireText("collective_id", ID_CHARACTERS);
        if (!Ids.isCollective(id)) {
            throw body.invalid("collective_id", "must match [a-z0-9][a-z0-9_-]{0,63}");
        }
        return id;
    }

    /** Public keys in their order, each once. */
    List<String> publicKeys(Fields body) {
        List<String> texts = body.texts("public_keys", MOST_KEYS);
        for (int index = 0; index < texts.size(); index++) {
            if (!isPublicKey(texts.get(index))) {
                throw body.invalid("public_keys." + index, KEY_RULE);
            }
        }
        return List.copyOf(new LinkedHashSet<>(texts));
    }

    /** A key that stands in an address. */
    String publicKey(String text) {
        if (!isPublicKey(text)) {
            throw new ProtocolException(ArenaError.field(ErrorCode.INVALID_MESSAGE, "key", "key " + KEY_RULE));
        }
        return text;
    }

    private static boolean isPublicKey(String text) {
        return Base64Url.decode(text).flatMap(Ed25519Keys::publicKey).isPresent();
    }

    /** Deposits in atoms by currency; none if there are none. */
    Map<String, Long> deposits(Fields body) {
        Map<String, Long> deposits = new LinkedHashMap<>();
        Optional<Fields> given = body.object("deposits");
        if (given.isPresent()) {
            Fields members = given.get();
            members.object().members().forEach((currency, amount) -> {
                requireCurrency(members, currency, currency);
                deposits.put(currency, atoms(members, currency, amount));
            });
        }
        return deposits;
    }

    /** An id under which funds move once. */
    String moveId(Fields body, String name) {
        String id = body.requireText(name, ID_CHARACTERS);
        if (!Ids.isClientOrder(id)) {
            throw body.invalid(name, "must have 1 to 64 printable ASCII characters");
        }
        return id;
    }

    /** A currency of the arena. */
    String currency(Fields body) {
        String currency = body.requireText("currency", CURRENCY_CHARACTERS);
        requireCurrency(body, "currency", currency);
        return currency;
    }

    /** An amount above zero, in atoms. */
    long amount(Fields body) {
        return atoms(body, "amount", body.find("amount"));
    }

    private void requireCurrency(Fields fields, String name, String currency) {
        if (!instruments.hasCurrency(currency)) {
            throw fields.invalid(name, "must be a currency of an instrument");
        }
    }

    private static long atoms(Fields fields, String name, @Nullable Json value) {
        if (value == null || value.equals(Json.NULL)) {
            throw fields.missing(name).get();
        }
        return Amount.read(value)
                .flatMap(amount -> amount.atoms().stream().boxed().findFirst())
                .orElseThrow(() -> fields.refused(
                        ErrorCode.INVALID_QUANTITY, name, "must be a plain decimal above 0 with at most 8 decimals"));
    }
}
