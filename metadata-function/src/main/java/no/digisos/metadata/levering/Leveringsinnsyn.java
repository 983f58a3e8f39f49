package no.digisos.metadata.levering;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditUtfall;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.Leveringshistorikk;
import no.digisos.common.leveranse.Leveringsoversikt;
import no.digisos.common.leveranse.Leveringsoversikt.Kommunebilde;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakRepository;
import no.digisos.common.security.Innlogget;
import no.digisos.common.security.Kaller;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tilgang;
import no.digisos.metadata.audit.Innsynslogg;
import no.digisos.metadata.audit.Innsynslogg.Lest;
import no.digisos.metadata.audit.Innsynslogg.Spor;
import org.jspecify.annotations.Nullable;

/**
 * Where deliveries are. NAV sees every kommune's; a fagsystem its own, and another's case looks to it like one that does not exist. A
 * kommune's harNksTilgang does not matter: nothing of the case is shown.
 */
@ApplicationScoped
class Leveringsinnsyn {
    private final SakRepository saker;
    private final Leveringshistorikk historikk;
    private final Leveringsoversikt oversikt;
    private final LeveringConfig config;
    private final Transactions transactions;
    private final Innsynslogg logg;
    private final Innlogget innlogget;

    Leveringsinnsyn(
            SakRepository saker,
            Leveringshistorikk historikk,
            Leveringsoversikt oversikt,
            LeveringConfig config,
            Transactions transactions,
            Innsynslogg logg,
            Innlogget innlogget) {
        this.saker = saker;
        this.historikk = historikk;
        this.oversikt = oversikt;
        this.config = config;
        this.transactions = transactions;
        this.logg = logg;
        this.innlogget = innlogget;
    }

    /** The timeline of a case, audited. */
    Historikksvar sak(UUID digisosId, @Nullable UUID sporingsId) {
        Kaller kaller = innlogget.kaller();
        if (sporingsId == null && erNav(kaller)) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "sporingsId mangler");
        }
        Optional<Sak> funnet = saker.finn(digisosId);
        if (funnet.isEmpty() || !kanSe(kaller, funnet.get().fiksOrgId())) {
            AuditUtfall utfall = funnet.isEmpty() ? AuditUtfall.INGEN_TREFF : AuditUtfall.NEKTET;
            logg.skriv(new Spor(Handling.LES_HISTORIKK, AuditGjenstand.sak(digisosId), utfall, sporingsId));
            throw new ApiException(ErrorCode.FINNES_IKKE, "Saken finnes ikke");
        }
        Sak sak = funnet.get();
        return logg.les(c -> new Lest<>(
                Historikksvar.av(digisosId, sak.fiksOrgId(), sak.kommunenummer(), historikk.av(c, digisosId)),
                new Spor(
                        Handling.LES_HISTORIKK,
                        AuditGjenstand.sak(digisosId)
                                .medFiksOrg(sak.fiksOrgId())
                                .medPerson(sak.sokerIndeks()),
                        AuditUtfall.UTFORT,
                        sporingsId)));
    }

    /** The kommuner that the caller may see. Names nobody, so it leaves no row. */
    List<Kommunesvar> kommuner() {
        Kaller kaller = innlogget.kaller();
        List<Kommunebilde> bilder = transactions.autoCommit(c -> erNav(kaller)
                ? oversikt.alle(c, config.vindu())
                : oversikt.forFiksOrg(c, config.vindu(), egne(kaller)));
        return bilder.stream().map(Kommunesvar::av).toList();
    }

    private static boolean erNav(Kaller kaller) {
        return kaller.har(Privilegium.NAV_INNSYN);
    }

    private static boolean kanSe(Kaller kaller, UUID fiksOrgId) {
        return erNav(kaller) || kaller.erFagsystemFor(fiksOrgId);
    }

    private static Set<UUID> egne(Kaller kaller) {
        return kaller.tilganger().stream()
                .filter(t -> t.privilegium() == Privilegium.FAGSYSTEM)
                .map(Tilgang::fiksOrgId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
