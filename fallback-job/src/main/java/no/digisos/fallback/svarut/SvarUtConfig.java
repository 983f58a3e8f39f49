package no.digisos.fallback.svarut;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.leveranse.MeldingTitles;

/**
 * How forsendelser reach SvarUt.
 *
 * <p>The process should also be started with {@code -Djdk.httpclient.disableRetryConnect=true}: the JDK reads it once, when
 * the first HTTP client of the process is used, and the client here sets it only if nothing was before it. A retried connect
 * sends nothing twice; it only spends the post window. {@code -Djdk.httpclient.enableAllMethodRetry} makes duplicates, and
 * is refused at start.
 */
@ConfigMapping(prefix = "digisos.svarut")
public interface SvarUtConfig extends MeldingTitles {

    /** The API's base without version, e.g. {@code https://svarut.ks.no/api} or {@code https://test.svarut.ks.no/api}. */
    URI url();

    /**
     * Where SvarUt's certificate is fetched. Left out, it is {@code /forsendelse/publickey/hent} on the host of
     * {@link #url()}, as at KS.
     */
    Optional<URI> sertifikatUrl();

    /**
     * The sender konto. It must be used by this installation alone: unknown outcomes are resolved by looking up
     * eksternReferanse on it, and a reference must mean one forsendelse.
     */
    UUID kontoId();

    /** The integration that was given access to the konto. */
    UUID integrasjonId();

    /** The integration's password. A secret. */
    String integrasjonPassord();

    /** Routes the forsendelse to the right mottakersystem of the kommune; {@code nav.digisos} is predefined at KS. */
    @WithDefault("nav.digisos")
    String forsendelsestype();

    /** Names the sending system in SvarUt's statistics. At most 100 characters. */
    @WithDefault("digisos_avsender")
    String avgivendeSystem();

    /**
     * The longest that one sending may take, from connecting to the last byte of the answer. SvarUt itself cuts at 15
     * minutes; a client that gives up earlier gets «sent, but no id». Keep it above 15 minutes.
     */
    @WithDefault("16m")
    Duration tidsgrenseTotalt();

    /** When SvarUt itself gives up a sending that is under way (svarut.md 1). */
    @WithDefault("15m")
    Duration tjenerkutt();

    /** The longest that connecting may take. */
    @WithDefault("10s")
    Duration tilkobling();

    /**
     * How soon after an intent is committed the POST must begin; later, nothing is sent. The wait before an unknown outcome
     * is looked up must be longer than this and SvarUt's 15 minutes together.
     */
    @WithDefault("60s")
    Duration postvindu();

    /** The longest that one look-up, status query or fetch of the certificate may take. */
    @WithDefault("30s")
    Duration oppslagsfrist();

    /** How long SvarUt's certificate is used before it is fetched anew. */
    @WithDefault("1h")
    Duration sertifikatLevetid();

    /** The least wait before a new attempt when SvarUt or Maskinporten could not be reached. */
    @WithDefault("1m")
    Duration ventVedUtilgjengelig();

    /** The least wait before a new attempt when access was refused (401, 403, 404): somebody must set it right first. */
    @WithDefault("1h")
    Duration ventVedTilgangsfeil();

    /** When to stop starting new sendings because SvarUt does not work. */
    Circuit bryter();

    /** The circuit breaker and the limit of concurrent queries. */
    interface Circuit {

        /** How many of the latest outcomes are judged. */
        @WithDefault("6")
        int vindu();

        /** The share of them that must have failed for the circuit to open, 0 to 1. */
        @WithDefault("0.5")
        double feilandel();

        /** How long the circuit stays open before one call may try. */
        @WithDefault("30s")
        Duration apenTid();

        /** How many queries may be under way at once; more are refused. Sendings are not counted. */
        @WithDefault("4")
        int samtidigeOppslag();
    }
}
