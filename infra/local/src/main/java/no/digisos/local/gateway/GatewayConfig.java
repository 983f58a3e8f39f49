package no.digisos.local.gateway;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway listens.
 *
 * @param host the address to listen on
 * @param httpPort 0 for any free port
 * @param https null for no HTTPS
 * @param idleTimeout after which a connection on which nothing moves is closed, in whole seconds. 16 minutes by
 *     default, one more than the longest upload that the clients wait for. There is no limit on a whole request
 * @param pooledFor how long an unused connection to a function is kept, in whole seconds. It must be shorter than the
 *     functions' own idle timeout, or a request may go out on a connection that the function has just closed; nothing
 *     is sent twice
 */
public record GatewayConfig(
        String host, int httpPort, @Nullable Https https, Duration idleTimeout, Duration pooledFor) {

    /**
     * The TLS side.
     *
     * @param port 0 for any free port
     * @param certificate PEM, the server's certificate first, then its chain
     * @param privateKey PEM, PKCS#8
     */
    public record Https(int port, Path certificate, Path privateKey) {}

    public GatewayConfig {
        if (pooledFor.compareTo(idleTimeout) >= 0) {
            throw new IllegalArgumentException("pooledFor (" + pooledFor + ") must be shorter than idleTimeout");
        }
        if (pooledFor.toSeconds() < 1) {
            throw new IllegalArgumentException("pooledFor must be at least one second");
        }
    }

    /** The usual times, on the loopback address. */
    public static GatewayConfig onLoopback(int httpPort, @Nullable Https https) {
        return new GatewayConfig("127.0.0.1", httpPort, https, Duration.ofMinutes(16), Duration.ofSeconds(20));
    }
}
