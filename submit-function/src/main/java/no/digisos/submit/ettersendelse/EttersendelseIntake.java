package no.digisos.submit.ettersendelse;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.dokumentlager.DokumentUpload;
import no.digisos.common.dokumentlager.UploadedParts;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.kommune.KommuneRepository;
import no.digisos.common.sak.InnsendingType;
import no.digisos.common.sak.Sak;
import no.digisos.common.security.Caller;
import no.digisos.common.upload.JsonReader;
import no.digisos.submit.acceptance.Acceptance;
import no.digisos.submit.acceptance.FileSource;
import no.digisos.submit.acceptance.InnsendingFiles;
import no.digisos.submit.acceptance.InnsendingRequest;
import no.digisos.submit.acceptance.JsonDokument;
import no.digisos.submit.acceptance.RepeatAnswer;
import no.digisos.submit.acceptance.SakAccess;
import no.digisos.submit.acceptance.SakBasis;
import org.jspecify.annotations.Nullable;

/**
 * An ettersendelse's way in: the case must be the person's, the request is read to its end, and then one transaction accepts it
 * ({@link Acceptance}). It is taken whatever the kommune's switches say: they are about new cases.
 */
@ApplicationScoped
class EttersendelseIntake {
    private static final String VEDLEGG = "vedlegg.json";

    private final SakAccess access;
    private final KommuneRepository kommuner;
    private final DokumentUpload upload;
    private final JsonReader reader;
    private final Acceptance acceptance;

    EttersendelseIntake(
            SakAccess access,
            KommuneRepository kommuner,
            DokumentUpload upload,
            JsonReader reader,
            Acceptance acceptance) {
        this.access = access;
        this.kommuner = kommuner;
        this.upload = upload;
        this.reader = reader;
        this.acceptance = acceptance;
    }

    void receive(
            Caller caller,
            Kommunenummer kommunenummer,
            UUID digisosId,
            NavEksternRefId ref,
            FileSource fileSource,
            @Nullable String contentType,
            InputStream body)
            throws IOException {
        Sak sak = requireSak(caller, kommunenummer, digisosId);
        try (UploadedParts uploadedParts = upload.read(contentType, body, Set.of(VEDLEGG))) {
            byte[] vedleggJson = uploadedParts.requireJson(VEDLEGG);
            JsonDokument vedlegg = JsonDokument.vedlegg(vedleggJson, reader.object(vedleggJson, VEDLEGG));
            if (fileSource == FileSource.FORESPORSEL && uploadedParts.files().isEmpty()) {
                throw new ApiException(ErrorCode.MANGLER_DEL, "Forespørselen har ingen fil");
            }
            uploadedParts.requireStatedStorrelse();
            InnsendingRequest ettersendelse = new InnsendingRequest(
                    InnsendingType.ETTERSENDELSE,
                    SakBasis.ExistingSak.of(sak),
                    ref,
                    null,
                    List.of(vedlegg),
                    InnsendingFiles.vedlegg(uploadedParts.files()),
                    fileSource,
                    false);
            acceptance.accept(caller, ettersendelse, uploadedParts, repeat(ref));
        }
    }

    private Sak requireSak(Caller caller, Kommunenummer kommunenummer, UUID digisosId) {
        Sak sak = access.requireOwn(digisosId, caller.requirePerson());
        if (!kommuner.isSame(sak.kommunenummer(), kommunenummer)) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FORESPORSEL,
                    "Saken hører til kommune " + sak.kommunenummer() + ", ikke " + kommunenummer);
        }
        return sak;
    }

    /**
     * Clients take the first text, spelt as it is, for success and throw the files away (contract.md 1.3), so only a true repeat
     * may get it: two of them may have made the same reference for different files (pitfalls.md P4).
     */
    private static RepeatAnswer repeat(NavEksternRefId ref) {
        return (likeness, digisosId) -> {
            throw switch (likeness) {
                case LIK ->
                    new ApiException(
                            ErrorCode.ALLEREDE_MOTTATT,
                            "Ettersendelse med tilhørende navEksternRefId " + ref
                                    + " finnes allerde for oppgitt DigisosId " + digisosId);
                case ANNET_INNHOLD, ANNEN_AVSENDER ->
                    new ApiException(
                            ErrorCode.REFERANSE_I_BRUK,
                            "navEksternRefId er brukt for en annen innsending i saken; ingenting er lagret");
            };
        };
    }
}
