package no.digisos.metadata.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import no.digisos.common.audit.AuditOutcome;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.identity.Ids;
import no.digisos.common.security.Caller;
import no.digisos.common.security.GrantRefused;
import no.digisos.metadata.audit.InnsynLog.Trace;
import org.jspecify.annotations.Nullable;

/** The row of a read that was refused for want of a grant: who tried, and what. */
@ApplicationScoped
class InnsynRefused implements GrantRefused {
    private final InnsynLog log;

    InnsynRefused(InnsynLog log) {
        this.log = log;
    }

    @Override
    public void refused(Caller caller, ResourceInfo resource, UriInfo address) {
        Traced traced = resource.getResourceMethod().getAnnotation(Traced.class);
        if (traced == null) {
            return;
        }
        UUID digisosId = id(address.getPathParameters().getFirst("digisosId"));
        UUID dokumentId = id(address.getPathParameters().getFirst("dokumentlagerId"));
        AuditSubject subject = digisosId == null ? AuditSubject.none() : AuditSubject.sak(digisosId);
        log.write(new Trace(
                traced.value(),
                dokumentId == null ? subject : subject.withDokument(dokumentId),
                AuditOutcome.NEKTET,
                id(address.getQueryParameters().getFirst("sporingsId"))));
    }

    private static @Nullable UUID id(@Nullable String value) {
        return value != null && Ids.isId(value) ? UUID.fromString(value) : null;
    }
}
