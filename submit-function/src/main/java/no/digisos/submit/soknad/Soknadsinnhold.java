package no.digisos.submit.soknad;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import no.digisos.common.dokumentlager.Dokumentrolle;
import no.digisos.common.dokumentlager.Opplastet;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.filformat.SoknadFakta;
import no.digisos.common.person.Person;
import no.digisos.common.upload.JsonLeser;
import no.digisos.submit.aksept.Filer;
import no.digisos.submit.aksept.JsonDokument;
import org.jspecify.annotations.Nullable;

/** The checked contents of a søknad's request (contract.md 1.1). */
record Soknadsinnhold(
        JsonDokument soknad,
        JsonDokument vedlegg,
        Filer filer,
        @Nullable String enhetsnummer,
        boolean hast) {

    static final String SOKNAD = "soknadJson";
    static final String VEDLEGG = "vedleggJson";
    static final String TILLEGGSINFORMASJON = "tilleggsinformasjonJson";

    private static final String SOKNAD_PDF = "soknad.pdf";

    static Soknadsinnhold av(JsonLeser leser, Opplastet opplastet, Person person, SoknadConfig config) {
        byte[] soknadJson = opplastet.krevJson(SOKNAD);
        byte[] vedleggJson = opplastet.krevJson(VEDLEGG);
        JsonNode soknad = leser.objekt(soknadJson, SOKNAD);
        JsonNode vedlegg = leser.objekt(vedleggJson, VEDLEGG);
        Optional<JsonNode> tillegg =
                opplastet.json(TILLEGGSINFORMASJON).map(json -> leser.objekt(json, TILLEGGSINFORMASJON));
        krevSammePerson(soknad, person);
        if (opplastet.filer().isEmpty()) {
            throw new ApiException(ErrorCode.MANGLER_DEL, "Filen Soknad.pdf mangler i forespørselen");
        }
        opplastet.krevOppgittStorrelse();
        return new Soknadsinnhold(
                JsonDokument.soknad(soknadJson, soknad),
                JsonDokument.vedlegg(vedleggJson, vedlegg),
                Filer.med(Dokumentrolle.SOKNAD_DOKUMENT, SOKNAD_PDF, opplastet.filer()),
                tillegg.map(t -> enhetsnummer(t, config.maksEnhetsnummer())).orElse(null),
                tillegg.map(t -> t.path("nodhjelp").asBoolean(false)).orElse(false));
    }

    private static void krevSammePerson(JsonNode soknad, Person person) {
        SoknadFakta.personIdentifikator(soknad).filter(fnr -> !person.har(fnr)).ifPresent(annen -> {
            throw new ApiException(
                    ErrorCode.FEIL_PERSON,
                    "Søknaden gjelder en annen person enn den som er logget inn: "
                            + "data.personalia.personIdentifikator.verdi stemmer ikke med access_token");
        });
    }

    /** An office that nobody knows costs no citizen the søknad (delivery.md 7); what is no office at all is the sender's fault. */
    private static @Nullable String enhetsnummer(JsonNode tillegg, int maks) {
        JsonNode verdi = tillegg.path("enhetsnummer");
        if (verdi.isTextual() && verdi.textValue().length() > maks) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FORESPORSEL,
                    "enhetsnummer i " + TILLEGGSINFORMASJON + " overskrider grensen på " + maks + " tegn");
        }
        return verdi.isTextual() && !verdi.textValue().isBlank() ? verdi.textValue() : null;
    }
}
