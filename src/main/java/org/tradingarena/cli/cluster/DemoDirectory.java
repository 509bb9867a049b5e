package org.tradingarena.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where everything of the demo is kept between runs: the database, each node's data, the admin token, the logs. */
record DemoDirectory(Path root) {
    DemoDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /** The data directory of a node, from 1. */
    Path node(int number) {
        return root.resolve("node-" + number);
    }

    Path nodeLog(int number) {
        return root.resolve("node-" + number + ".log");
    }

    Path adminToken() {
        return root.resolve("admin-token");
    }

    /** The data of PostgreSQL. */
    Path database() {
        return root.resolve("postgresql");
    }

    Path databaseLog() {
        return root.resolve("postgresql.log");
    }

    /** Where PostgreSQL's programs are unpacked; they can be deleted while nothing runs. */
    Path databasePrograms() {
        return root.resolve("postgresql-programs");
    }

    /** Logs are of one run: the one before is kept beside it as {@code .old}, older ones are not kept. */
    static void beginLog(Path log) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
