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
 * @param upstreamTls how the gateway speaks TLS to the functions whose routes ask for it; null when none does
 */
public record GatewayConfig(
        String host,
        int httpPort,
        @Nullable Https https,
        Duration idleTimeout,
        Duration pooledFor,
        @Nullable UpstreamTls upstreamTls) {

    /**
     * The TLS side.
     *
     * @param port 0 for any free port
     * @param certificate PEM, the server's certificate first, then its chain
     * @param privateKey PEM, PKCS#8
     * @param clientAuthorities PEM: whose client certificates are let in, and handed on to the functions; null to ask for none
     */
    public record Https(
            int port,
            Path certificate,
            Path privateKey,
            @Nullable Path clientAuthorities) {
        /** Without client certificates. */
        public Https(int port, Path certificate, Path privateKey) {
            this(port, certificate, privateKey, null);
        }
    }

    /**
     * The gateway as a TLS client.
     *
     * @param trusted PEM: who issues the functions' certificates
     * @param certificate PEM: the gateway's own client certificate, by which a function knows that a certificate in a header is true
     * @param privateKey PEM, PKCS#8
     */
    public record UpstreamTls(Path trusted, Path certificate, Path privateKey) {}

    public GatewayConfig {
        if (pooledFor.compareTo(idleTimeout) >= 0) {
            throw new IllegalArgumentException("pooledFor (" + pooledFor + ") must be shorter than idleTimeout");
        }
        if (pooledFor.toSeconds() < 1) {
            throw new IllegalArgumentException("pooledFor must be at least one second");
        }
    }

    /** Without TLS to the functions. */
    public GatewayConfig(String host, int httpPort, @Nullable Https https, Duration idleTimeout, Duration pooledFor) {
        this(host, httpPort, https, idleTimeout, pooledFor, null);
    }

    /** The usual times, on the loopback address. */
    public static GatewayConfig onLoopback(int httpPort, @Nullable Https https) {
        return new GatewayConfig("127.0.0.1", httpPort, https, Duration.ofMinutes(16), Duration.ofSeconds(20));
    }

    /** The same, with TLS to the functions whose routes ask for it. */
    public GatewayConfig with(UpstreamTls upstream) {
        return new GatewayConfig(host, httpPort, https, idleTimeout, pooledFor, upstream);
    }
}
