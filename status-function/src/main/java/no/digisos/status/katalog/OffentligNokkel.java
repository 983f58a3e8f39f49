package no.digisos.status.katalog;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import no.digisos.common.krypto.Certificates;

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
record OffentligNokkel(
        String nokkel,
        String validFrom,
        String validTo,
        String serial,
        String subjectDN,
        String issuerDN,
        boolean valid,
        String statusMessage) {

    static OffentligNokkel av(X509Certificate sertifikat, Instant naa) {
        Optional<String> hindring = Certificates.unusableReason(sertifikat, naa);
        return new OffentligNokkel(
                Certificates.pem(sertifikat),
                sertifikat.getNotBefore().toInstant().toString(),
                sertifikat.getNotAfter().toInstant().toString(),
                sertifikat.getSerialNumber().toString(),
                sertifikat.getSubjectX500Principal().getName(),
                sertifikat.getIssuerX500Principal().getName(),
                hindring.isEmpty(),
                hindring.orElse(""));
    }
}
