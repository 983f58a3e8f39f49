package no.digisos.submit.klage;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.PublisertStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where a submission is on its way to the kommune, in the published words alone (contract.md 7, docs/state-machine.md): readers
 * know no others.
 *
 * @param sendtKanal FIKS_IO or SVARUT; null while it is in neither
 * @param meldingId the message's id in FIKS_IO, the forsendelse's in SVARUT
 * @param statusListe what it has been through, oldest first; the last is {@code sendtStatus}
 */
@RegisterForReflection
record Sendtkvittering(
        @Nullable String sendtKanal, @Nullable UUID meldingId, SendtStatus sendtStatus, List<SendtStatus> statusListe) {

    /**
     * A status and when it began.
     *
     * @param timestamp epoch milliseconds
     */
    @RegisterForReflection
    record SendtStatus(String status, long timestamp) {
        static SendtStatus av(String status, Instant tid) {
            return new SendtStatus(status, tid.toEpochMilli());
        }
    }

    static Sendtkvittering av(Leveranse leveranse) {
        String kanal = PublisertStatus.kanal(leveranse.tilstand());
        List<SendtStatus> liste = forlop(leveranse);
        return new Sendtkvittering(
                kanal,
                kanal == null
                        ? null
                        : PublisertStatus.SVARUT.equals(kanal) ? leveranse.forsendelsesId() : leveranse.id(),
                liste.getLast(),
                liste);
    }

    private static List<SendtStatus> forlop(Leveranse leveranse) {
        List<SendtStatus> liste = new ArrayList<>();
        liste.add(SendtStatus.av(PublisertStatus.IKKE_SENDT, leveranse.opprettet()));
        leggTil(liste, PublisertStatus.SENDT, leveranse.iKoSiden());
        leggTil(liste, PublisertStatus.av(leveranse.aarsak()), leveranse.trukket());
        leggTil(liste, PublisertStatus.SENDT, leveranse.svarutSendt());
        leggTil(
                liste,
                PublisertStatus.av(leveranse),
                leveranse.bekreftet() == null ? leveranse.endret() : leveranse.bekreftet());
        return liste;
    }

    private static void leggTil(List<SendtStatus> liste, String status, @Nullable Instant tid) {
        if (tid != null && !liste.getLast().status().equals(status)) {
            liste.add(SendtStatus.av(status, tid));
        }
    }
}
