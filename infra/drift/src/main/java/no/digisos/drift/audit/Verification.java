package no.digisos.drift.audit;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.util.List;
import no.digisos.common.audit.AuditBreach;
import no.digisos.common.audit.AuditVerifier.VerifierAnswer;
import no.digisos.common.audit.ChainClosure;
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
record Verification(boolean hel, long rader, int ankre, List<Breach> brudd, List<Closed> lukkede) {
    /**
     * Neighbouring rows of a chain with the same fault.
     *
     * @param kjede 0 to 63, or beyond where the owner has added chains
     * @param rad the first of them, counted from 1
     * @param til the last of them
     * @param slag ENDRET, MANGLER, SATT_INN, AVKUTTET, HODE_ENDRET, UKJENT_NOKKEL or LUKKET_ENDRET
     */
    record Breach(int kjede, long rad, long til, String slag) {
        static Breach of(AuditBreach b) {
            return new Breach(b.kjede(), b.nr(), b.til(), b.slag().name());
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
    record Closed(
            int kjede,
            long bruttVed,
            long etter,
            int iKjede,
            long iRad,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Instant tidspunkt,
            @Nullable String operator,
            @Nullable String begrunnelse) {
        static Closed of(ChainClosure l) {
            return new Closed(
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

    static Verification of(VerifierAnswer answer, int anchors) {
        return new Verification(
                answer.whole(),
                answer.rader(),
                anchors,
                answer.brudd().stream().map(Breach::of).toList(),
                answer.lukkede().stream().map(Closed::of).toList());
    }
}
