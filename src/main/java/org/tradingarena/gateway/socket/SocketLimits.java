package org.tradingarena.gateway.socket;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many sockets there may be (protocol section 3); to be used from any thread.
 *
 * <p>The sockets of an address and of the node are counted from the upgrade on. Those of a collective are counted as what they are only
 * when they have signed in, one a client: strangers, who know no more than a collective's name, cannot lock it out, and a client can
 * take its own session over at the limit. Sockets beyond the limit that have not signed in are {@linkplain Lease#isCrowded crowded}.
 */
public final class SocketLimits {
    private final int perCollective;
    private final int perAddress;
    private final int perNode;

    private final Map<InetAddress, Integer> addresses = new HashMap<>();
    private final Map<String, Team> teams = new HashMap<>();
    private int sockets;

    /** The sockets of one collective. */
    private static final class Team {
        private int sockets;
        private final Map<String, Integer> clients = new HashMap<>();
    }

    /** At most so many sockets of each. */
    public SocketLimits(int perCollective, int perAddress, int perNode) {
        this.perCollective = perCollective;
        this.perAddress = perAddress;
        this.perNode = perNode;
    }

    /**
     * The place of one socket, to be given back when it ends.
     */
    public final class Lease implements AutoCloseable {
        private final String collective;
        private final @Nullable InetAddress address;
        private final boolean crowded;
        private @Nullable String client;
        private boolean closed;

        private Lease(String collective, @Nullable InetAddress address, boolean crowded) {
            this.collective = collective;
            this.address = address;
            this.crowded = crowded;
        }

        /** Whether the collective had its number of sockets already: who does not sign in soon has to go. */
        public boolean isCrowded() {
            return crowded;
        }

        /** The socket has signed in as this client; false if the collective has its number of other clients. */
        public boolean enter(String clientId) {
            return SocketLimits.this.enter(this, clientId);
        }

        @Override
        public void close() {
            release(this);
        }
    }

    /** A place for a socket of this collective from this address (null if unknown); empty if the address or the node has its number. */
    public synchronized Optional<Lease> admit(String collective, @Nullable InetAddress address) {
        InetAddress counted = address == null || address.isLoopbackAddress() ? null : address;
        if (sockets >= perNode || (counted != null && addresses.getOrDefault(counted, 0) >= perAddress)) {
            return Optional.empty();
        }
        sockets++;
        if (counted != null) {
            addresses.merge(counted, 1, Integer::sum);
        }
        Team team = teams.computeIfAbsent(collective, unseen -> new Team());
        team.sockets++;
        return Optional.of(new Lease(collective, counted, team.sockets > perCollective));
    }

    /** How many sockets there are. */
    public synchronized int size() {
        return sockets;
    }

    private synchronized boolean enter(Lease lease, String client) {
        Team team = teams.get(lease.collective);
        if (lease.closed
                || team == null
                || (!team.clients.containsKey(client) && team.clients.size() >= perCollective)) {
            return false;
        }
        team.clients.merge(client, 1, Integer::sum);
        lease.client = client;
        return true;
    }

    private synchronized void release(Lease lease) {
        Team team = teams.get(lease.collective);
        if (lease.closed || team == null) {
            return;
        }
        lease.closed = true;
        sockets--;
        if (lease.address != null) {
            addresses.computeIfPresent(lease.address, (address, count) -> count > 1 ? count - 1 : null);
        }
        if (lease.client != null) {
            team.clients.computeIfPresent(lease.client, (client, count) -> count > 1 ? count - 1 : null);
        }
        if (--team.sockets == 0) {
            teams.remove(lease.collective);
        }
    }
}
