package org.tradingarena.bench;

import java.util.Map;

/** One kind of load. It ends by itself. */
interface Scenario {
    /** The name of its command. */
    String name();

    /** The run in one line. */
    String title();

    /** What was asked for, by the names of the options. */
    Map<String, String> settings();

    /** How many sockets it opens. */
    int sockets();

    /** Puts the load on, measures and verifies. Throws {@link BenchException} where it cannot. */
    void run(Stage stage, Results results) throws InterruptedException;
}
