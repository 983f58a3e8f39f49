package no.digisos.metadata.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditOutcome;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.DeliveryHistory;
import no.digisos.common.leveranse.DeliveryOverview;
import no.digisos.common.leveranse.DeliveryOverview.KommuneSnapshot;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakTable;
import no.digisos.common.security.Caller;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.Grant;
import no.digisos.common.security.Privilegium;
import no.digisos.metadata.audit.InnsynLog;
import no.digisos.metadata.audit.InnsynLog.Loaded;
import no.digisos.metadata.audit.InnsynLog.Trace;
import org.jspecify.annotations.Nullable;

/**
 * Where deliveries are. NAV sees every kommune's; a fagsystem its own, and another's case looks to it like one that does not exist. A
 * kommune's harNksTilgang does not matter: nothing of the case is shown.
 */
@ApplicationScoped
class DeliveryInnsyn {
    private final SakTable saker;
    private final DeliveryHistory history;
    private final DeliveryOverview overview;
    private final DeliveryConfig config;
    private final Transactions transactions;
    private final InnsynLog log;
    private final CurrentCaller currentCaller;

    DeliveryInnsyn(
            SakTable saker,
            DeliveryHistory history,
            DeliveryOverview overview,
            DeliveryConfig config,
            Transactions transactions,
            InnsynLog log,
            CurrentCaller currentCaller) {
        this.saker = saker;
        this.history = history;
        this.overview = overview;
        this.config = config;
        this.transactions = transactions;
        this.log = log;
        this.currentCaller = currentCaller;
    }

    /** The timeline of a case, audited. */
    HistoryAnswer sak(UUID digisosId, @Nullable UUID sporingsId) {
        Caller caller = currentCaller.caller();
        if (sporingsId == null && isNav(caller)) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "sporingsId mangler");
        }
        Optional<Sak> found = saker.find(digisosId);
        if (found.isEmpty() || !canSee(caller, found.get().fiksOrgId())) {
            AuditOutcome outcome = found.isEmpty() ? AuditOutcome.INGEN_TREFF : AuditOutcome.NEKTET;
            log.write(new Trace(AuditAction.LES_HISTORIKK, AuditSubject.sak(digisosId), outcome, sporingsId));
            throw new ApiException(ErrorCode.FINNES_IKKE, "Saken finnes ikke");
        }
        Sak sak = found.get();
        return log.read(c -> new Loaded<>(
                HistoryAnswer.of(digisosId, sak.fiksOrgId(), sak.kommunenummer(), history.of(c, digisosId)),
                new Trace(
                        AuditAction.LES_HISTORIKK,
                        AuditSubject.sak(digisosId).withFiksOrg(sak.fiksOrgId()).withPerson(sak.sokerIndeks()),
                        AuditOutcome.UTFORT,
                        sporingsId)));
    }

    /** The kommuner that the caller may see. Names nobody, so it leaves no row. */
    List<KommuneAnswer> kommuner() {
        Caller caller = currentCaller.caller();
        List<KommuneSnapshot> pictures = transactions.autoCommit(c ->
                isNav(caller) ? overview.all(c, config.vindu()) : overview.forFiksOrg(c, config.vindu(), own(caller)));
        return pictures.stream().map(KommuneAnswer::of).toList();
    }

    private static boolean isNav(Caller caller) {
        return caller.has(Privilegium.NAV_INNSYN);
    }

    private static boolean canSee(Caller caller, UUID fiksOrgId) {
        return isNav(caller) || caller.isFagsystemFor(fiksOrgId);
    }

    private static Set<UUID> own(Caller caller) {
        return caller.tilganger().stream()
                .filter(t -> t.privilegium() == Privilegium.FAGSYSTEM)
                .map(Grant::fiksOrgId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
