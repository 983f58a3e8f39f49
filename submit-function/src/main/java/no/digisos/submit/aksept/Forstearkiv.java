package no.digisos.submit.aksept;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.dokumentlager.Dokumentinnhold;
import no.digisos.common.dokumentlager.Dokumentrolle;
import no.digisos.common.upload.JsonLeser;
import org.jspecify.annotations.Nullable;

/** Looks up what was accepted under a reference. Its documents never change, so no lock is needed. */
@ApplicationScoped
class Forstearkiv {
    private static final Set<Dokumentrolle> HOVEDDOKUMENT =
            Set.of(Dokumentrolle.SOKNAD_DOKUMENT, Dokumentrolle.KLAGE_DOKUMENT, Dokumentrolle.TREKK_DOKUMENT);

    private final DokumentRepository repository;
    private final Dokumenter dokumenter;
    private final Dokumentinnhold innhold;
    private final JsonLeser leser;

    Forstearkiv(DokumentRepository repository, Dokumenter dokumenter, Dokumentinnhold innhold, JsonLeser leser) {
        this.repository = repository;
        this.dokumenter = dokumenter;
        this.innhold = innhold;
        this.leser = leser;
    }

    /** @throws UncheckedIOException when its vedlegg.json cannot be read: then what the repeat is is not known */
    Forste les(UUID innsendingId) {
        List<Dokument> alle = repository.iInnsending(innsendingId);
        Optional<Dokument> vedleggJson = alle.stream()
                .filter(dokument -> dokument.rolle() == Dokumentrolle.VEDLEGG_JSON)
                .findFirst();
        Set<Forste.Fil> filer = alle.stream()
                .filter(dokument -> dokument.cmsSha256().length > 0)
                .map(dokument -> Forste.Fil.av(
                        dokumenter.filnavn(dokument),
                        dokumenter.hasher(dokument).sha512()))
                .collect(Collectors.toSet());
        String hoveddokument = alle.stream()
                .filter(dokument -> HOVEDDOKUMENT.contains(dokument.rolle()))
                .findFirst()
                .map(dokumenter::filnavn)
                .orElse(null);
        return new Forste(vedleggJson.map(this::json).orElse(null), filer, hoveddokument);
    }

    /** Null when today's rules would not take it: the fingerprint alone tells then whether a repeat is the very same. */
    private @Nullable JsonNode json(Dokument vedleggJson) {
        try {
            return leser.hvisGyldig(innhold.helt(vedleggJson), "vedlegg.json").orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
