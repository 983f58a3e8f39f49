package no.digisos.submit.acceptance;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.ReceivedDokument;
import no.digisos.common.dokumentlager.UploadedParts;
import no.digisos.common.error.ApiException;
import no.digisos.common.leveranse.LeveranseCreation;
import no.digisos.common.leveranse.MeldingType;
import no.digisos.common.leveranse.NewLeveranse;
import no.digisos.common.mellomlagring.MellomlagringTable;
import no.digisos.common.mellomlagring.MellomlagringTable.MellomlagringState;
import no.digisos.common.observability.LogTrace;
import no.digisos.common.person.Person;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.sak.History;
import no.digisos.common.sak.History.SakHendelse;
import no.digisos.common.sak.InnsendingTable;
import no.digisos.common.sak.InnsendingType;
import no.digisos.common.sak.SakTable;
import no.digisos.common.security.Caller;
import no.digisos.submit.acceptance.RepeatAnswer.Likeness;
import no.digisos.submit.vedlegg.VedleggCheck;
import no.digisos.submit.vedlegg.VedleggCheck.VedleggFile;

/**
 * The one transaction after which a submission is ours, of whatever kind: reference, attachments, case, delivery, history. Nobody
 * gets a 2xx before it is committed; a repeat, even one that comes while the first is running, is answered by the first.
 */
@ApplicationScoped
public class Acceptance {
    private static final String TAKEN = "digisos.referanse.opptatt";

    private final Transactions transactions;
    private final InnsendingTable innsendinger;
    private final MellomlagringTable mellomlagringer;
    private final SakDokumenter sakDokumenter;
    private final SakTable saker;
    private final LeveranseCreation leveranser;
    private final JsonSchemaCheck jsonSchemaCheck;
    private final RepeatRecognition recognition;
    private final PersonIndex persons;
    private final FirstAcceptanceArchive archive;
    private final MeterRegistry registry;

    Acceptance(
            Transactions transactions,
            InnsendingTable innsendinger,
            MellomlagringTable mellomlagringer,
            SakDokumenter sakDokumenter,
            SakTable saker,
            LeveranseCreation leveranser,
            JsonSchemaCheck jsonSchemaCheck,
            RepeatRecognition recognition,
            PersonIndex persons,
            FirstAcceptanceArchive archive,
            MeterRegistry registry) {
        this.transactions = transactions;
        this.innsendinger = innsendinger;
        this.mellomlagringer = mellomlagringer;
        this.sakDokumenter = sakDokumenter;
        this.saker = saker;
        this.leveranser = leveranser;
        this.jsonSchemaCheck = jsonSchemaCheck;
        this.recognition = recognition;
        this.persons = persons;
        this.archive = archive;
        this.registry = registry;
    }

    /**
     * Accepts a submission once. The steps are those of adr/one-transaction-of-acceptance.md.
     *
     * @param uploadedParts the request that brought it; its documents stay when this is the first of its reference
     * @param repeat the answer when the reference is taken
     * @return the case: for a repeat, that of the first
     * @throws ApiException what the repeat is refused with; 400 when attachments are missing; 410 when the case is deleted
     */
    public UUID accept(
            Caller caller, InnsendingRequest innsendingRequest, UploadedParts uploadedParts, RepeatAnswer repeat) {
        JsonSchemaCheck.Deviation deviation = jsonSchemaCheck.check(innsendingRequest.json());
        InnsendingTable.Fresh fresh =
                fresh(caller, innsendingRequest, recognition.fingerprint(caller, innsendingRequest), deviation.sum());
        List<ReceivedDokument> json = innsendingRequest.json().stream()
                .map(dokument -> uploadedParts.seal(dokument.innhold()))
                .toList();

        Outcome outcome = transactions.inTransaction(c -> {
            lock(c, innsendingRequest.sak());
            requireStillOwn(c, innsendingRequest.sak(), caller);
            if (!innsendinger.insert(c, fresh)) {
                return taken(c, fresh);
            }
            MellomlagringState staged = staged(c, caller, innsendingRequest);
            List<VedleggFile> vedlegg = VedleggCheck.inOrder(
                    innsendingRequest.specification(), innsendingRequest.filer().vedlegg(), staged.filer());
            write(c, innsendingRequest.sak());
            sakDokumenter.attach(c, fresh, innsendingRequest, json, vedlegg);
            mellomlagringer.delete(c, staged);
            leveranser.create(c, leveranse(fresh, innsendingRequest));
            History.write(c, fresh.digisosId(), fresh.id(), null, SakHendelse.AKSEPTERT_FIKS);
            return new Outcome.Accepted(fresh.digisosId());
        });

        return switch (outcome) {
            case Outcome.Accepted accepted -> {
                uploadedParts.keep();
                jsonSchemaCheck.count(deviation);
                try (LogTrace _ = LogTrace.sak(
                        accepted.digisosId(), innsendingRequest.ref().verdi())) {
                    Log.infof(
                            "%s %s is accepted in sak %s", fresh.type(), innsendingRequest.ref(), accepted.digisosId());
                }
                yield accepted.digisosId();
            }
            case Outcome.Taken(InnsendingTable.Accepted accepted) -> {
                UUID first = accepted.digisosId();
                Likeness likeness = likeness(caller, innsendingRequest, accepted);
                try (LogTrace _ = LogTrace.sak(first, innsendingRequest.ref().verdi())) {
                    Log.infof(
                            "%s %s has come before, in sak %s: %s",
                            fresh.type(), innsendingRequest.ref(), first, likeness);
                }
                registry.counter(TAKEN, "type", fresh.type().name(), "likhet", likeness.name())
                        .increment();
                repeat.answer(likeness, first);
                yield first;
            }
        };
    }

