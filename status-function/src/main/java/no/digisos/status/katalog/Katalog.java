package no.digisos.status.katalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.DatabaseClock;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.kommune.KommuneRepository;
import no.digisos.common.kommune.Konto;
import no.digisos.common.kommune.KontoRepository;
import no.digisos.common.kommune.Kontoer;
import no.digisos.common.krypto.Certificates;
import no.digisos.common.leveranse.Kanalvalg;
import no.digisos.common.leveranse.Kotelling;
import no.digisos.status.katalog.Identifikator.NavenhetId;
import no.digisos.status.katalog.Identifikator.OrgNo;
import org.jspecify.annotations.Nullable;

/** Finds kontoer by the look-up that submissions use ({@link Kanalvalg}). */
@ApplicationScoped
class Katalog {
    private final KommuneRepository kommuner;
    private final KontoRepository kontoer;
    private final Kontoer kontolager;
    private final Kanalvalg kanalvalg;
    private final Kotelling kotelling;
    private final Transactions transactions;
    private final DatabaseClock clock;

    Katalog(
            KommuneRepository kommuner,
            KontoRepository kontoer,
            Kontoer kontolager,
            Kanalvalg kanalvalg,
            Kotelling kotelling,
            Transactions transactions,
            DatabaseClock clock) {
        this.kommuner = kommuner;
        this.kontoer = kontoer;
        this.kontolager = kontolager;
        this.kanalvalg = kanalvalg;
        this.kotelling = kotelling;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The konto of whoever this names; 404 when there is none. */
    Katalogkonto finn(Identifikator identifikator) {
        Kommune kommune = kommune(identifikator);
        String enhetsnummer = identifikator instanceof NavenhetId(String nummer) ? nummer : null;
        UUID kontoId = transactions
                .autoCommit(c -> kanalvalg.finn(c, kommune.kommunenummer(), enhetsnummer))
                .map(Kanalvalg.Valgt::kontoId)
                .orElseThrow(Katalog::finnesIkke);
        return vis(kommune, krev(kontoId));
    }

    Katalogkonto konto(UUID kontoId) {
        Konto konto = krev(kontoId);
        return vis(kommuner.forFiksOrg(konto.fiksOrgId()).orElseThrow(Katalog::finnesIkke), konto);
    }

    OffentligNokkel offentligNokkel(UUID kontoId) {
        X509Certificate sertifikat = sertifikat(krev(kontoId))
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Kontoen har ingen offentlig nøkkel"));
        return OffentligNokkel.av(sertifikat, clock.now());
    }

    private Kommune kommune(Identifikator identifikator) {
        List<Kommune> funnet = switch (identifikator) {
            case OrgNo(var nummer) -> kommuner.aktiveMedOrganisasjon(nummer);
            case NavenhetId(String nummer) ->
                kommuner.aktive(transactions.autoCommit(c -> kontolager.fiksOrgMedEnhet(c, nummer)));
        };
        if (funnet.size() > 1) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FORESPORSEL,
                    "identifikator er ikke entydig: " + funnet.size() + " kommuner har den");
        }
        return funnet.stream().findFirst().orElseThrow(Katalog::finnesIkke);
    }

    private Konto krev(UUID kontoId) {
        return kontoer.findByIdOptional(kontoId).orElseThrow(Katalog::finnesIkke);
    }

    private Katalogkonto vis(Kommune kommune, Konto konto) {
        Kotelling.Kotall tall = transactions.autoCommit(c -> tell(c, konto));
        @Nullable String hindring = hindring(kommune, konto, clock.now());
        return new Katalogkonto(
                kommune.fiksOrgId(),
                kommune.navn(),
                konto.id(),
                konto.navn(),
                kommune.organisasjonsnummerFiksIO(),
                kommune.kommunenummer(),
                new Katalogkonto.Status(
                        konto.aktiv(),
                        hindring == null,
                        tall.konsumenter(),
                        tall.ventende(),
                        hindring == null ? "" : hindring));
    }

    private Kotelling.Kotall tell(Connection c, Konto konto) throws SQLException {
        return kotelling.tell(c, konto.id());
    }

    private static @Nullable String hindring(Kommune kommune, Konto konto, Instant naa) {
        if (!konto.aktiv()) {
            return "Kontoen er stengt";
        }
        if (!kommune.aktivert() || !kommune.brukerFiksIO()) {
            return "Kommunen tar ikke imot meldinger i sine kontoer";
        }
        if (kommune.midlertidigDeaktivertMottak()) {
            return "Kommunen har midlertidig deaktivert mottak";
        }
        Optional<X509Certificate> sertifikat = sertifikat(konto);
        return sertifikat.isEmpty()
                ? "Kontoen har ingen offentlig nøkkel"
                : Certificates.unusableReason(sertifikat.get(), naa).orElse(null);
    }

    /** Empty also when what stands there is no certificate. */
    private static Optional<X509Certificate> sertifikat(Konto konto) {
        try {
            return konto.sertifikat();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ApiException finnesIkke() {
        return new ApiException(ErrorCode.FINNES_IKKE, "Fant ingen konto");
    }
}
