package no.digisos.testkit.svarut;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A forsendelse that SvarUt has taken over, as it lies in the store.
 *
 * @param nr counts the forsendelser of the store, in the order they came
 * @param forsendelse the metadata exactly as received
 * @param dokumenter in the order of the metadata
 * @param hendelser from MOTTATT on; the last gives the status
 * @param refusedOnLookup whether the next status look-up turns it from MOTTATT to AVVIST after answering
 * @param filesDeleted whether the sender has had the files deleted
 */
record StoredForsendelse(
        long nr,
        UUID id,
        UUID kontoId,
        JsonNode forsendelse,
        List<StoredDokument> dokumenter,
        List<Hendelse> hendelser,
        boolean refusedOnLookup,
        boolean filesDeleted) {

    /**
     * One document.
     *
     * @param file its name in the forsendelse's directory
     * @param storrelse bytes received
     * @param sha256 of the bytes received, in lower-case hex
     * @param lockedPdf whether it is a PDF that cannot be merged with others, since it is encrypted
     * @param klartekst the decrypted document; null when it was not encrypted, cannot be decrypted, or there is no key
     */
    record StoredDokument(
            String filnavn,
            String mimeType,
            String dokumentType,
            boolean skalEkskluderesFraUtskrift,
            String file,
            long storrelse,
            String sha256,
            boolean lockedPdf,
            @Nullable Plaintext klartekst) {}

    /** Size in bytes and SHA-256 (lower-case hex) of a decrypted document. */
    record Plaintext(long storrelse, String sha256) {}

    record Hendelse(Instant tidspunkt, ForsendelseStatus status, String hendelse) {}

    StoredForsendelse {
        dokumenter = List.copyOf(dokumenter);
        hendelser = List.copyOf(hendelser);
    }

    ForsendelseStatus status() {
        return hendelser.getLast().status();
    }

    Instant changedAt() {
        return hendelser.getLast().tidspunkt();
    }

    Instant receivedAt() {
        return hendelser.getFirst().tidspunkt();
    }

    @Nullable
    String eksternReferanse() {
        return text("eksternReferanse");
    }

    @Nullable
    String avgivendeSystem() {
        return text("avgivendeSystem");
    }

    private @Nullable String text(String field) {
        return forsendelse.path(field).asText(null);
    }

    StoredForsendelse with(ForsendelseStatus status, Instant now) {
        return with(new Hendelse(now, status, status.text()), false, filesDeleted);
    }

    StoredForsendelse withFilesDeleted(Instant now) {
        return with(new Hendelse(now, status(), "Dokumenter slettet"), refusedOnLookup, true);
    }

    private StoredForsendelse with(Hendelse hendelse, boolean refused, boolean deleted) {
        List<Hendelse> longer =
                Stream.concat(hendelser.stream(), Stream.of(hendelse)).toList();
        return new StoredForsendelse(nr, id, kontoId, forsendelse, dokumenter, longer, refused, deleted);
    }
}
