package no.digisos.metadata.levering;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.Leveringsforlop;
import no.digisos.common.leveranse.Leveringshistorikk.Historikk;
import no.digisos.common.leveranse.PublisertStatus;
import org.jspecify.annotations.Nullable;

/**
 * The timeline of a case's shipments. No personal data. Times are epoch milliseconds.
 *
 * @param historikk what happened to the case outside its shipments
 */
@RegisterForReflection
record Historikksvar(
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

    static Historikksvar av(UUID digisosId, UUID fiksOrgId, String kommunenummer, Historikk historikk) {
        return new Historikksvar(
                digisosId,
                fiksOrgId,
                kommunenummer,
                historikk.sendinger().stream().map(Historikksvar::sending).toList(),
                historikk.sakshendelser().stream().map(Historikksvar::hendelse).toList());
    }

    private static Sending sending(Leveringsforlop forlop) {
        Leveranse l = forlop.leveranse();
        return new Sending(
                l.id(),
                forlop.type(),
                forlop.navEksternRefId(),
                forlop.klageId(),
                PublisertStatus.av(l),
                l.tilstand().name(),
                PublisertStatus.kanal(l.tilstand()),
                l.aarsak() == null ? null : l.aarsak().name(),
                l.stoppgrunn(),
                forlop.mottatt().toEpochMilli(),
                millis(l.frist()),
                l.leveringsforsok(),
                millis(l.bekreftet()),
                l.forsendelsesId(),
                l.svarutStatus(),
                forlop.hendelser().stream().map(Historikksvar::hendelse).toList());
    }

    private static Hendelse hendelse(Leveringsforlop.Hendelse h) {
        return new Hendelse(h.tidspunkt().toEpochMilli(), h.hendelse(), h.forsok(), h.svarutStatus());
    }

    private static @Nullable Long millis(@Nullable Instant tid) {
        return tid == null ? null : tid.toEpochMilli();
    }
}
