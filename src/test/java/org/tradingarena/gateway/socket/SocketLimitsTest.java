package org.tradingarena.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.tradingarena.gateway.socket.SocketLimits.Lease;

class SocketLimitsTest {
    private final SocketLimits limits = new SocketLimits(2, 3, 6);
    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private final InetAddress somewhere;
    private final InetAddress elsewhere;

    SocketLimitsTest() throws Exception {
        somewhere = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
        elsewhere = InetAddress.getByAddress(new byte[] {10, 0, 0, 2});
    }

    private Lease admit(InetAddress address) {
        return limits.admit("alpha", address).orElseThrow();
    }

    @Test
    void an_address_has_its_number_and_loopback_only_that_of_the_node() {
        Lease first = admit(somewhere);
        admit(somewhere);
        admit(somewhere);
        assertThat(limits.admit("beta", somewhere)).isEmpty();
        assertThat(limits.admit("beta", elsewhere)).isPresent();
        first.close();
        assertThat(limits.admit("beta", somewhere)).isPresent();
        assertThat(limits.admit("beta", loopback)).isPresent();
        assertThat(limits.admit("beta", loopback)).isPresent();
        assertThat(limits.admit("beta", loopback)).isEmpty();
        assertThat(limits.size()).isEqualTo(6);
    }

    @Test
    void a_collective_has_its_number_of_clients_and_one_may_come_again() {
        Lease first = admit(loopback);
        assertThat(first.isCrowded()).isFalse();
        assertThat(first.enter("a")).isTrue();
        assertThat(admit(loopback).enter("b")).isTrue();
        Lease third = admit(loopback);
        assertThat(third.isCrowded()).isTrue();
        assertThat(third.enter("c")).isFalse();
        Lease takeover = admit(loopback);
        assertThat(takeover.enter("a")).isTrue();
        first.close();
        assertThat(third.enter("c")).isFalse();
        takeover.close();
        assertThat(third.enter("c")).isTrue();
    }

    @Test
    void a_place_is_given_back_once() {
        Lease lease = admit(somewhere);
        Lease other = admit(somewhere);
        lease.close();
        lease.close();
        assertThat(limits.size()).isEqualTo(1);
        assertThat(lease.enter("a")).isFalse();
        other.close();
        assertThat(limits.size()).isZero();
        assertThat(admit(somewhere).isCrowded()).isFalse();
    }
}
