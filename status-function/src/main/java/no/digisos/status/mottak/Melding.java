package no.digisos.status.mottak;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message's metadata on the wire (delivery.md 2), in the names of Fiks IO.
 *
 * @param ttl milliseconds left until the message goes another way
 * @param resendt whether it was handed out before
 * @param klageId the klage that this is, or follows (ours, delivery.md 7)
 * @param leieUtloper epoch milliseconds
 * @param nokkelFingeravtrykk SHA-256 of the certificate for which documents are wrapped at this moment
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Melding(
        UUID meldingId,
        String meldingType,
        UUID avsenderKontoId,
        @Nullable UUID mottakerKontoId,
        @Nullable UUID svarPaMelding,
        long ttl,
        boolean resendt,
        Headers headere,
        String meldingsprotokoll,
        int sikkerhetsniva,
        String eksternRef,
        UUID digisosId,
        @Nullable UUID klageId,
        @Nullable SoknadLeveranseId soknadLeveranseId,
        List<FileMetadata> filmetadata,
        @Nullable String nokkelFingeravtrykk,
        int leveringsforsok,
        @Nullable UUID leieId,
        @Nullable Long leieUtloper) {

    static final String PROTOCOL = "no.nav.digisos.fagsystem.v1";
    static final int SIKKERHETSNIVA = 4;

    /** The two ids by which a receiver knows a message again. */
    record Headers(UUID klientMeldingId, UUID klientKorrelasjonsId) {}

    /**
     * One document.
     *
     * @param sha256hash lower-case hex, of the plain file
     * @param size bytes of the plain file
     */
    record FileMetadata(UUID dokumentId, String filnavn, String mimetype, String sha256hash, long size) {}

    /** Where the case's søknad went: by which channel and under which id. */
    record SoknadLeveranseId(String sendtKanal, UUID id) {}
}
