package org.tradingarena.cli.remote;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tradingarena.cli.console.CommandFailure;
import org.tradingarena.client.ClientKey;
import org.tradingarena.protocol.Ids;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who asks: a client of a collective, with its key. */
public final class ClientOptions {
    /** Where the key is if nobody says otherwise. */
    public static final String DEFAULT_KEY = "arena.key";

    @Option(
            names = "--collective",
            paramLabel = "ID",
            converter = Name.class,
            description = "The collective. Default: ARENA_COLLECTIVE.")
    private @Nullable String collective;

    @Option(
            names = "--client",
            paramLabel = "ID",
            converter = Name.class,
            description = "The client's name within the collective; two programs that are connected never share one."
                    + " Default: cli; of watch cli-watch.")
    private @Nullable String client;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The private key, as `arena keygen` writes it. Default: ARENA_KEY, else " + DEFAULT_KEY + ".")
    private @Nullable Path key;

    /** The collective. */
    public String collective() {
        if (collective != null) {
            return collective;
        }
        String named = System.getenv("ARENA_COLLECTIVE");
        if (named == null || named.isBlank()) {
            throw CommandFailure.misused("which collective? Name it with --collective or ARENA_COLLECTIVE");
        }
        return new Name().convert(named.strip());
    }

    /** The client, or another name if none was given. */
    public String client(String otherwise) {
        return client == null ? otherwise : client;
    }

    /** The key. */
    public ClientKey key() {
        return load(keyFile(key));
    }

    /** The file of a key: the one that was named, or the usual one. */
    public static Path keyFile(@Nullable Path named) {
        if (named != null) {
            return named;
        }
        String configured = System.getenv("ARENA_KEY");
        return Path.of(configured == null || configured.isBlank() ? DEFAULT_KEY : configured);
    }

    /** The key of a file. */
    public static ClientKey load(Path file) {
        try {
            return ClientKey.load(file);
        } catch (NoSuchFileException missing) {
            throw CommandFailure.misused("there is no key file " + file + "; name one with --key or ARENA_KEY,"
                    + " or make it with `arena keygen " + file + "`");
        } catch (IOException unreadable) {
            throw CommandFailure.misused("the key file " + file + " cannot be used: " + unreadable.getMessage());
        }
    }

    /** Reads the id of a collective or a client. */
    public static final class Name implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (Ids.isCollective(text)) {
                return text;
            }
            throw new TypeConversionException("'" + text + "' is no id; it must match [a-z0-9][a-z0-9_-]{0,63}");
        }
    }
}
