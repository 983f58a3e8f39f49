package no.digisos.status.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import no.digisos.common.crypto.Certificates;

/**
 * A konto's public key, with the names of the published catalogue (fiksio.md 6).
 *
 * @param nokkel the certificate, PEM
 * @param validFrom ISO 8601, UTC
 * @param validTo ISO 8601, UTC
 * @param serial decimal
 * @param valid whether it can be encrypted to now
 * @param statusMessage why not; empty when it can
 */
@RegisterForReflection
record KontoPublicKey(
        String nokkel,
        String validFrom,
        String validTo,
        String serial,
        String subjectDN,
        String issuerDN,
        boolean valid,
        String statusMessage) {

    static KontoPublicKey of(X509Certificate certificate, Instant now) {
        Optional<String> obstacle = Certificates.unusableReason(certificate, now);
        return new KontoPublicKey(
                Certificates.pem(certificate),
                certificate.getNotBefore().toInstant().toString(),
                certificate.getNotAfter().toInstant().toString(),
                certificate.getSerialNumber().toString(),
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                obstacle.isEmpty(),
                obstacle.orElse(""));
    }
}
