package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import no.digisos.common.krypto.Certificates;

/** A konto's certificate is usable when documents can be wrapped for it now. */
@ApplicationScoped
class Sertifikatkontroll implements Sertifikatkrav {
    @Override
    public boolean brukbart(byte[] sertifikat, Instant tidspunkt) {
        try {
            return Certificates.unusableReason(Certificates.parse(sertifikat), tidspunkt)
                    .isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
