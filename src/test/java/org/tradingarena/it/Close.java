package org.tradingarena.it;

/** How a socket ended: the close code that the server sent, or 1006 if the connection broke without one. */
record Close(int code, String reason) {
    static final int BROKEN = 1006;
}
