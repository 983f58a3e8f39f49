package no.digisos.drift.audit;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.util.List;
import no.digisos.common.audit.AuditBrudd;
import no.digisos.common.audit.AuditKontroll.Kontrollsvar;
import no.digisos.common.audit.Kjedelukking;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@link Verify}.
 *
 * @param hel nothing is wrong, and no chain was ever closed
 * @param rader how many rows were read
 * @param ankre how many anchors they were held against
 * @param brudd every fault that no chain was closed for
 * @param lukkede the chains that were closed because they were broken
 */
record Verifisering(boolean hel, long rader, int ankre, List<Brudd> brudd, List<Lukket> lukkede) {
    /**
     * Neighbouring rows of a chain with the same fault.
     *
     * @param kjede 0 to 63, or beyond where the owner has added chains
     * @param rad the first of them, counted from 1
     * @param til the last of them
     * @param slag ENDRET, MANGLER, SATT_INN, AVKUTTET, HODE_ENDRET, UKJENT_NOKKEL or LUKKET_ENDRET
     */
    record Brudd(int kjede, long rad, long til, String slag) {
        static Brudd av(AuditBrudd b) {
            return new Brudd(b.kjede(), b.nr(), b.til(), b.slag().name());
        }
    }

    /**
     * A closed chain.
     *
     * @param bruttVed the row, counted from 1, from which on it vouches for nothing
     * @param etter how many rows lay from there on when it was closed
     * @param iKjede the chain with the row that closes it
     * @param iRad that row
     * @param begrunnelse why, as the audit log has it
     */
    record Lukket(
            int kjede,
            long bruttVed,
            long etter,
            int iKjede,
            long iRad,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Instant tidspunkt,
            @Nullable String operator,
            @Nullable String begrunnelse) {
        static Lukket av(Kjedelukking l) {
            return new Lukket(
                    l.kjede(),
                    l.sisteGode() + 1,
                    l.etter(),
                    l.iKjede(),
                    l.iRad(),
                    l.tidspunkt(),
                    l.operator(),
                    l.begrunnelse());
        }
    }

    static Verifisering av(Kontrollsvar svar, int ankre) {
        return new Verifisering(
                svar.helt(),
                svar.rader(),
                ankre,
                svar.brudd().stream().map(Brudd::av).toList(),
                svar.lukkede().stream().map(Lukket::av).toList());
    }
}
