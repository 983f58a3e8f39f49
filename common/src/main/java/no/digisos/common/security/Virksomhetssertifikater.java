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
import no.digisos.common.crypto.Certificates;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.security.VirksomhetssertifikatConfig.Source;
import no.digisos.common.tls.Tls;
import org.jspecify.annotations.Nullable;

/**
 * Finds and proves the virksomhetssertifikat of a call. Quarkus only asks for a certificate ({@code
 * quarkus.http.ssl.client-auth=request}, fixed when it is built); whether one is needed is decided here, by configuration.
 */
@ApplicationScoped
public class Virksomhetssertifikater {
    private static final String PREFIX = "digisos.virksomhetssertifikat.";
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    private final boolean required;
    private final Source source;
    private final Set<String> gatewayFingerprint;
    private final @Nullable VirksomhetssertifikatProof check;
    private final Clock clock;

    public Virksomhetssertifikater(VirksomhetssertifikatConfig config, Clock clock) {
        this.required = config.kreves();
        this.source = config.kilde();
        this.gatewayFingerprint = config.gatewayAvtrykk().orElse(Set.of()).stream()
                .map(String::strip)
                .collect(Collectors.toUnmodifiableSet());
        this.check = config.tillitsankre()
                .map(file -> new VirksomhetssertifikatProof(
                        VirksomhetssertifikatProof.read(file, PREFIX + "tillitsankre"),
                        VirksomhetssertifikatProof.readOptional(config.mellomliggende(), PREFIX + "mellomliggende")))
                .orElse(null);
        this.clock = clock;
        if (required && check == null) {
            throw new ConfigurationException(PREFIX + "tillitsankre must be set when " + PREFIX + "kreves is true");
        }
        if (source == Source.GATEWAY && gatewayFingerprint.isEmpty()) {
            throw new ConfigurationException(
                    PREFIX + "gateway-avtrykk must be set when " + PREFIX + "kilde is gateway");
        }
        for (String fingerprint : gatewayFingerprint) {
            if (!FINGERPRINT.matcher(fingerprint).matches()) {
                throw new ConfigurationException(PREFIX + "gateway-avtrykk must be 64 lower-case hexadecimal digits");
            }
        }
    }

    /** Made at start, so that a function with a senseless configuration does not start. */
    void start(@Observes StartupEvent event, Tls tls) {
        if (required) {
            tls.requireClientCertificate(PREFIX + "kreves is true");
        }
        if (source == Source.GATEWAY) {
            tls.requireClientCertificate(PREFIX + "kilde is gateway, which shows its own certificate");
        }
    }

    /**
     * The proved certificate of this call; empty when none was shown and none is required.
     *
     * @throws ApiException 401 when one is required and missing, or the one shown does not hold
     */
    public Optional<Virksomhetssertifikat> shown(HttpServerRequest request) {
        VirksomhetssertifikatProof proof = check;
        if (proof == null) {
            return Optional.empty();
        }
        List<X509Certificate> chain = chain(request);
        if (!chain.isEmpty()) {
            return Optional.of(proof.check(chain, clock.instant()));
        }
        if (required) {
            throw new ApiException(ErrorCode.UGYLDIG_SERTIFIKAT, "Virksomhetssertifikatet mangler");
        }
        return Optional.empty();
    }

    private List<X509Certificate> chain(HttpServerRequest request) {
        List<X509Certificate> connection = tls(request.sslSession());
        if (source == Source.DIREKTE) {
            return connection;
        }
        if (connection.isEmpty() || !gatewayFingerprint.contains(Certificates.fingerprint(connection.getFirst()))) {
            // Not the gateway: what stands in the header is anybody's.
            return List.of();
        }
        return ClientCertHeader.read(
                request.headers().getAll(ClientCertHeader.CERTIFICATE),
                request.headers().getAll(ClientCertHeader.CHAIN));
    }

    private static List<X509Certificate> tls(@Nullable SSLSession session) {
        if (session == null) {
            return List.of();
        }
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : session.getPeerCertificates()) {
                chain.add((X509Certificate) certificate);
            }
            return chain;
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }
}
