package no.digisos.submit.klage;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.dokumentlager.DokumentRole;
import no.digisos.common.dokumentlager.DokumentUpload;
import no.digisos.common.dokumentlager.UploadedParts;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.person.Person;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.sak.InnsendingRepository;
import no.digisos.common.sak.InnsendingType;
import no.digisos.common.sak.Sak;
import no.digisos.common.security.Caller;
import no.digisos.common.upload.JsonReader;
import no.digisos.submit.acceptance.Acceptance;
import no.digisos.submit.acceptance.FileSource;
import no.digisos.submit.acceptance.InnsendingFiles;
import no.digisos.submit.acceptance.InnsendingRequest;
import no.digisos.submit.acceptance.InnsendingRequest.KlageReference;
import no.digisos.submit.acceptance.JsonDokument;
import no.digisos.submit.acceptance.RepeatAnswer;
import no.digisos.submit.acceptance.SakAccess;
import no.digisos.submit.acceptance.SakBasis;
import org.jspecify.annotations.Nullable;

/**
 * A klage's way in, and that of what follows it: the case must be the person's and have the klage, the request is read to its end,
 * and then one transaction accepts it ({@link Acceptance}).
 */
@ApplicationScoped
class KlageIntake {
    private static final String KLAGE_JSON = "klage.json";
    private static final String VEDLEGG_JSON = "vedlegg.json";
    private static final String WITHDRAW_JSON = "trekk.json";
    private static final String KLAGE_PDF = "klage.pdf";
    private static final String TREKK_PDF = "trekk.pdf";

    private final SakAccess access;
    private final PersonIndex persons;
    private final InnsendingRepository innsendinger;
    private final DokumentUpload upload;
    private final JsonReader reader;
    private final Acceptance acceptance;

    KlageIntake(
            SakAccess access,
            PersonIndex persons,
            InnsendingRepository innsendinger,
            DokumentUpload upload,
            JsonReader reader,
            Acceptance acceptance) {
        this.access = access;
        this.persons = persons;
        this.innsendinger = innsendinger;
        this.upload = upload;
        this.reader = reader;
        this.acceptance = acceptance;
    }

    void send(Caller caller, KlagePath path, UUID vedtakId, @Nullable String contentType, InputStream body)
            throws IOException {
        Sak sak = access.requireOwn(path.digisosId(), caller.requirePerson());
        try (UploadedParts uploadedParts = upload.read(contentType, body, Set.of(KLAGE_JSON, VEDLEGG_JSON))) {
            byte[] klageJson = uploadedParts.requireJson(KLAGE_JSON);
            JsonDokument klage = JsonDokument.klage(klageJson, reader.object(klageJson, KLAGE_JSON));
            requireSamePerson(klage.json(), persons.find(caller.requirePerson()));
            JsonDokument vedlegg = vedlegg(uploadedParts.requireJson(VEDLEGG_JSON));
            if (uploadedParts.files().isEmpty()) {
                throw new ApiException(ErrorCode.MANGLER_DEL, "Filen klage.pdf mangler i forespørselen");
            }
            uploadedParts.requireStatedStorrelse();
            InnsendingRequest innsendingRequest = innsendingRequest(
                    InnsendingType.KLAGE,
                    sak,
                    path,
                    vedtakId,
                    List.of(klage, vedlegg),
                    InnsendingFiles.with(DokumentRole.KLAGE_DOKUMENT, KLAGE_PDF, uploadedParts.files()));
            acceptance.accept(
                    caller,
                    innsendingRequest,
                    uploadedParts,
                    onlyEqual("klageId er brukt for en annen klage; ingenting er lagret"));
        }
    }

