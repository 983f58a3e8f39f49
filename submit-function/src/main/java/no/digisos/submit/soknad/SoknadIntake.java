package no.digisos.submit.soknad;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.DokumentUpload;
import no.digisos.common.dokumentlager.UploadedParts;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.kommune.KommuneRepository;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.sak.InnsendingTable;
import no.digisos.common.sak.InnsendingType;
import no.digisos.common.security.Caller;
import no.digisos.common.upload.JsonReader;
import no.digisos.submit.acceptance.Acceptance;
import no.digisos.submit.acceptance.FileSource;
import no.digisos.submit.acceptance.InnsendingRequest;
import no.digisos.submit.acceptance.RepeatAnswer;
import no.digisos.submit.acceptance.SakBasis;
import org.jspecify.annotations.Nullable;

/**
 * A søknad's way in: the kommune must take it, the request is read to its end while its files are sealed, the contents are
 * checked, and then one transaction accepts it ({@link Acceptance}).
 */
@ApplicationScoped
class SoknadIntake {
    private static final Set<String> JSON_PARTS =
            Set.of(SoknadContent.SOKNAD, SoknadContent.VEDLEGG, SoknadContent.TILLEGGSINFORMASJON);

    private final KommuneRepository kommuner;
    private final PersonIndex persons;
    private final Transactions transactions;
    private final InnsendingTable innsendinger;
    private final DokumentUpload upload;
    private final JsonReader reader;
    private final SoknadConfig config;
    private final Acceptance acceptance;

    SoknadIntake(
            KommuneRepository kommuner,
            PersonIndex persons,
            Transactions transactions,
            InnsendingTable innsendinger,
            DokumentUpload upload,
            JsonReader reader,
            SoknadConfig config,
            Acceptance acceptance) {
        this.kommuner = kommuner;
        this.persons = persons;
        this.transactions = transactions;
        this.innsendinger = innsendinger;
        this.upload = upload;
        this.reader = reader;
        this.config = config;
        this.acceptance = acceptance;
    }

    UUID receive(
            Caller caller,
            Kommunenummer kommunenummer,
            NavEksternRefId ref,
            FileSource fileSource,
            @Nullable String contentType,
            InputStream body)
            throws IOException {
        Kommune kommune = requireIntake(kommunenummer, ref);
        try (UploadedParts uploadedParts = upload.read(contentType, body, JSON_PARTS)) {
            SoknadContent content =
                    SoknadContent.of(reader, uploadedParts, persons.find(caller.requirePerson()), config);
            InnsendingRequest soknad = new InnsendingRequest(
                    InnsendingType.SOKNAD,
                    new SakBasis.Fresh(UUID.randomUUID(), kommune, caller.requirePerson(), content.enhetsnummer()),
                    ref,
                    null,
                    List.of(content.soknad(), content.vedlegg()),
                    content.filer(),
                    fileSource,
                    content.hast());
            return acceptance.accept(caller, soknad, uploadedParts, repeat(ref));
        }
    }

    /** The old id to a søknad's own repeat, else a refusal (contract.md 1.1, pitfalls.md P2). */
    private static RepeatAnswer repeat(NavEksternRefId ref) {
        return (likeness, first) -> {
            switch (likeness) {
                case LIK -> {}
                case ANNET_INNHOLD ->
                    throw new ApiException(
                            ErrorCode.ALLEREDE_MOTTATT,
                            "Soknad med tilhørende navEksternRefId " + ref
                                    + " finnes allerede i Fiks-Digisos med DigisosId " + first);
                case ANNEN_AVSENDER -> throw new ApiException(ErrorCode.REFERANSE_I_BRUK, "navEksternRefId er i bruk");
            }
        };
    }

    /** A kommune that closed after it got a søknad must not turn the repeat of that søknad into a refusal. */
    private Kommune requireIntake(Kommunenummer number, NavEksternRefId ref) {
        return isAccepted(ref)
                ? kommuner.find(number).orElseGet(() -> kommuner.requireIntake(number))
                : kommuner.requireIntake(number);
    }

    private boolean isAccepted(NavEksternRefId ref) {
        return transactions.autoCommit(c -> innsendinger.findSoknad(c, ref)).isPresent();
    }
}
