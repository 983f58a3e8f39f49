package no.digisos.common.sak;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.identity.Fnr;
import no.digisos.common.person.PersonIndex;

/** Plain reads of cases. A deleted case is found by {@link #findAlsoDeleted} alone. */
@ApplicationScoped
public class SakRepository implements PanacheRepositoryBase<Sak, UUID> {
    private final PersonIndex persons;

    public SakRepository(PersonIndex persons) {
        this.persons = persons;
    }

    public Optional<Sak> find(UUID digisosId) {
        return find("digisosId = ?1 and slettet is null", digisosId).firstResultOptional();
    }

    /** The case, or what is left of it: whoever sends something to a deleted case is to be told that it is gone. */
    public Optional<Sak> findAlsoDeleted(UUID digisosId) {
        return findByIdOptional(digisosId);
    }

    /** The person's cases under whichever number, the latest changed first. */
    public List<Sak> forSoker(Fnr soker) {
        return list(
                "sokerIndeks in ?1 and slettet is null order by sistEndret desc, digisosId",
                persons.find(soker).values());
    }

    /** Those of some cases that are this person's and not deleted. */
    public List<Sak> own(Collection<UUID> digisosIds, Fnr soker) {
        return list(
                "digisosId in ?1 and sokerIndeks in ?2 and slettet is null",
                digisosIds,
                persons.find(soker).values());
    }

    /** Whether the case is this person's. */
    public boolean isSoker(Sak sak, Fnr soker) {
        return persons.find(soker).has(sak.sokerIndeks);
    }
}