    void sendEttersendelse(Caller caller, KlagePath path, @Nullable String contentType, InputStream body)
            throws IOException {
        Sak sak = requireKlage(path, caller);
        try (UploadedParts uploadedParts = upload.read(contentType, body, Set.of(VEDLEGG_JSON))) {
            JsonDokument vedlegg = vedlegg(uploadedParts.requireJson(VEDLEGG_JSON));
            uploadedParts.requireStatedStorrelse();
            InnsendingRequest innsendingRequest = innsendingRequest(
                    InnsendingType.KLAGE_ETTERSENDELSE,
                    sak,
                    path,
                    null,
                    List.of(vedlegg),
                    InnsendingFiles.vedlegg(uploadedParts.files()));
            acceptance.accept(
                    caller,
                    innsendingRequest,
                    uploadedParts,
                    onlyEqual("navEksternRefId er brukt for en annen innsending til klagen; ingenting er lagret"));
        }
    }

    void withdraw(Caller caller, KlagePath path, @Nullable String contentType, InputStream body) throws IOException {
        Sak sak = requireKlage(path, caller);
        try (UploadedParts uploadedParts =
                upload.readOptional(contentType, body, Set.of(WITHDRAW_JSON, VEDLEGG_JSON))) {
            List<JsonDokument> json = new ArrayList<>();
            uploadedParts
                    .json(WITHDRAW_JSON)
                    .ifPresent(
                            withdraw -> json.add(JsonDokument.trekk(withdraw, reader.object(withdraw, WITHDRAW_JSON))));
            uploadedParts.json(VEDLEGG_JSON).ifPresent(vedlegg -> json.add(vedlegg(vedlegg)));
            uploadedParts.requireStatedStorrelse();
            InnsendingRequest innsendingRequest = innsendingRequest(
                    InnsendingType.KLAGE_TREKK,
                    sak,
                    path,
                    null,
                    json,
                    InnsendingFiles.with(DokumentRole.TREKK_DOKUMENT, TREKK_PDF, uploadedParts.files()));
            acceptance.accept(
                    caller,
                    innsendingRequest,
                    uploadedParts,
                    onlyEqual("Klagen er trukket før med annet innhold; ingenting er lagret"));
        }
    }

    private JsonDokument vedlegg(byte[] vedleggJson) {
        return JsonDokument.vedlegg(vedleggJson, reader.object(vedleggJson, VEDLEGG_JSON));
    }

    private Sak requireKlage(KlagePath path, Caller caller) {
        Sak sak = access.requireOwn(path.digisosId(), caller.requirePerson());
        if (innsendinger.klage(path.klageId(), path.digisosId()).isEmpty()) {
            throw new ApiException(ErrorCode.FINNES_IKKE, "Klagen finnes ikke i saken");
        }
        return sak;
    }

    private static InnsendingRequest innsendingRequest(
            InnsendingType type,
            Sak sak,
            KlagePath path,
            @Nullable UUID vedtakId,
            List<JsonDokument> json,
            InnsendingFiles files) {
        return new InnsendingRequest(
                type,
                SakBasis.ExistingSak.of(sak),
                path.ref(),
                new KlageReference(path.klageId(), vedtakId),
                json,
                files,
                FileSource.MELLOMLAGRING,
                false);
    }

    /** A true repeat gets what the first one got. */
    private static RepeatAnswer onlyEqual(String otherwise) {
        return (likeness, digisosId) -> {
            switch (likeness) {
                case LIK -> {}
                case ANNET_INNHOLD -> throw new ApiException(ErrorCode.REFERANSE_I_BRUK, otherwise);
                case ANNEN_AVSENDER ->
                    throw new ApiException(ErrorCode.REFERANSE_I_BRUK, "klageId er i bruk; ingenting er lagret");
            }
        };
    }

    private static void requireSamePerson(JsonNode klage, Person person) {
        JsonNode stated = klage.path("personIdentifikator");
        String fnr = stated.isObject() ? stated.path("verdi").textValue() : stated.textValue();
        if (fnr != null && !fnr.isBlank() && !person.has(fnr)) {
            throw new ApiException(
                    ErrorCode.FEIL_PERSON,
                    "Klagen gjelder en annen person enn den som er logget inn: "
                            + "personIdentifikator stemmer ikke med access_token");
        }
    }
}