    private sealed interface Outcome {
        record Accepted(UUID digisosId) implements Outcome {}

        record Taken(InnsendingTable.Accepted forste) implements Outcome {}
    }

    /** The submissions of a case are taken one by one, since each waits for the delivery of the one before it. */
    private void lock(Connection c, SakBasis sak) throws SQLException {
        if (sak instanceof SakBasis.ExistingSak existing && !saker.lock(c, existing.digisosId())) {
            throw SakAccess.deleted();
        }
    }

    /** Asked once more, since the body may have taken minutes, and two numbers joined by mistake may have been parted since. */
    private void requireStillOwn(Connection c, SakBasis sak, Caller caller) throws SQLException {
        if (sak instanceof SakBasis.ExistingSak existing
                && !saker.isSoker(c, existing.digisosId(), persons.find(c, caller.requirePerson()))) {
            throw SakAccess.notFound();
        }
    }

    private Outcome taken(Connection c, InnsendingTable.Fresh fresh) throws SQLException {
        // The repeat's 202 is as good as the first one's, which was perhaps never given.
        Transactions.waitForStandby(c);
        return new Outcome.Taken(innsendinger
                .findFirst(c, fresh)
                .orElseThrow(() -> new IllegalStateException("A taken reference without its submission")));
    }

    private Likeness likeness(Caller caller, InnsendingRequest innsendingRequest, InnsendingTable.Accepted accepted) {
        Person person = persons.find(caller.requirePerson());
        if (!RepeatRecognition.hasSameSender(accepted, caller, person)) {
            return Likeness.ANNEN_AVSENDER;
        }
        FirstAcceptance first = archive.read(accepted.id());
        if (!recognition.hasSameContent(accepted, first, caller, person, innsendingRequest)) {
            return Likeness.ANNET_INNHOLD;
        }
        return transactions.inTransaction(c -> cleanedUp(c, caller, innsendingRequest, first))
                ? Likeness.LIK
                : Likeness.ANNET_INNHOLD;
    }

    /**
     * Empties the mellomlagring of a repeat, whose files the first has all.
     *
     * @return false when it has one that the first has not, or the request has; then all of them stay
     */
    private boolean cleanedUp(Connection c, Caller caller, InnsendingRequest innsendingRequest, FirstAcceptance first)
            throws SQLException {
        MellomlagringState staged = staged(c, caller, innsendingRequest);
        if (!RepeatRecognition.hasNoNewFiles(first, innsendingRequest, staged)) {
            return false;
        }
        mellomlagringer.empty(c, staged);
        return true;
    }

    private MellomlagringState staged(Connection c, Caller caller, InnsendingRequest innsendingRequest)
            throws SQLException {
        return switch (innsendingRequest.filkilde()) {
            case FORESPORSEL -> MellomlagringState.NOTHING;
            case MELLOMLAGRING -> mellomlagringer.lock(c, caller.organisasjon(), innsendingRequest.ref());
        };
    }

    private void write(Connection c, SakBasis sak) throws SQLException {
        switch (sak) {
            case SakBasis.Fresh fresh ->
                saker.create(
                        c,
                        fresh.digisosId(),
                        fresh.kommunenummer(),
                        fresh.kommune().fiksOrgId(),
                        fresh.soker(),
                        fresh.enhetsnummer());
            case SakBasis.ExistingSak existing -> saker.touch(c, existing.digisosId());
        }
    }

    private static InnsendingTable.Fresh fresh(
            Caller caller, InnsendingRequest innsendingRequest, byte[] fingerprint, int schemaDeviations) {
        InnsendingRequest.KlageReference klage = innsendingRequest.klage();
        return new InnsendingTable.Fresh(
                UUID.randomUUID(),
                innsendingRequest.type(),
                innsendingRequest.sak().digisosId(),
                innsendingRequest.ref(),
                klage == null ? null : klage.klageId(),
                klage == null ? null : klage.vedtakId(),
                fingerprint,
                caller.organisasjon().verdi(),
                caller.integrasjonId(),
                schemaDeviations);
    }

    private static NewLeveranse leveranse(InnsendingTable.Fresh fresh, InnsendingRequest innsendingRequest) {
        SakBasis sak = innsendingRequest.sak();
        return new NewLeveranse(
                UUID.randomUUID(),
                fresh.id(),
                sak.digisosId(),
                sak.kommunenummer(),
                sak.enhetsnummer(),
                meldingType(fresh.type()),
                innsendingRequest.hast());
    }

    private static MeldingType meldingType(InnsendingType type) {
        return switch (type) {
            case SOKNAD -> MeldingType.SOKNAD;
            case ETTERSENDELSE -> MeldingType.ETTERSENDELSE;
            case KLAGE -> MeldingType.KLAGE;
            case KLAGE_ETTERSENDELSE -> MeldingType.KLAGE_ETTERSENDELSE;
            case KLAGE_TREKK -> MeldingType.KLAGE_TREKK;
        };
    }
}
