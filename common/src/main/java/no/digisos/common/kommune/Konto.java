package no.digisos.common.kommune;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.crypto.Certificates;
import org.jspecify.annotations.Nullable;

/**
 * One queue of a fiksOrg, with the certificate for which its messages are wrapped.
 *
 * @param sertifikat as it is stored, unread; null while there is none
 */
public record Konto(UUID id, UUID fiksOrgId, String name, boolean active, byte @Nullable [] sertifikat) {
    /**
     * The certificate as it is now; a new one is a new key for everything not yet downloaded.
     *
     * @throws IllegalArgumentException when what is stored is none
     */
    public Optional<X509Certificate> certificate() {
        return Optional.ofNullable(sertifikat).map(Certificates::parse);
    }
}
