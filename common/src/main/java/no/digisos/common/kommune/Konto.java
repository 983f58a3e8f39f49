package no.digisos.common.kommune;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.crypto.Certificates;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One queue of a fiksOrg, with the certificate for which its messages are wrapped. */
@Entity
@Immutable
public class Konto {
    @Id
    UUID id;

    @Column(name = "fiks_org_id")
    UUID fiksOrgId;

    String navn;
    boolean aktiv;

    byte @Nullable [] sertifikat;

    public UUID id() {
        return id;
    }

    public UUID fiksOrgId() {
        return fiksOrgId;
    }

    public String name() {
        return navn;
    }

    public boolean active() {
        return aktiv;
    }

    /** The certificate as it is now; a new one is a new key for everything not yet downloaded. */
    public Optional<X509Certificate> certificate() {
        return Optional.ofNullable(sertifikat).map(Certificates::parse);
    }
}
