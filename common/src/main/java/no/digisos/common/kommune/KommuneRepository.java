package no.digisos.common.kommune;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.Organisasjonsnummer;

/** Plain reads of the kommuner that take part. */
@ApplicationScoped
public class KommuneRepository implements PanacheRepositoryBase<Kommune, String> {
    public Optional<Kommune> finn(Kommunenummer nummer) {
        return findByIdOptional(nummer.verdi());
    }

    public Optional<Kommune> forFiksOrg(UUID fiksOrgId) {
        return find("fiksOrgId", fiksOrgId).firstResultOptional();
    }

    /** The activated kommuner that the catalogue finds by this organisation number: one, unless kommuner share it. */
    public List<Kommune> aktiveMedOrganisasjon(Organisasjonsnummer nummer) {
        return list("organisasjonsnummerFiksIO = ?1 and aktivert order by kommunenummer", nummer.verdi());
    }

    /** The activated kommuner among these. */
    public List<Kommune> aktive(Collection<UUID> fiksOrgIder) {
        return list("fiksOrgId in ?1 and aktivert order by kommunenummer", fiksOrgIder);
    }

    public List<Kommune> alle() {
        return list("order by kommunenummer");
    }

    /**
     * The kommune, when it takes søknader now.
     *
     * @throws ApiException 400 when it does not: before 202 no responsibility is taken (delivery.md 4)
     */
    public Kommune krevMottak(Kommunenummer nummer) {
        Kommune kommune = finn(nummer)
                .orElseThrow(() -> new ApiException(
                        ErrorCode.UKJENT_KOMMUNE, "Kommune " + nummer + " er ikke registrert i Digisos"));
        if (!kommune.aktivert()) {
            throw new ApiException(
                    ErrorCode.KOMMUNE_IKKE_AKTIV, "Kommune " + nummer + " er ikke aktivert for mottak av søknader");
        }
        if (kommune.midlertidigDeaktivertMottak()) {
            throw new ApiException(
                    ErrorCode.KOMMUNE_DEAKTIVERT,
                    "Kommune " + nummer + " har midlertidig deaktivert mottak av søknader");
        }
        return kommune;
    }
}
