package no.digisos.fallback.svarut;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A forsendelse as SvarUt's REST v2 takes it (svarut.md 1). Only the fields that Digisos uses; those for signing, links,
 * answering and billing are left out.
 *
 * @param tittel at most 1000 characters, and nothing about a person: it shows in mailboxes
 * @param dokumenter in the order in which they are sent and printed; file names are unique
 * @param eksternReferanse the only thing that an unknown outcome can be looked up by
 * @param kryptert the documents are CMS for SvarUt's certificate; needed by {@code krevNiva4Innlogging}
 * @param kunDigitalLevering true means no print, no guarantee and no message when it fails
 * @param taushetsbelagtPost sends what goes by Altinn to the confidential inbox
 * @param svarPaForsendelse id of the søknad's forsendelse, when an ettersendelse follows it
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Forsendelse(
        String tittel,
        Address mottaker,
        List<SvarUtDokument> dokumenter,
        String avgivendeSystem,
        String forsendelsestype,
        String eksternReferanse,
        String korrelasjonsid,
        boolean kryptert,
        boolean krevNiva4Innlogging,
        boolean kunDigitalLevering,
        boolean taushetsbelagtPost,
        @Nullable Utskriftskonfigurasjon utskriftskonfigurasjon,
        @Nullable UUID svarPaForsendelse,
        @Nullable MetadataFraAvleverendeSystem metadataFraAvleverendeSystem) {
    private static final int MAX_TITLE = 1000;
    private static final int MAX_FREE_TEXT = 100;

    /** How the letter is printed, should it come to that. */
    @RegisterForReflection
    public record Utskriftskonfigurasjon(boolean utskriftMedFarger, boolean tosidig) {}

    /** Noark metadata of the sender. */
    @RegisterForReflection
    public record MetadataFraAvleverendeSystem(Instant dokumentetsDato) {}

    /** @throws IllegalArgumentException on what SvarUt is known to refuse; the message holds no value */
    public Forsendelse {
        dokumenter = List.copyOf(dokumenter);
        checkLength("tittel", tittel, MAX_TITLE);
        checkLength("avgivendeSystem", avgivendeSystem, MAX_FREE_TEXT);
        checkLength("forsendelsestype", forsendelsestype, MAX_FREE_TEXT);
        checkLength("eksternReferanse", eksternReferanse, MAX_FREE_TEXT);
        checkLength("korrelasjonsid", korrelasjonsid, MAX_FREE_TEXT);
        if (krevNiva4Innlogging && !kryptert) {
            throw new IllegalArgumentException("krevNiva4Innlogging requires kryptert");
        }
        if (kunDigitalLevering && mottaker.digitalId() == null) {
            throw new IllegalArgumentException("kunDigitalLevering requires mottaker.digitalId");
        }
        if (!kunDigitalLevering) {
            checkPostalAddress(mottaker);
            checkPrintable(dokumenter);
        }
        checkFileNames(dokumenter);
    }

    /**
     * A forsendelse as Digisos sends it: encrypted, level 4, confidential, two-sided, with the eksternReferanse and the case's
     * id as korrelasjonsid.
     *
     * @param kunDigitalLevering true only for what cannot be printed (more than 350 MB)
     */
    public static Forsendelse forDigisos(
            SvarUtConfig config,
            String title,
            Address recipient,
            List<SvarUtDokument> dokumenter,
            String eksternReferanse,
            UUID digisosId,
            @Nullable UUID svarPaForsendelse,
            @Nullable Instant dokumentetsDato,
            boolean kunDigitalLevering) {
        return new Forsendelse(
                title,
                recipient,
                dokumenter,
                config.avgivendeSystem(),
                config.forsendelsestype(),
                eksternReferanse,
                digisosId.toString(),
                true,
                true,
                kunDigitalLevering,
                true,
                new Utskriftskonfigurasjon(false, true),
                svarPaForsendelse,
                dokumentetsDato == null ? null : new MetadataFraAvleverendeSystem(dokumentetsDato));
    }

    private static void checkLength(String field, String value, int max) {
        if (value.isBlank() || value.length() > max) {
            throw new IllegalArgumentException(field + " must have 1 to " + max + " characters");
        }
    }

    private static void checkPostalAddress(Address recipient) {
        boolean norwegian = recipient.land() == null;
        if (recipient.poststed() == null || (norwegian && recipient.postnummer() == null)) {
            throw new IllegalArgumentException(
                    "A forsendelse that may be printed requires mottaker.poststed and mottaker.postnummer");
        }
    }

    private static void checkPrintable(List<SvarUtDokument> dokumenter) {
        for (SvarUtDokument document : dokumenter) {
            if (!document.printable() && !document.skalEkskluderesFraUtskrift()) {
                throw new IllegalArgumentException("A document that is not PDF must be excluded from print");
            }
        }
    }

    private static void checkFileNames(List<SvarUtDokument> dokumenter) {
        Set<String> seen = new HashSet<>();
        for (SvarUtDokument document : dokumenter) {
            if (!seen.add(document.filnavn())) {
                throw new IllegalArgumentException("Two documents have the same filnavn");
            }
        }
    }
}
