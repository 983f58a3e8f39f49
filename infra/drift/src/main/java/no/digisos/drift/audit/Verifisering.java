package no.digisos.drift.audit;

import java.util.List;
import no.digisos.common.audit.AuditKontroll.Kontrollsvar;

/**
 * The answer of {@link Verify}.
 *
 * @param rader how many rows were read
 * @param ankre how many anchors they were held against
 * @param brudd the first broken row of each chain that has one
 */
record Verifisering(boolean hel, long rader, int ankre, List<Brudd> brudd) {
    /**
     * A chain's first broken row.
     *
     * @param kjede 0 to 63
     * @param rad counted from 1
     * @param slag ENDRET, MANGLER, SATT_INN, AVKUTTET, HODE_ENDRET or UKJENT_NOKKEL
     */
    record Brudd(int kjede, long rad, String slag) {}

    static Verifisering av(Kontrollsvar svar, int ankre) {
        return new Verifisering(
                svar.helt(),
                svar.rader(),
                ankre,
                svar.brudd().stream()
                        .map(b -> new Brudd(b.kjede(), b.nr(), b.slag().name()))
                        .toList());
    }
}
