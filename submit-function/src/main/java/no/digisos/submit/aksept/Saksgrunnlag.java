package no.digisos.submit.aksept;

import java.util.UUID;
import no.digisos.common.identity.Fnr;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.sak.Sak;
import org.jspecify.annotations.Nullable;

/** The case that a submission belongs to: a søknad opens one, everything else comes to one. */
public sealed interface Saksgrunnlag {
    UUID digisosId();

    String kommunenummer();

    /** The office that the søknad named, which chooses among the kommune's kontoer. */
    @Nullable
    String enhetsnummer();

    /** A case that the submission opens. */
    record Ny(
            UUID digisosId,
            Kommune kommune,
            Fnr soker,
            @Nullable String enhetsnummer) implements Saksgrunnlag {
        @Override
        public String kommunenummer() {
            return kommune.kommunenummer();
        }
    }

    /** A case that was there. */
    record Bestaende(
            UUID digisosId, String kommunenummer, @Nullable String enhetsnummer) implements Saksgrunnlag {
        public static Bestaende av(Sak sak) {
            return new Bestaende(sak.digisosId(), sak.kommunenummer(), sak.enhetsnummer());
        }
    }
}
