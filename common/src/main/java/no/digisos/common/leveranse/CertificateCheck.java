package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import no.digisos.common.crypto.Certificates;

/** A konto's certificate is usable when documents can be wrapped for it now. */
@ApplicationScoped
class CertificateCheck implements CertificateRequirement {
    @Override
    public boolean usable(byte[] certificate, Instant timestamp) {
        try {
            return Certificates.unusableReason(Certificates.parse(certificate), timestamp)
                    .isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
