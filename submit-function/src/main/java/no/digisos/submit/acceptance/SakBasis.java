package no.digisos.submit.acceptance;

import java.util.UUID;
import no.digisos.common.identity.Fnr;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.sak.Sak;
import org.jspecify.annotations.Nullable;

/** The case that a submission belongs to: a søknad opens one, everything else comes to one. */
public sealed interface SakBasis {
    /** The id of the case. */
    UUID digisosId();

    /** The kommune that the case belongs to. */
    String kommunenummer();

    /** The office that the søknad named, which chooses among the kommune's kontoer. */
    @Nullable
    String enhetsnummer();

    /** A case that the submission opens. */
    record Fresh(
            UUID digisosId,
            Kommune kommune,
            Fnr soker,
            @Nullable String enhetsnummer) implements SakBasis {
        @Override
        public String kommunenummer() {
            return kommune.kommunenummer();
        }
    }

    /** A case that was there. */
    record ExistingSak(
            UUID digisosId, String kommunenummer, @Nullable String enhetsnummer) implements SakBasis {
        /** The case of this row. */
        public static ExistingSak of(Sak sak) {
            return new ExistingSak(sak.digisosId(), sak.kommunenummer(), sak.enhetsnummer());
        }
    }
}
