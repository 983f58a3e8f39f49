package no.digisos.common.security;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.krypto.Certificates;
import no.digisos.common.security.VirksomhetssertifikatConfig.Kilde;
import no.digisos.common.tls.Tls;
import org.jspecify.annotations.Nullable;

/**
 * Finds and proves the virksomhetssertifikat of a call. Quarkus only asks for a certificate ({@code
 * quarkus.http.ssl.client-auth=request}, fixed when it is built); whether one is needed is decided here, by configuration.
 */
@ApplicationScoped
public class Virksomhetssertifikater {
    private static final String PREFIKS = "digisos.virksomhetssertifikat.";
    private static final Pattern AVTRYKK = Pattern.compile("[0-9a-f]{64}");

    private final boolean kreves;
    private final Kilde kilde;
    private final Set<String> gatewayAvtrykk;
    private final @Nullable Sertifikatkontroll kontroll;
    private final Clock clock;

    public Virksomhetssertifikater(VirksomhetssertifikatConfig config, Clock clock) {
        this.kreves = config.kreves();
        this.kilde = config.kilde();
        this.gatewayAvtrykk = config.gatewayAvtrykk().orElse(Set.of()).stream()
                .map(String::strip)
                .collect(Collectors.toUnmodifiableSet());
        this.kontroll = config.tillitsankre()
                .map(fil -> new Sertifikatkontroll(
                        Sertifikatkontroll.les(fil, PREFIKS + "tillitsankre"),
                        Sertifikatkontroll.lesValgfritt(config.mellomliggende(), PREFIKS + "mellomliggende")))
                .orElse(null);
        this.clock = clock;
        if (kreves && kontroll == null) {
            throw new ConfigurationException(PREFIKS + "tillitsankre must be set when " + PREFIKS + "kreves is true");
        }
        if (kilde == Kilde.GATEWAY && gatewayAvtrykk.isEmpty()) {
            throw new ConfigurationException(
                    PREFIKS + "gateway-avtrykk must be set when " + PREFIKS + "kilde is gateway");
        }
        for (String avtrykk : gatewayAvtrykk) {
            if (!AVTRYKK.matcher(avtrykk).matches()) {
                throw new ConfigurationException(PREFIKS + "gateway-avtrykk must be 64 lower-case hexadecimal digits");
            }
        }
    }

    /** Made at start, so that a function with a senseless configuration does not start. */
    void start(@Observes StartupEvent event, Tls tls) {
        if (kreves) {
            tls.krevKlientsertifikat(PREFIKS + "kreves is true");
        }
        if (kilde == Kilde.GATEWAY) {
            tls.krevKlientsertifikat(PREFIKS + "kilde is gateway, which shows its own certificate");
        }
    }

    /**
     * The proved certificate of this call; empty when none was shown and none is required.
     *
     * @throws ApiException 401 when one is required and missing, or the one shown does not hold
     */
    public Optional<Virksomhetssertifikat> vist(HttpServerRequest foresporsel) {
        Sertifikatkontroll bevis = kontroll;
        if (bevis == null) {
            return Optional.empty();
        }
        List<X509Certificate> kjede = kjede(foresporsel);
        if (!kjede.isEmpty()) {
            return Optional.of(bevis.kontroller(kjede, clock.instant()));
        }
        if (kreves) {
            throw new ApiException(ErrorCode.UGYLDIG_SERTIFIKAT, "Virksomhetssertifikatet mangler");
        }
        return Optional.empty();
    }

    private List<X509Certificate> kjede(HttpServerRequest foresporsel) {
        List<X509Certificate> forbindelsens = tls(foresporsel.sslSession());
        if (kilde == Kilde.DIREKTE) {
            return forbindelsens;
        }
        if (forbindelsens.isEmpty() || !gatewayAvtrykk.contains(Certificates.fingerprint(forbindelsens.getFirst()))) {
            // Not the gateway: what stands in the header is anybody's.
            return List.of();
        }
        return ClientCertHode.les(
                foresporsel.headers().getAll(ClientCertHode.SERTIFIKAT),
                foresporsel.headers().getAll(ClientCertHode.KJEDE));
    }

    private static List<X509Certificate> tls(@Nullable SSLSession okt) {
        if (okt == null) {
            return List.of();
        }
        try {
            List<X509Certificate> kjede = new ArrayList<>();
            for (Certificate sertifikat : okt.getPeerCertificates()) {
                kjede.add((X509Certificate) sertifikat);
            }
            return kjede;
        } catch (SSLPeerUnverifiedException ingen) {
            return List.of();
        }
    }
}
