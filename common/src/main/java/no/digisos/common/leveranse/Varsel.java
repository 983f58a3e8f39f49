package no.digisos.common.leveranse;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the outbox.
 *
 * @param leveranseId when it is about one delivery alone
 * @param antall how many deliveries it counts
 * @param grunn why, without personal data
 */
public record Varsel(
        long id,
        Kind slag,
        @Nullable UUID leveranseId,
        int antall,
        @Nullable String grunn) {
    /** What happened, in the order in which a mail tells of it. */
    public enum Kind {
        STOPPET,
        DUBLETT,
        MANUELT_HANDTERT,
        SERTIFIKAT,
        UTELATT_FRA_UTSKRIFT,
        HALV_FRIST,
        VENTER
    }
}
