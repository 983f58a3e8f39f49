package no.digisos.submit.soknad;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import no.digisos.common.dokumentlager.DokumentRole;
import no.digisos.common.dokumentlager.UploadedParts;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.fileformat.SoknadFacts;
import no.digisos.common.person.Person;
import no.digisos.common.upload.JsonReader;
import no.digisos.submit.acceptance.InnsendingFiles;
import no.digisos.submit.acceptance.JsonDokument;
import org.jspecify.annotations.Nullable;

/** The checked contents of a søknad's request (contract.md 1.1). */
record SoknadContent(
        JsonDokument soknad,
        JsonDokument vedlegg,
        InnsendingFiles filer,
        @Nullable String enhetsnummer,
        boolean hast) {

    static final String SOKNAD = "soknadJson";
    static final String VEDLEGG = "vedleggJson";
    static final String TILLEGGSINFORMASJON = "tilleggsinformasjonJson";

    private static final String SOKNAD_PDF = "soknad.pdf";

    static SoknadContent of(JsonReader reader, UploadedParts uploadedParts, Person person, SoknadConfig config) {
        byte[] soknadJson = uploadedParts.requireJson(SOKNAD);
        byte[] vedleggJson = uploadedParts.requireJson(VEDLEGG);
        JsonNode soknad = reader.object(soknadJson, SOKNAD);
        JsonNode vedlegg = reader.object(vedleggJson, VEDLEGG);
        Optional<JsonNode> extra =
                uploadedParts.json(TILLEGGSINFORMASJON).map(json -> reader.object(json, TILLEGGSINFORMASJON));
        requireSamePerson(soknad, person);
        if (uploadedParts.files().isEmpty()) {
            throw new ApiException(ErrorCode.MANGLER_DEL, "Filen Soknad.pdf mangler i forespørselen");
        }
        uploadedParts.requireStatedStorrelse();
        return new SoknadContent(
                JsonDokument.soknad(soknadJson, soknad),
                JsonDokument.vedlegg(vedleggJson, vedlegg),
                InnsendingFiles.with(DokumentRole.SOKNAD_DOKUMENT, SOKNAD_PDF, uploadedParts.files()),
                extra.map(t -> enhetsnummer(t, config.maksEnhetsnummer())).orElse(null),
                extra.map(t -> t.path("nodhjelp").asBoolean(false)).orElse(false));
    }

    private static void requireSamePerson(JsonNode soknad, Person person) {
        SoknadFacts.personIdentifikator(soknad).filter(fnr -> !person.has(fnr)).ifPresent(another -> {
            throw new ApiException(
                    ErrorCode.FEIL_PERSON,
                    "Søknaden gjelder en annen person enn den som er logget inn: "
                            + "data.personalia.personIdentifikator.verdi stemmer ikke med access_token");
        });
    }

    /** An office that nobody knows costs no citizen the søknad (delivery.md 7); what is no office at all is the sender's fault. */
    private static @Nullable String enhetsnummer(JsonNode extra, int max) {
        JsonNode value = extra.path("enhetsnummer");
        if (value.isTextual() && value.textValue().length() > max) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FORESPORSEL,
                    "enhetsnummer i " + TILLEGGSINFORMASJON + " overskrider grensen på " + max + " tegn");
        }
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
    }
}
