package no.digisos.status.svarinn;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as SvarInn lists it (svarut.md 6). Every field of SvarInn is there, and every object whole, since receivers map fields
 * by name and read addresses without a check (pitfalls.md P23): what is not known of an address is an empty text. What SvarInn itself
 * has as null, and receivers ask about before they use it, is null here too.
 *
 * @param id the message's id
 * @param date when it was accepted, epoch milliseconds
 * @param status a text for people
 * @param niva {@code "4"}: only for receivers at the highest level
 * @param svarSendesTil the sender again; receivers take the sender's name and organisation number from here
 * @param svarPaForsendelse the case's søknad, when it was a shipment too
 * @param eksternRef NAV's reference of this submission
 * @param downloadUrl absolute
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
record SvarInnForsendelse(
        Sender avsender,
        Recipient mottaker,
        UUID id,
        String tittel,
        long date,
        MetadataFraAvleverendeSystem metadataFraAvleverendeSystem,
        MetadataForImport metadataForImport,
        String status,
        String niva,
        List<FileMetadata> filmetadata,
        Recipient svarSendesTil,
        @Nullable UUID svarPaForsendelse,
        String forsendelseType,
        String eksternRef,
        List<String> lenker,
        String downloadUrl,
        String avgivendeSystem,
        boolean taushetsbelagtPost) {

    /** Who sends. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Sender(
            String adresselinje1,
            String adresselinje2,
            String adresselinje3,
            String navn,
            String poststed,
            String postnr) {

        /** An organisation without a postal address. */
        static Sender withoutAddress(String name) {
            return new Sender("", "", "", name, "", "");
        }
    }

    /** An organisation that receives: the kommune, or the sender when it is answered. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Recipient(
            String adresse1,
            String adresse2,
            String adresse3,
            String postnr,
            String poststed,
            String navn,
            String land,
            String orgnr,
            String fnr) {

        /** An organisation without a postal address. */
        static Recipient withoutAddress(String name, String orgnr) {
            return new Recipient("", "", "", "", "", name, "", orgnr, "");
        }
    }

    /**
     * One file of the package, under its name there.
     *
     * @param sha256hash lower-case hex, of the plain file
     * @param size bytes of the plain file
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record FileMetadata(
            String filnavn,
            String mimetype,
            String sha256hash,
            long size,
            @Nullable String dokumentType,
            List<String> ekstraMetadata) {}

    /**
     * Noark metadata of the sender, who has no archive: zeros and nulls as SvarInn gives them. The numbers are never null, since
     * receivers calculate with them. There is no {@code dokumentetsDato}: Digdir's integrasjonspunkt reads it as milliseconds in one
     * place and as an XML date in another, where milliseconds are a year; without one it takes the day of the import.
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
            @Nullable Long dokumentetsDato,
            @Nullable String tittel,
            @Nullable String saksBehandler,
            List<String> ekstraMetadata) {

        /** Nothing. */
        static MetadataFraAvleverendeSystem none() {
            return new MetadataFraAvleverendeSystem(0, 0, 0, 0, 0, null, null, null, null, null, null, List.of());
        }
    }

    /** What the sender would have the receiver file it under: nothing. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record MetadataForImport(
            int sakssekvensnummer,
            int saksaar,
            @Nullable String journalposttype,
            @Nullable String journalstatus,
            @Nullable String dokumentetsDato,
            @Nullable String tittel) {

        /** Nothing: zeros mean the receiver's own default case. */
        static MetadataForImport none() {
            return new MetadataForImport(0, 0, null, null, null, null);
        }
    }
}
