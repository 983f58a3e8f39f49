package no.digisos.common.sak;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.identity.Fnr;
import no.digisos.common.krypto.BlindIndex;

/** Plain reads of cases. A deleted case is found by {@link #finnOgsaSlettet} alone. */
@ApplicationScoped
public class SakRepository implements PanacheRepositoryBase<Sak, UUID> {
    private final BlindIndex blindIndex;

    public SakRepository(BlindIndex blindIndex) {
        this.blindIndex = blindIndex;
    }

    public Optional<Sak> finn(UUID digisosId) {
        return find("digisosId = ?1 and slettet is null", digisosId).firstResultOptional();
    }

    /** The case, or what is left of it: whoever sends something to a deleted case is to be told that it is gone. */
    public Optional<Sak> finnOgsaSlettet(UUID digisosId) {
        return findByIdOptional(digisosId);
    }

    /** The person's cases, the latest changed first. */
    public List<Sak> forSoker(Fnr soker) {
        return list("sokerIndeks in ?1 and slettet is null order by sistEndret desc, digisosId", indekser(soker));
    }

    /** Whether the case is this person's. */
    public boolean erSoker(Sak sak, Fnr person) {
        return indekser(person).stream().anyMatch(indeks -> Arrays.equals(indeks, sak.sokerIndeks));
    }

    private List<byte[]> indekser(Fnr person) {
        return blindIndex.all(Saker.FNR, person.verdi()).stream()
                .map(BlindIndex.Value::value)
                .toList();
    }
}
