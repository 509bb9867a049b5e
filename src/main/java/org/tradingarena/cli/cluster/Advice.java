package org.tradingarena.cli.cluster;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** What a person may try next, as lines to copy. */
record Advice(int nodes, int port, Path adminToken) {
    /** The lines. */
    String text() {
        String arena = program();
        return """

                To try it, in another terminal:

                  export ARENA_ADMIN_TOKEN=$(cat %s) ARENA_COLLECTIVE=alpha
                  %s register alpha --new-key --deposit USD=100000 --deposit BTC=2 --server %s
                  %s trade buy BTC/USD 0.05 --price 63000 --server %s
                  %s watch --server %s

                Then kill -9 the pid of a node, and trade through another one. Ctrl-C stops everything.
                """.formatted(shown(adminToken), arena, server(1), arena, server(2), arena, server(3));
    }

    /** Another node for each, as far as there are so many. */
    private String server(int number) {
        return "http://127.0.0.1:" + (port + Math.min(number, nodes) - 1);
    }

    /** The program as it may be called from here; by its name if it was not started by {@code bin/arena}. */
    private static String program() {
        CodeSource source = Advice.class.getProtectionDomain().getCodeSource();
        try {
            Path jar = Path.of(source.getLocation().toURI());
            Path program = jar.resolveSibling("../bin/arena").normalize();
            return Files.isExecutable(program) ? shown(program) : "arena";
        } catch (URISyntaxException | IllegalArgumentException unknown) {
            return "arena";
        }
    }

    /** As short as it can be said from here. */
    private static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return (file.startsWith(here) ? here.relativize(file) : file).toString();
    }
}
