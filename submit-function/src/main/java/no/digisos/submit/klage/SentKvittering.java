package no.digisos.submit.klage;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.PublishedStatus;
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
record SentKvittering(
        @Nullable String sendtKanal, @Nullable UUID meldingId, SendtStatus sendtStatus, List<SendtStatus> statusListe) {

    /**
     * A status and when it began.
     *
     * @param timestamp epoch milliseconds
     */
    @RegisterForReflection
    record SendtStatus(String status, long timestamp) {
        static SendtStatus of(String status, Instant time) {
            return new SendtStatus(status, time.toEpochMilli());
        }
    }

    static SentKvittering of(Leveranse leveranse) {
        String channel = PublishedStatus.channel(leveranse.tilstand());
        List<SendtStatus> list = course(leveranse);
        return new SentKvittering(
                channel,
                channel == null
                        ? null
                        : PublishedStatus.SVARUT.equals(channel) ? leveranse.forsendelsesId() : leveranse.id(),
                list.getLast(),
                list);
    }

    private static List<SendtStatus> course(Leveranse leveranse) {
        List<SendtStatus> list = new ArrayList<>();
        list.add(SendtStatus.of(PublishedStatus.NOT_SENT, leveranse.opprettet()));
        add(list, PublishedStatus.SENT, leveranse.iKoSiden());
        add(list, PublishedStatus.of(leveranse.aarsak()), leveranse.trukket());
        add(list, PublishedStatus.SENT, leveranse.svarutSendt());
        add(
                list,
                PublishedStatus.of(leveranse),
                leveranse.bekreftet() == null ? leveranse.endret() : leveranse.bekreftet());
        return list;
    }

    private static void add(List<SendtStatus> list, String status, @Nullable Instant time) {
        if (time != null && !list.getLast().status().equals(status)) {
            list.add(SendtStatus.of(status, time));
        }
    }
}
