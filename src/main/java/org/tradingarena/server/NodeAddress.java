package org.tradingarena.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the node on a data directory listens, kept beside the data for commands that have to ask a running node. */
public final class NodeAddress {
    private static final String FILE = "address";

    private NodeAddress() {}

    static void write(Path dataDirectory, String address) throws IOException {
        Files.writeString(dataDirectory.resolve(FILE), address + "\n");
    }

    /** What the last node on the directory wrote; whether it still runs is another matter. */
    public static Optional<String> read(Path dataDirectory) {
        try {
            return Optional.of(Files.readString(dataDirectory.resolve(FILE)).strip());
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }
}
