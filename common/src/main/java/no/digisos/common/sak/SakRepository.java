package no.digisos.common.sak;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.identity.Fnr;
import no.digisos.common.person.Personer;

/** Plain reads of cases. A deleted case is found by {@link #finnOgsaSlettet} alone. */
@ApplicationScoped
public class SakRepository implements PanacheRepositoryBase<Sak, UUID> {
    private final Personer personer;

    public SakRepository(Personer personer) {
        this.personer = personer;
    }

    public Optional<Sak> finn(UUID digisosId) {
        return find("digisosId = ?1 and slettet is null", digisosId).firstResultOptional();
    }

    /** The case, or what is left of it: whoever sends something to a deleted case is to be told that it is gone. */
    public Optional<Sak> finnOgsaSlettet(UUID digisosId) {
        return findByIdOptional(digisosId);
    }

    /** The person's cases under whichever number, the latest changed first. */
    public List<Sak> forSoker(Fnr soker) {
        return list(
                "sokerIndeks in ?1 and slettet is null order by sistEndret desc, digisosId",
                personer.finn(soker).verdier());
    }

    /** Those of some cases that are this person's and not deleted. */
    public List<Sak> egne(Collection<UUID> digisosIder, Fnr soker) {
        return list(
                "digisosId in ?1 and sokerIndeks in ?2 and slettet is null",
                digisosIder,
                personer.finn(soker).verdier());
    }

    /** Whether the case is this person's. */
    public boolean erSoker(Sak sak, Fnr soker) {
        return personer.finn(soker).har(sak.sokerIndeks);
    }
}
