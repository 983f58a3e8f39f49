package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.database.DatabaseClock;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.krypto.Certificates;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.Soknadsleveranse;
import no.digisos.common.leveranse.UtlantMelding;
import no.digisos.common.sak.Innsending;
import no.digisos.common.sak.InnsendingRepository;
import no.digisos.status.mottak.Kontotilgang.Konto;
import no.digisos.status.mottak.Melding.Filmetadata;
import no.digisos.status.mottak.Melding.Headere;
import no.digisos.status.mottak.Melding.SoknadLeveranseId;
import org.jspecify.annotations.Nullable;

/** Shows messages as the wire wants them, from indexed metadata alone. */
@ApplicationScoped
class Meldingsvisning {
    private final DokumentRepository dokumentRepository;
    private final Dokumenter dokumenter;
    private final InnsendingRepository innsendinger;
    private final Soknadsleveranse soknadsleveranse;
    private final DatabaseClock clock;
    private final MottakConfig config;

    Meldingsvisning(
            DokumentRepository dokumentRepository,
            Dokumenter dokumenter,
            InnsendingRepository innsendinger,
            Soknadsleveranse soknadsleveranse,
            DatabaseClock clock,
            MottakConfig config) {
        this.dokumentRepository = dokumentRepository;
        this.dokumenter = dokumenter;
        this.innsendinger = innsendinger;
        this.soknadsleveranse = soknadsleveranse;
        this.clock = clock;
        this.config = config;
    }

    List<Melding> visUtlante(Konto konto, List<UtlantMelding> utlante) {
        return vis(konto, utlante.stream().map(UtlantMelding::leveranse).toList());
    }

    List<Melding> vis(Konto konto, List<Leveranse> leveranser) {
        if (leveranser.isEmpty()) {
            return List.of();
        }
        List<UUID> ider = leveranser.stream().map(Leveranse::innsendingId).toList();
        Map<UUID, Innsending> perId = innsendinger.list("id in ?1", ider).stream()
                .collect(Collectors.toMap(Innsending::id, innsending -> innsending));
        Map<UUID, List<Dokument>> innhold = dokumentRepository.iInnsendinger(ider);
        String fingeravtrykk = konto.sertifikat().map(Certificates::fingerprint).orElse(null);
        Instant naa = clock.now();
        return leveranser.stream()
                .map(leveranse -> vis(
                        leveranse,
                        perId.get(leveranse.innsendingId()),
                        innhold.getOrDefault(leveranse.innsendingId(), List.of()),
                        fingeravtrykk,
                        naa))
                .toList();
    }

    private Melding vis(
            Leveranse leveranse,
            @Nullable Innsending innsending,
            List<Dokument> innhold,
            @Nullable String fingeravtrykk,
            Instant naa) {
        if (innsending == null) {
            throw new IllegalStateException("A delivery without its submission");
        }
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
                innsending.navEksternRefId(),
                leveranse.digisosId(),
                soknadLeveranseId(leveranse),
                innhold.stream().map(this::filmetadata).toList(),
                fingeravtrykk,
                leveranse.leveringsforsok(),
                leid ? leveranse.leieId() : null,
                leieTil != null && leid ? leieTil.toEpochMilli() : null);
    }

    private @Nullable SoknadLeveranseId soknadLeveranseId(Leveranse leveranse) {
        return soknadsleveranse
                .forLeveranse(leveranse)
                .map(id -> new SoknadLeveranseId(id.sendtKanal(), id.id()))
                .orElse(null);
    }

    private Filmetadata filmetadata(Dokument dokument) {
        return new Filmetadata(
                dokument.id(),
                dokumenter.filnavn(dokument),
                dokument.mimetype(),
                HexFormat.of().formatHex(dokument.sha256()),
                dokument.storrelse());
    }
}
