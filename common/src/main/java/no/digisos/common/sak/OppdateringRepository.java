package no.digisos.common.sak;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Plain reads of case updates. */
@ApplicationScoped
public class OppdateringRepository implements PanacheRepositoryBase<Oppdatering, UUID> {
    public List<Oppdatering> current(Collection<UUID> digisosIds) {
        return list("digisosId in ?1 and gjeldende", digisosIds);
    }
}
