package no.digisos.metadata.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditUtfall;
import no.digisos.common.identity.Ider;
import no.digisos.common.security.Kaller;
import no.digisos.common.security.Tilgangsnekt;
import no.digisos.metadata.audit.Innsynslogg.Spor;
import org.jspecify.annotations.Nullable;

/** The row of a read that was refused for want of a grant: who tried, and what. */
@ApplicationScoped
class Innsynsnekt implements Tilgangsnekt {
    private final Innsynslogg logg;

    Innsynsnekt(Innsynslogg logg) {
        this.logg = logg;
    }

    @Override
    public void nektet(Kaller kaller, ResourceInfo ressurs, UriInfo adresse) {
        Spores spores = ressurs.getResourceMethod().getAnnotation(Spores.class);
        if (spores == null) {
            return;
        }
        UUID digisosId = id(adresse.getPathParameters().getFirst("digisosId"));
        UUID dokumentId = id(adresse.getPathParameters().getFirst("dokumentlagerId"));
        AuditGjenstand gjenstand = digisosId == null ? AuditGjenstand.ingen() : AuditGjenstand.sak(digisosId);
        logg.skriv(new Spor(
                spores.value(),
                dokumentId == null ? gjenstand : gjenstand.medDokument(dokumentId),
                AuditUtfall.NEKTET,
                id(adresse.getQueryParameters().getFirst("sporingsId"))));
    }

    private static @Nullable UUID id(@Nullable String verdi) {
        return verdi != null && Ider.erId(verdi) ? UUID.fromString(verdi) : null;
    }
}
