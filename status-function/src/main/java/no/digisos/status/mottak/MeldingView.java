package no.digisos.status.mottak;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.crypto.SealBrokenException;
import no.digisos.common.database.DatabaseClock;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.SoknadLeveranse;
import no.digisos.common.observability.LogTrace;
import no.digisos.common.observability.SafeTrace;
import no.digisos.common.sendform.Mimetype;
import no.digisos.status.mottak.KontoAccess.Konto;
import no.digisos.status.mottak.Melding.FileMetadata;
import no.digisos.status.mottak.Melding.Headers;
import no.digisos.status.mottak.Melding.SoknadLeveranseId;
import no.digisos.status.mottak.MeldingContent.Content;
import org.jspecify.annotations.Nullable;

/** Shows messages as the wire wants them, from indexed metadata alone. */
@ApplicationScoped
class MeldingView {
    private final MeldingContent meldingContent;
    private final DokumentTable dokumenter;
    private final DatabaseClock clock;
    private final IntakeConfig config;

    MeldingView(MeldingContent meldingContent, DokumentTable dokumenter, DatabaseClock clock, IntakeConfig config) {
        this.meldingContent = meldingContent;
        this.dokumenter = dokumenter;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Messages as far as they can be shown.
     *
     * @param uleselige those whose metadata does not open, a fault of ours that must not stop the others
     */
    record Shown(List<Melding> meldinger, List<Leveranse> uleselige) {}

    Shown show(Konto konto, List<Leveranse> leveranser) {
        if (leveranser.isEmpty()) {
            return new Shown(List.of(), List.of());
        }
        String fingerprint = konto.sertifikat().map(Certificates::fingerprint).orElse(null);
        Instant now = clock.now();
        List<Melding> meldinger = new ArrayList<>();
        List<Leveranse> unreadableOnes = new ArrayList<>();
        for (Content content : meldingContent.of(leveranser)) {
            try {
                meldinger.add(show(content, fingerprint, now));
            } catch (SealBrokenException e) {
                try (LogTrace _ = LogTrace.sak(
                        content.leveranse().digisosId(), content.innsending().navEksternRefId())) {
                    Log.errorf(
                            SafeTrace.of(e),
                            "Melding %s cannot be shown",
                            content.leveranse().id());
                }
                unreadableOnes.add(content.leveranse());
            }
        }
        return new Shown(List.copyOf(meldinger), List.copyOf(unreadableOnes));
    }

    /** One message, which must be readable. */
    Melding show(Konto konto, Leveranse leveranse) {
        return show(
                meldingContent.of(leveranse),
                konto.sertifikat().map(Certificates::fingerprint).orElse(null),
                clock.now());
    }

    private Melding show(Content content, @Nullable String fingerprint, Instant now) {
        Leveranse leveranse = content.leveranse();
        Instant leasedUntil = leveranse.leieTil();
        boolean leased = leasedUntil != null && leasedUntil.isAfter(now);
        return new Melding(
                leveranse.id(),
                leveranse.meldingType().wireName(),
                config.avsenderKontoId(),
                leveranse.kontoId(),
                null,
                leveranse.frist() == null
                        ? 0
                        : Math.max(0, Duration.between(now, leveranse.frist()).toMillis()),
                leveranse.leveringsforsok() > 1,
                new Headers(leveranse.klientMeldingId(), leveranse.digisosId()),
                Melding.PROTOCOL,
                Melding.SIKKERHETSNIVA,
                content.innsending().navEksternRefId(),
                leveranse.digisosId(),
                content.innsending().klageId(),
                soknadLeveranseId(content.soknadLeveranseId()),
                content.dokumenter().stream().map(this::fileMetadata).toList(),
                fingerprint,
                leveranse.leveringsforsok(),
                leased ? leveranse.leieId() : null,
                leasedUntil != null && leased ? leasedUntil.toEpochMilli() : null);
    }

    private static @Nullable SoknadLeveranseId soknadLeveranseId(SoknadLeveranse.@Nullable Id id) {
        return id == null ? null : new SoknadLeveranseId(id.sendtKanal(), id.id());
    }

    private FileMetadata fileMetadata(Dokument dokument) {
        return new FileMetadata(
                dokument.id(),
                dokumenter.filnavn(dokument),
                Mimetype.safe(dokument.mimetype()),
                HexFormat.of().formatHex(dokumenter.hashes(dokument).sha256()),
                dokument.storrelse());
    }
}
