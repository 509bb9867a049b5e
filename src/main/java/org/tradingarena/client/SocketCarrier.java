package org.tradingarena.client;

/** Requests over a socket. */
record SocketCarrier(Conversation conversation, SocketLine line) implements Carrier {
    @Override
    public int window() {
        return Requests.MOST_ON_THE_WAY;
    }

    @Override
    public boolean carry(Outstanding request) {
        conversation.send(line, request.id(), request.request());
        return true;
    }
}
