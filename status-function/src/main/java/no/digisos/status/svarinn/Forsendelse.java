package no.digisos.status.svarinn;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as SvarInn lists it (svarut.md 6). Every field of SvarInn is there, null when we have nothing to say, since receivers
 * map them by name.
 *
 * @param id the message's id
 * @param date when it was accepted, epoch milliseconds
 * @param status a text for people
 * @param niva {@code "4"}: only for receivers at the highest level
 * @param svarPaForsendelse the case's søknad, when it was a shipment too
 * @param eksternRef NAV's reference of this submission
 * @param downloadUrl absolute
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
record Forsendelse(
        Avsender avsender,
        Mottaker mottaker,
        UUID id,
        String tittel,
        long date,
        MetadataFraAvleverendeSystem metadataFraAvleverendeSystem,
        MetadataForImport metadataForImport,
        String status,
        String niva,
        List<Filmetadata> filmetadata,
        @Nullable Mottaker svarSendesTil,
        @Nullable UUID svarPaForsendelse,
        String forsendelseType,
        String eksternRef,
        List<String> lenker,
        String downloadUrl,
        String avgivendeSystem,
        boolean taushetsbelagtPost) {

    /** Who sends; an organisation without a postal address. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Avsender(
            @Nullable String adresselinje1,
            @Nullable String adresselinje2,
            @Nullable String adresselinje3,
            String navn,
            @Nullable String poststed,
            @Nullable String postnr) {}

    /** The kommune. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Mottaker(
            @Nullable String adresse1,
            @Nullable String adresse2,
            @Nullable String adresse3,
            @Nullable String postnr,
            @Nullable String poststed,
            String navn,
            @Nullable String land,
            @Nullable String orgnr,
            @Nullable String fnr) {}

    /**
     * One file of the package, under its name there.
     *
     * @param sha256hash lower-case hex, of the plain file
     * @param size bytes of the plain file
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Filmetadata(
            String filnavn,
            String mimetype,
            String sha256hash,
            long size,
            @Nullable String dokumentType,
            List<String> ekstraMetadata) {}

    /**
     * Noark metadata of the sender, who has no archive: zeros and nulls as SvarInn gives them.
     *
     * @param dokumentetsDato when it was accepted, epoch milliseconds
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record MetadataFraAvleverendeSystem(
            int sakssekvensnummer,
            int saksaar,
            int journalaar,
            int journalsekvensnummer,
            int journalpostnummer,
            @Nullable String journalposttype,
            @Nullable String journalstatus,
            @Nullable Long journaldato,
            long dokumentetsDato,
            @Nullable String tittel,
            @Nullable String saksBehandler,
            List<String> ekstraMetadata) {}

    /** What the sender would have the receiver file it under: nothing. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record MetadataForImport(
            int sakssekvensnummer,
            int saksaar,
            @Nullable String journalposttype,
            @Nullable String journalstatus,
            @Nullable String dokumentetsDato,
            @Nullable String tittel) {}
}
