package org.tradingarena.cli.cluster;

import java.util.Map;

/** The PostgreSQL that the nodes share. */
interface DemoDatabase extends AutoCloseable {
    /** Its JDBC URL, without what may be secret. */
    String url();

    /** What the nodes' environment has to say so that they use it. */
    Map<String, String> environment();

    /** What it is, in a sentence. */
    String story();

    /** Stops it, if it is the demo's own. */
    @Override
    void close();

    /** One that somebody else runs, and that the configuration names. */
    record Given(String url) implements DemoDatabase {
        @Override
        public Map<String, String> environment() {
            return Map.of(); // the nodes have the same configuration
        }

        @Override
        public String story() {
            return "PostgreSQL is the one at " + url + ", as configured";
        }

        @Override
        public void close() {}
    }
}
