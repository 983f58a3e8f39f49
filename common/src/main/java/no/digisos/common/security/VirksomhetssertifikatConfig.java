package no.digisos.common.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The virksomhetssertifikat with which an organisation's system proves itself by mutual TLS, beside its token and its
 * integration (auth.md 4). What is shown is checked whether it is required or not, once {@link #tillitsankre()} says whom to trust:
 * chain, times, key usage, and that it is the organisation of the token.
 *
 * <p>Whether a certificate has been revoked is not asked here: an integration is revoked at once by its own password and grants.
 */
@ConfigMapping(prefix = "digisos.virksomhetssertifikat")
public interface VirksomhetssertifikatConfig {
    /** Whether every call with an organisation's token must show one. Without one the answer is 401. */
    @WithDefault("false")
    boolean kreves();

    /**
     * Where it is seen. {@code direkte}: TLS ends in the function itself ({@code quarkus.http.tls-configuration-name} names a
     * configuration with a key store and a trust store). {@code gateway}: TLS ends in a gateway, which hands it on in
     * {@code Client-Cert} and {@code Client-Cert-Chain} (RFC 9440).
     */
    @WithDefault("direkte")
    Source kilde();

    /**
     * A file of PEM certificates: the roots of the issuers of virksomhetssertifikater. Intermediate ones that clients do not send
     * themselves may stand in {@link #mellomliggende()}.
     */
    Optional<Path> tillitsankre();

    /** A file of PEM certificates that chains may go through. They are not trusted in themselves. */
    Optional<Path> mellomliggende();

    /**
     * SHA-256 of the gateway's own client certificate, 64 hexadecimal digits; two while it is being replaced. A
     * {@code Client-Cert} header is believed only on a connection that showed one of them, so the way from the gateway is mutual
     * TLS as well. The gateway must remove the header from what its callers send.
     */
    Optional<Set<String>> gatewayAvtrykk();

    /** Where a client's certificate is seen. */
    enum Source {
        DIREKTE,
        GATEWAY
    }
}
