package no.digisos.submit.acceptance;

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
import no.digisos.common.dokumentlager.DokumentContent;
import no.digisos.common.dokumentlager.DokumentLookup;
import no.digisos.common.dokumentlager.DokumentRole;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.upload.JsonReader;
import org.jspecify.annotations.Nullable;

/** Looks up what was accepted under a reference. Its documents never change, so no lock is needed. */
@ApplicationScoped
class FirstAcceptanceArchive {
    private static final Set<DokumentRole> MAIN_DOKUMENT =
            Set.of(DokumentRole.SOKNAD_DOKUMENT, DokumentRole.KLAGE_DOKUMENT, DokumentRole.TREKK_DOKUMENT);

    private final DokumentLookup lookup;
    private final DokumentTable dokumenter;
    private final DokumentContent content;
    private final JsonReader reader;

    FirstAcceptanceArchive(
            DokumentLookup lookup, DokumentTable dokumenter, DokumentContent content, JsonReader reader) {
        this.lookup = lookup;
        this.dokumenter = dokumenter;
        this.content = content;
        this.reader = reader;
    }

    /** @throws UncheckedIOException when its vedlegg.json cannot be read: then what the repeat is is not known */
    FirstAcceptance read(UUID innsendingId) {
        List<Dokument> all = lookup.inInnsending(innsendingId);
        Optional<Dokument> vedleggJson = all.stream()
                .filter(dokument -> dokument.role() == DokumentRole.VEDLEGG_JSON)
                .findFirst();
        Set<FirstAcceptance.FileEntry> files = all.stream()
                .filter(dokument -> dokument.cmsSha256().length > 0)
                .map(dokument -> FirstAcceptance.FileEntry.of(
                        dokumenter.filnavn(dokument),
                        dokumenter.hashes(dokument).sha512()))
                .collect(Collectors.toSet());
        String mainDokument = all.stream()
                .filter(dokument -> MAIN_DOKUMENT.contains(dokument.role()))
                .findFirst()
                .map(dokumenter::filnavn)
                .orElse(null);
        return new FirstAcceptance(vedleggJson.map(this::json).orElse(null), files, mainDokument);
    }

    /** Null when today's rules would not take it: the fingerprint alone tells then whether a repeat is the very same. */
    private @Nullable JsonNode json(Dokument vedleggJson) {
        try {
            return reader.ifValid(content.whole(vedleggJson), "vedlegg.json").orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
