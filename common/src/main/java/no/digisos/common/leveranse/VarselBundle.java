package no.digisos.common.leveranse;

import java.util.List;

/**
 * What one kommune is to be told now.
 *
 * @param adresser of its tekniskAnsvarlig; may be none
 * @param feil failures in a row before this attempt
 */
public record VarselBundle(
        String kommunenummer, String kommunenavn, List<String> adresser, int feil, List<Varsel> varsler) {
    /** Whether any of it is of one of these kinds. */
    public boolean has(Varsel.Kind... kind) {
        return varsler.stream().anyMatch(v -> List.of(kind).contains(v.slag()));
    }
}
