package no.digisos.testkit.svarut;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A forsendelse as the sender describes it (svarut.md 1). Fields that SvarUt v2 does not have are refused, where the real
 * service would lose them in silence.
 */
record ForsendelseRequest(
        @Nullable String tittel,
        @Nullable Address mottaker,
        @Nullable List<String> eksponertFor,
        @Nullable String avgivendeSystem,
        @Nullable String avgivendeSystemAktor,
        @Nullable String konteringskode,
        boolean kunDigitalLevering,
        boolean kryptert,
        @Nullable Utskriftskonfigurasjon utskriftskonfigurasjon,
        boolean krevNiva4Innlogging,
        @Nullable JsonNode metadataFraAvleverendeSystem,
        @Nullable JsonNode metadataForImport,
        @Nullable Address svarSendesTil,
        @Nullable UUID svarPaForsendelse,
        @Nullable List<Dokument> dokumenter,
        @Nullable List<Link> lenker,
        @Nullable String forsendelsestype,
        @Nullable String eksternReferanse,
        @Nullable String korrelasjonsid,
        boolean svarPaForsendelseLink,
        @Nullable String signeringUtloper,
        @Nullable SignaturType signaturType,
        boolean taushetsbelagtPost) {

    record Address(
            @Nullable String navn,
            @Nullable String digitalId,
            @Nullable String adresselinje1,
            @Nullable String adresselinje2,
            @Nullable String adresselinje3,
            @Nullable String postnummer,
            @Nullable String poststed,
            @Nullable String land) {}

    record Dokument(
            @Nullable String filnavn,
            @Nullable String mimeType,
            boolean skalSigneres,
            @Nullable String dokumentType,
            @Nullable List<Integer> giroarkSider,
            boolean skalEkskluderesFraUtskrift,
            @Nullable List<Metadata> ekstraMetadata,
            boolean inneholderPersonsensitivInformasjon) {}

    record Metadata(String key, String value) {}

    record Link(
            @Nullable String url,
            @Nullable String tekst,
            @Nullable String ledetekst) {}

    record Utskriftskonfigurasjon(boolean utskriftMedFarger, boolean tosidig) {}

    enum SignaturType {
        AUTENTISERT_SIGNATUR,
        AVANSERT_SIGNATUR
    }

    List<Dokument> dokumentList() {
        return dokumenter == null ? List.of() : dokumenter;
    }
}
