package org.tradingarena.cli.remote;

/** What a collective's client reads over HTTP. */
public final class CollectiveReads {
    private final Http http;
    private final String base;
    private final String token;

    CollectiveReads(Http http, String collective, String token) {
        this.http = http;
        this.base = "/api/v1/collectives/" + collective;
        this.token = token;
    }

    /** Reads; the path is that beneath the collective's, such as {@code /state}. */
    public Answer get(String path) throws InterruptedException {
        return http.get(base + path, token);
    }
}
