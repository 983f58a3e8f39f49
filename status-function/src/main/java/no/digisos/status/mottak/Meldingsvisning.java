package no.digisos.status.mottak;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import no.digisos.common.database.DatabaseClock;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.krypto.Certificates;
import no.digisos.common.krypto.SealBrokenException;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.Soknadsleveranse;
import no.digisos.common.observability.Feilspor;
import no.digisos.common.observability.Loggspor;
import no.digisos.common.sendeform.Mimetype;
import no.digisos.status.mottak.Kontotilgang.Konto;
import no.digisos.status.mottak.Melding.Filmetadata;
import no.digisos.status.mottak.Melding.Headere;
import no.digisos.status.mottak.Melding.SoknadLeveranseId;
import no.digisos.status.mottak.Meldingsinnhold.Innhold;
import org.jspecify.annotations.Nullable;

/** Shows messages as the wire wants them, from indexed metadata alone. */
@ApplicationScoped
class Meldingsvisning {
    private final Meldingsinnhold meldingsinnhold;
    private final Dokumenter dokumenter;
    private final DatabaseClock clock;
    private final MottakConfig config;

    Meldingsvisning(Meldingsinnhold meldingsinnhold, Dokumenter dokumenter, DatabaseClock clock, MottakConfig config) {
        this.meldingsinnhold = meldingsinnhold;
        this.dokumenter = dokumenter;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Messages as far as they can be shown.
     *
     * @param uleselige those whose metadata does not open, a fault of ours that must not stop the others
     */
    record Vist(List<Melding> meldinger, List<Leveranse> uleselige) {}

    Vist vis(Konto konto, List<Leveranse> leveranser) {
        if (leveranser.isEmpty()) {
            return new Vist(List.of(), List.of());
        }
        String fingeravtrykk = konto.sertifikat().map(Certificates::fingerprint).orElse(null);
        Instant naa = clock.now();
        List<Melding> meldinger = new ArrayList<>();
        List<Leveranse> uleselige = new ArrayList<>();
        for (Innhold innhold : meldingsinnhold.av(leveranser)) {
            try {
                meldinger.add(vis(innhold, fingeravtrykk, naa));
            } catch (SealBrokenException e) {
                try (Loggspor _ = Loggspor.sak(
                        innhold.leveranse().digisosId(), innhold.innsending().navEksternRefId())) {
                    Log.errorf(
                            Feilspor.av(e),
                            "Melding %s kan ikke vises",
                            innhold.leveranse().id());
                }
                uleselige.add(innhold.leveranse());
            }
        }
        return new Vist(List.copyOf(meldinger), List.copyOf(uleselige));
    }

    /** One message, which must be readable. */
    Melding vis(Konto konto, Leveranse leveranse) {
        return vis(
                meldingsinnhold.av(leveranse),
                konto.sertifikat().map(Certificates::fingerprint).orElse(null),
                clock.now());
    }

    private Melding vis(Innhold innhold, @Nullable String fingeravtrykk, Instant naa) {
        Leveranse leveranse = innhold.leveranse();
        Instant leieTil = leveranse.leieTil();
        boolean leid = leieTil != null && leieTil.isAfter(naa);
        return new Melding(
                leveranse.id(),
                leveranse.meldingType().navn(),
                config.avsenderKontoId(),
                leveranse.kontoId(),
                null,
                leveranse.frist() == null
                        ? 0
                        : Math.max(0, Duration.between(naa, leveranse.frist()).toMillis()),
                leveranse.leveringsforsok() > 1,
                new Headere(leveranse.klientMeldingId(), leveranse.digisosId()),
                Melding.PROTOKOLL,
                Melding.SIKKERHETSNIVA,
                innhold.innsending().navEksternRefId(),
                leveranse.digisosId(),
                innhold.innsending().klageId(),
                soknadLeveranseId(innhold.soknadLeveranseId()),
                innhold.dokumenter().stream().map(this::filmetadata).toList(),
                fingeravtrykk,
                leveranse.leveringsforsok(),
                leid ? leveranse.leieId() : null,
                leieTil != null && leid ? leieTil.toEpochMilli() : null);
    }

    private static @Nullable SoknadLeveranseId soknadLeveranseId(Soknadsleveranse.@Nullable Id id) {
        return id == null ? null : new SoknadLeveranseId(id.sendtKanal(), id.id());
    }

    private Filmetadata filmetadata(Dokument dokument) {
        return new Filmetadata(
                dokument.id(),
                dokumenter.filnavn(dokument),
                Mimetype.trygg(dokument.mimetype()),
                HexFormat.of().formatHex(dokumenter.hasher(dokument).sha256()),
                dokument.storrelse());
    }
}
