package no.digisos.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void no_port_is_given_twice() throws IOException {
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            assertThat(given.add(Ports.next())).isTrue();
        }
    }

    @Test
    void a_port_can_be_listened_on_and_is_none_that_the_kernel_gives_by_itself() throws IOException {
        int port = Ports.next();

        try (ServerSocket told = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                ServerSocket untold = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(told.getLocalPort()).isEqualTo(port).isLessThan(untold.getLocalPort());
        }
    }
}
