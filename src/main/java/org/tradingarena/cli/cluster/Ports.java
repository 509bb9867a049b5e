package org.tradingarena.cli.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tradingarena.cli.console.CommandFailure;

/** Ports of this machine's loopback address. */
final class Ports {
    /** How many ports are tried for each one that is needed. */
    private static final int TRIES = 200;

    static final int HIGHEST = 65_535;

    private Ports() {}

    /** Whether somebody listens on it. */
    static boolean isTaken(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }

    /**
     * So many free ports, the lowest from {@code first} on. Not the system's choice: that would come from the range that outgoing
     * connections use too, and a node that is killed could find its port taken by one of them.
     */
    static List<Integer> free(int number, int first, Set<Integer> except) {
        List<Integer> free = new ArrayList<>();
        for (int port = first; port < first + TRIES && free.size() < number; port++) {
            if (!except.contains(port) && !isTaken(port)) {
                free.add(port);
            }
        }
        if (free.size() < number) {
            throw CommandFailure.refused(
                    "CANNOT_START", "no free port was found from " + first + " to " + (first + TRIES - 1));
        }
        return free;
    }
}
