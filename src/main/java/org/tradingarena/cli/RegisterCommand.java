package org.tradingarena.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.Console;
import org.tradingarena.cli.console.ExitCode;
import org.tradingarena.cli.console.KeyFile;
import org.tradingarena.cli.console.Table;
import org.tradingarena.cli.remote.AdminAction;
import org.tradingarena.cli.remote.Answer;
import org.tradingarena.cli.remote.ClientOptions;
import org.tradingarena.cli.remote.Http;
import org.tradingarena.cli.remote.Positive;
import org.tradingarena.protocol.JsonBody;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a collective. */
@Command(
        name = "register",
        mixinStandardHelpOptions = true,
        description = {
            "Open a collective with its keys and money. The same again changes nothing and is fine; other terms are refused.",
            "",
            "  arena register alpha --new-key --deposit USD=100000 --deposit BTC=2"
        },
        footer = {"", ExitCode.HELP})
final class RegisterCommand extends AdminAction {
    private static final String COLLECTIVES = "/api/v1/admin/collectives";

    @Parameters(paramLabel = "COLLECTIVE", converter = ClientOptions.Name.class, description = "Its id.")
    private String collective = "";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The private key whose public half is registered. Default: ARENA_KEY, else "
                    + ClientOptions.DEFAULT_KEY + "; none where --public-key is given.")
    private @Nullable Path key;

    @Option(names = "--new-key", description = "Make that key first, where there is no such file.")
    private boolean newKey;

    @Option(
            names = "--public-key",
            paramLabel = "KEY",
            description = "A public key in base64url, as `arena keygen` prints it; may be repeated.")
    private List<String> publicKeys = new ArrayList<>();

    @Option(
            names = "--deposit",
            paramLabel = "CURRENCY=AMOUNT",
            converter = {Currency.class, Positive.class},
            description = "What it begins with; may be repeated.")
    private Map<String, BigDecimal> deposits = new LinkedHashMap<>();

    @Override
    protected int run(Console out) throws IOException, InterruptedException {
        String token = token();
        List<String> keys = keys(out);
        Http http = http();
        boolean known = http.get(COLLECTIVES, token).requireItems("collectives").stream()
                .anyMatch(each -> each.text("collective_id").equals(collective));
        Answer opened = http.post(COLLECTIVES, token, terms(keys));
        if (out.isJson()) {
            out.say(opened.body().and(json -> json.flag("created", !known)));
        } else {
            out.say(known ? collective + " is open already, with these keys and deposits" : story(keys));
        }
        return ExitCode.FINE;
    }

    private List<String> keys(Console out) throws IOException {
        List<String> keys = new ArrayList<>(publicKeys);
        if (key != null || newKey || publicKeys.isEmpty()) {
            Path file = ClientOptions.keyFile(key);
            if (newKey && Files.notExists(file)) {
                KeyFile.create(file);
                out.note("made the key " + file);
            }
            keys.add(ClientOptions.load(file).publicKey());
        }
        return keys;
    }

    private JsonBody terms(List<String> keys) {
        return json -> json.text("collective_id", collective)
                .texts("public_keys", keys)
                .object("deposits", money -> deposits.forEach(money::decimal));
    }

    private String story(List<String> keys) {
        String money = deposits.entrySet().stream()
                .map(deposit -> Table.grouped(deposit.getValue()) + " " + deposit.getKey())
                .collect(Collectors.joining(", "));
        return collective + " is open, with " + keys.size() + (keys.size() == 1 ? " key" : " keys")
                + (money.isEmpty() ? " and no money" : " and " + money);
    }

    /** Reads a currency, in whatever case. */
    static final class Currency implements picocli.CommandLine.ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return text.toUpperCase(java.util.Locale.ROOT);
        }
    }
}
