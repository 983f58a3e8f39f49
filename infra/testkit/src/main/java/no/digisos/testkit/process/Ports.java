package no.digisos.testkit.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for programs that are told theirs before they start, and may be started again on it. They lie below those that the
 * kernel hands out itself: one of these may, between the asking and the listening, become the local end of anybody's
 * connection, and it may be handed out twice.
 */
public final class Ports {
    private static final int FROM = 20_000;
    private static final int TO = 32_000;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private Ports() {}

    /**
     * A port of the loopback that nobody listens on, and that this JVM has not given to anyone.
     *
     * @throws IOException when there is none left
     */
    public static synchronized int next() throws IOException {
        int count = TO - FROM;
        int start = ThreadLocalRandom.current().nextInt(count);
        for (int i = 0; i < count; i++) {
            int port = FROM + (start + i) % count;
            if (!GIVEN.contains(port) && isFree(port)) {
                GIVEN.add(port);
                return port;
            }
        }
        throw new IOException("no port from " + FROM + " to " + TO + " is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
