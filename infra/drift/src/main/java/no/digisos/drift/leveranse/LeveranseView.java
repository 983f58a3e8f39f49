package no.digisos.drift.leveranse;

import java.time.Instant;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as an operator sees it.
 *
 * @param aarsak why it left the queue
 * @param stoppgrunn why it is STOPPET
 * @param svarutForsok attempts by SvarUt
 */
record LeveranseView(
        UUID meldingId,
        UUID klientMeldingId,
        UUID digisosId,
        String kommunenummer,
        String meldingstype,
        String tilstand,
        @Nullable String aarsak,
        @Nullable String stoppgrunn,
        Instant opprettet,
        Instant endret,
        @Nullable Instant frist,
        @Nullable Instant trukket,
        @Nullable Instant sendesTidligst,
        int svarutForsok,
        @Nullable UUID forsendelsesId,
        @Nullable String svarutStatus) {

    static LeveranseView of(Leveranse l) {
        return new LeveranseView(
                l.id(),
                l.klientMeldingId(),
                l.digisosId(),
                l.kommunenummer(),
                l.meldingType().wireName(),
                l.tilstand().name(),
                l.aarsak() == null ? null : l.aarsak().name(),
                l.stoppgrunn(),
                l.opprettet(),
                l.endret(),
                l.frist(),
                l.trukket(),
                l.sendesTidligst(),
                l.svarutForsok(),
                l.forsendelsesId(),
                l.svarutStatus());
    }
}
