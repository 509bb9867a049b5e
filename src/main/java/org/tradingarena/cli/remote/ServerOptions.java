package org.tradingarena.cli.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which arena. */
public final class ServerOptions {
    private static final String DEFAULT = "http://127.0.0.1:8080";

    @Option(
            names = "--server",
            paramLabel = "URL",
            converter = Address.class,
            description = "The arena. Default: ARENA_URL, else " + DEFAULT + ".")
    private @Nullable URI server;

    /** Its address, without a path. */
    public URI uri() {
        return Objects.requireNonNullElseGet(server, ServerOptions::configured);
    }

    private static URI configured() {
        String named = System.getenv("ARENA_URL");
        return named == null || named.isBlank() ? URI.create(DEFAULT) : Address.read("ARENA_URL", named.strip());
    }

    /** Reads an address. */
    static final class Address implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            return read("the address", text);
        }

        private static URI read(String what, String text) {
            try {
                URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
                String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
                boolean fits = (scheme.equals("http") || scheme.equals("https"))
                        && uri.getHost() != null
                        && uri.getUserInfo() == null
                        && uri.getPath().isEmpty();
                if (fits) {
                    return uri;
                }
            } catch (URISyntaxException malformed) {
                // told below
            }
            throw new TypeConversionException(
                    what + " '" + text + "' has not the form http://host:port or https://host");
        }
    }
}
