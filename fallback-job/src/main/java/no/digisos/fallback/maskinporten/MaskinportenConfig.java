package no.digisos.fallback.maskinporten;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How this installation proves to Maskinporten who it is. */
@ConfigMapping(prefix = "digisos.maskinporten")
public interface MaskinportenConfig {

    /** Where the grant is posted, e.g. {@code https://maskinporten.no/token}. */
    URI tokenEndepunkt();

    /**
     * The issuer, which is the grant's {@code aud}: exactly as Maskinporten publishes it, with the slash at the end, e.g.
     * {@code https://maskinporten.no/}.
     */
    String utsteder();

    /** The id of the client that was registered at Samarbeidsportalen; the grant's {@code iss}. */
    String klientId();

    /** The scopes asked for, separated by blanks. */
    @WithDefault("ks:fiks")
    String scope();

    /** The private RSA key (2048 bits or more), unencrypted PKCS#8 in PEM ({@code BEGIN PRIVATE KEY}). Mount it as a secret. */
    Path nokkelfil();

    /** The id of the public key that was registered on the client. Set either this or {@link #sertifikatkjede()}. */
    Optional<String> kid();

    /**
     * The virksomhetssertifikat in PEM, the certificate of {@link #nokkelfil()} first and its issuers after it; sent as
     * {@code x5c}. Set either this or {@link #kid()}.
     */
    Optional<Path> sertifikatkjede();

    /** How long a grant that we signed may be used. Maskinporten refuses more than 120 seconds. */
    @WithDefault("60s")
    Duration grantLevetid();

    /** How long before its expiry a token is no longer used, so that it does not run out on the way. */
    @WithDefault("10s")
    Duration tokenMargin();

    /** The longest that fetching one token may take, connection and answer included. */
    @WithDefault("10s")
    Duration tidsgrense();
}
