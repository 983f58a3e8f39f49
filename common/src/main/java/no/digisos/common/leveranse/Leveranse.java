package no.digisos.common.leveranse;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One shipment as its row was when read. Its id is the wire's {@code meldingId}. Times are the database's.
 *
 * @param lopenummer order of acceptance
 * @param venterPa the predecessor in the same case, while {@link LeveranseState#IKKE_SENDT}
 * @param leiesTidligst not handed out before, after a transient failure
 * @param leveringsforsok leases given, less those given back; one when it was only shown to a SvarInn receiver
 * @param dataforsok leases in which data was downloaded
 * @param senKvittering when a receipt came while SvarUt had, or might have, the shipment
 * @param kopiSluppet from when a receipt decides nothing, since the receiver may have let go of its copy: its rejection, its
 *     failure (until the message is handed out anew), or SvarUt's refusal of what the receiver was told that SvarUt has
 * @param oppslagForst SvarUt must be asked before the first attempt too: resumed by hand, or restored from a backup
 * @param svarutStatusTid when SvarUt was last asked for the status
 */
public record Leveranse(
        UUID id,
        long lopenummer,
        UUID innsendingId,
        UUID digisosId,
        String kommunenummer,
        @Nullable String enhetsnummer,
        MeldingType meldingType,
        UUID klientMeldingId,
        boolean hast,
        LeveranseState tilstand,
        @Nullable WithdrawalReason aarsak,
        @Nullable String stoppgrunn,
        @Nullable UUID venterPa,
        Instant opprettet,
        Instant endret,
        @Nullable UUID kontoId,
        @Nullable Instant iKoSiden,
        @Nullable Instant frist,
        @Nullable UUID leieId,
        @Nullable Instant leieTil,
        @Nullable UUID leieIntegrasjon,
        boolean leieDataHentet,
        @Nullable Instant leiesTidligst,
        int leveringsforsok,
        int dataforsok,
        @Nullable Instant forsteDataHentet,
        @Nullable Instant sisteDataHentet,
        @Nullable Instant bekreftet,
        @Nullable Instant senKvittering,
        @Nullable Instant kopiSluppet,
        @Nullable Sealed mottattAv,
        @Nullable Sealed fagsystemRef,
        @Nullable Sealed feilmelding,
        @Nullable Instant trukket,
        @Nullable Instant sendesTidligst,
        int svarutForsok,
        @Nullable Instant svarutStartet,
        @Nullable String svarutArbeider,
        boolean oppslagForst,
        @Nullable UUID forsendelsesId,
        @Nullable Instant svarutSendt,
        @Nullable String svarutStatus,
        @Nullable Instant svarutStatusTid,
        @Nullable Instant lukket) {

    /** Whether SvarUt must be asked for the reference before the next attempt (delivery.md rule F). */
    public boolean requiresLookup() {
        return oppslagForst || svarutForsok > 0;
    }

    /** Whether SvarUt has taken it over, as far as is known: only then may a receiver be told to let go of its copy. */
    public boolean atSvarUt() {
        return forsendelsesId != null;
    }

    /** Whether the fagsystem has had the message or its data; before that a receipt proves nothing. */
    public boolean handedOut() {
        return leveringsforsok > 0 || forsteDataHentet != null;
    }
}
