package no.digisos.common.sak;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Plain reads of submissions. */
@ApplicationScoped
public class InnsendingRepository implements PanacheRepositoryBase<Innsending, UUID> {
    public List<Innsending> inSaker(Collection<UUID> digisosIds) {
        return list("digisosId in ?1 order by mottatt, id", digisosIds);
    }

    /** The klage of this id in this case, whether withdrawn or not. */
    public Optional<Innsending> klage(UUID klageId, UUID digisosId) {
        return find("type = ?1 and klageId = ?2 and digisosId = ?3", InnsendingType.KLAGE, klageId, digisosId)
                .firstResultOptional();
    }
}
