package no.digisos.metadata.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import no.digisos.common.leveranse.DeliveryCourse;
import no.digisos.common.leveranse.DeliveryHistory.History;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.PublishedStatus;
import org.jspecify.annotations.Nullable;

/**
 * The timeline of a case's shipments. No personal data. Times are epoch milliseconds.
 *
 * @param historikk what happened to the case outside its shipments
 */
@RegisterForReflection
record HistoryAnswer(
        UUID digisosId, UUID fiksOrgId, String kommunenummer, List<Sending> sendinger, List<Hendelse> historikk) {

    /**
     * One søknad, ettersendelse or klage on its way.
     *
     * @param type SOKNAD, ETTERSENDELSE, KLAGE, KLAGE_ETTERSENDELSE or KLAGE_TREKK
     * @param status the published word (fiksio.md 9)
     * @param tilstand the finer one of docs/state-machine.md
     * @param kanal FIKS_IO or SVARUT; null while it waits for the one before it
     * @param aarsak why it left the queue
     * @param frist when it is taken out of the queue, if it is in it
     * @param leveringsforsok how many times it has been handed out
     */
    @RegisterForReflection
    record Sending(
            UUID meldingId,
            String type,
            String navEksternRefId,
            @Nullable UUID klageId,
            String status,
            String tilstand,
            @Nullable String kanal,
            @Nullable String aarsak,
            @Nullable String stoppgrunn,
            long mottatt,
            @Nullable Long frist,
            int leveringsforsok,
            @Nullable Long bekreftet,
            @Nullable UUID forsendelsesId,
            @Nullable String svarutStatus,
            List<Hendelse> historikk) {}

    /**
     * One event.
     *
     * @param hendelse the published word where there is one
     * @param forsok number of the attempt by SvarUt, or of the transient failure
     * @param svarutStatus SvarUt's own word
     */
    @RegisterForReflection
    record Hendelse(
            long tidspunkt,
            String hendelse,
            @Nullable Integer forsok,
            @Nullable String svarutStatus) {}

    static HistoryAnswer of(UUID digisosId, UUID fiksOrgId, String kommunenummer, History history) {
        return new HistoryAnswer(
                digisosId,
                fiksOrgId,
                kommunenummer,
                history.sendinger().stream().map(HistoryAnswer::sending).toList(),
                history.sakshendelser().stream().map(HistoryAnswer::hendelse).toList());
    }

    private static Sending sending(DeliveryCourse course) {
        Leveranse l = course.leveranse();
        return new Sending(
                l.id(),
                course.type(),
                course.navEksternRefId(),
                course.klageId(),
                PublishedStatus.of(l),
                l.tilstand().name(),
                PublishedStatus.channel(l.tilstand()),
                l.aarsak() == null ? null : l.aarsak().name(),
                l.stoppgrunn(),
                course.mottatt().toEpochMilli(),
                millis(l.frist()),
                l.leveringsforsok(),
                millis(l.bekreftet()),
                l.forsendelsesId(),
                l.svarutStatus(),
                course.hendelser().stream().map(HistoryAnswer::hendelse).toList());
    }

    private static Hendelse hendelse(DeliveryCourse.Hendelse h) {
        return new Hendelse(h.tidspunkt().toEpochMilli(), h.hendelse(), h.forsok(), h.svarutStatus());
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
