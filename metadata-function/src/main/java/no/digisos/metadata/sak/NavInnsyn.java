package no.digisos.metadata.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditOutcome;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentContent;
import no.digisos.common.dokumentlager.DokumentLookup;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Fnr;
import no.digisos.common.kommune.KommuneTable;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.sak.DigisosSak;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakTable;
import no.digisos.common.sak.SakView;
import no.digisos.metadata.audit.InnsynLog;
import no.digisos.metadata.audit.InnsynLog.Trace;

/**
 * NAV's reads of a person's cases. The answer is made first, then the audit row is committed, then the answer goes out: if the
 * row cannot be written there is no answer. A kommune that does not let NAV's contact centre in is not shown (harNksTilgang).
 */
@ApplicationScoped
class NavInnsyn {
    private final SakTable saker;
    private final SakView view;
    private final KommuneTable kommuner;
    private final Transactions transactions;
    private final PersonIndex persons;
    private final DokumentLookup dokumenter;
    private final DokumentContent content;
    private final InnsynLog log;

    NavInnsyn(
            SakTable saker,
            SakView view,
            KommuneTable kommuner,
            Transactions transactions,
            PersonIndex persons,
            DokumentLookup dokumenter,
            DokumentContent content,
            InnsynLog log) {
        this.saker = saker;
        this.view = view;
        this.kommuner = kommuner;
        this.transactions = transactions;
        this.persons = persons;
        this.dokumenter = dokumenter;
        this.content = content;
        this.log = log;
    }

    List<DigisosSak> forPerson(Fnr person, UUID sporingsId) {
        List<Sak> visibleOnes = visible(saker.forSoker(person));
        List<DigisosSak> answer = view.show(visibleOnes);
        byte[] index = persons.index(person).value();
        write(
                AuditAction.SOK_SAKER,
                AuditSubject.many(visibleOnes.stream().map(Sak::digisosId).toList())
                        .withPerson(index),
                visibleOnes.isEmpty() ? AuditOutcome.INGEN_TREFF : AuditOutcome.UTFORT,
                sporingsId);
        return answer;
    }

    DigisosSak sak(UUID digisosId, UUID sporingsId) {
        Sak sak = requireVisible(digisosId, AuditAction.LES_SAK, AuditSubject.sak(digisosId), sporingsId);
        DigisosSak answer = view.show(sak);
        write(AuditAction.LES_SAK, of(sak, AuditSubject.sak(digisosId)), AuditOutcome.UTFORT, sporingsId);
        return answer;
    }

    /**
     * One of the three JSON documents, decrypted and its hash checked before anything is answered.
     *
     * @throws ApiException 404 when it is not in the case, 403 when it is another document or the kommune does not let NAV in
     */
    byte[] dokument(UUID digisosId, UUID dokumentId, UUID sporingsId) throws IOException {
        AuditSubject subject = AuditSubject.dokument(digisosId, dokumentId);
        Sak sak = requireVisible(digisosId, AuditAction.LES_DOKUMENT, subject, sporingsId);
        subject = of(sak, subject);
        Optional<Dokument> dokument = dokumenter.iSak(dokumentId, digisosId);
        if (dokument.isEmpty()) {
            write(AuditAction.LES_DOKUMENT, subject, AuditOutcome.INGEN_TREFF, sporingsId);
            throw new ApiException(ErrorCode.FINNES_IKKE, "Dokumentet finnes ikke i saken");
        }
        if (!dokument.get().role().isJsonForNav()) {
            write(AuditAction.LES_DOKUMENT, subject, AuditOutcome.NEKTET, sporingsId);
            throw new ApiException(
                    ErrorCode.INGEN_TILGANG,
                    "Du har ikke tilgang: bare soknad.json, vedlegg.json og digisos-soker.json kan leses her");
        }
        byte[] answer = content.whole(dokument.get());
        write(AuditAction.LES_DOKUMENT, subject, AuditOutcome.UTFORT, sporingsId);
        return answer;
    }

    /** The case, when NAV may see it; a refusal leaves its row first. */
    private Sak requireVisible(UUID digisosId, AuditAction action, AuditSubject subject, UUID sporingsId) {
        Optional<Sak> found = saker.find(digisosId);
        if (found.isEmpty()) {
            write(action, subject, AuditOutcome.INGEN_TREFF, sporingsId);
            throw new ApiException(ErrorCode.FINNES_IKKE, "Saken finnes ikke");
        }
        if (visible(List.of(found.get())).isEmpty()) {
            write(action, of(found.get(), subject), AuditOutcome.NEKTET, sporingsId);
            throw new ApiException(ErrorCode.INGEN_TILGANG, "Du har ikke tilgang: kommunen har ikke gitt NAV innsyn");
        }
        return found.get();
    }

    private static AuditSubject of(Sak sak, AuditSubject subject) {
        return subject.withFiksOrg(sak.fiksOrgId()).withPerson(sak.sokerIndeks());
    }

    private List<Sak> visible(List<Sak> found) {
        if (found.isEmpty()) {
            return found;
        }
        List<String> numbers = found.stream().map(Sak::kommunenummer).distinct().toList();
        Set<String> letIn = transactions.autoCommit(c -> kommuner.letNavIn(c, numbers));
        return found.stream().filter(sak -> letIn.contains(sak.kommunenummer())).toList();
    }

    private void write(AuditAction action, AuditSubject subject, AuditOutcome outcome, UUID sporingsId) {
        log.write(new Trace(action, subject, outcome, sporingsId));
    }
}
