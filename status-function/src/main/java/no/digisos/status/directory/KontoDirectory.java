package no.digisos.status.directory;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.database.DatabaseClock;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.kommune.KommuneTable;
import no.digisos.common.kommune.Konto;
import no.digisos.common.kommune.KontoTable;
import no.digisos.common.leveranse.ChannelChoice;
import no.digisos.common.leveranse.QueueCounter;
import no.digisos.status.directory.Identifier.NavEnhetId;
import no.digisos.status.directory.Identifier.OrgNo;
import org.jspecify.annotations.Nullable;

/** Finds kontoer by the look-up that submissions use ({@link ChannelChoice}). */
@ApplicationScoped
class KontoDirectory {
    private final KommuneTable kommuner;
    private final KontoTable kontoer;
    private final ChannelChoice channelChoice;
    private final QueueCounter queueCounter;
    private final Transactions transactions;
    private final DatabaseClock clock;

    KontoDirectory(
            KommuneTable kommuner,
            KontoTable kontoer,
            ChannelChoice channelChoice,
            QueueCounter queueCounter,
            Transactions transactions,
            DatabaseClock clock) {
        this.kommuner = kommuner;
        this.kontoer = kontoer;
        this.channelChoice = channelChoice;
        this.queueCounter = queueCounter;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The konto of whoever this names; 404 when there is none. */
    DirectoryKonto find(Identifier identifier) {
        Kommune kommune = kommune(identifier);
        String enhetsnummer = identifier instanceof NavEnhetId(String number) ? number : null;
        UUID kontoId = transactions
                .autoCommit(c -> channelChoice.find(c, kommune.kommunenummer(), enhetsnummer))
                .map(ChannelChoice.Chosen::kontoId)
                .orElseThrow(KontoDirectory::notFound);
        return show(kommune, require(kontoId));
    }

    DirectoryKonto konto(UUID kontoId) {
        Konto konto = require(kontoId);
        Kommune kommune = transactions
                .autoCommit(c -> kommuner.forFiksOrg(c, konto.fiksOrgId()))
                .orElseThrow(KontoDirectory::notFound);
        return show(kommune, konto);
    }

    KontoPublicKey publicKey(UUID kontoId) {
        X509Certificate certificate = certificate(require(kontoId))
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Kontoen har ingen offentlig nøkkel"));
        return KontoPublicKey.of(certificate, clock.now());
    }

    private Kommune kommune(Identifier identifier) {
        List<Kommune> found = transactions.autoCommit(c -> switch (identifier) {
            case OrgNo(var number) -> kommuner.activeWithOrganisation(c, number);
            case NavEnhetId(String number) -> kommuner.active(c, kontoer.fiksOrgWithEnhet(c, number));
        });
        if (found.size() > 1) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FORESPORSEL,
                    "identifikator er ikke entydig: " + found.size() + " kommuner har den");
        }
        return found.stream().findFirst().orElseThrow(KontoDirectory::notFound);
    }

    private Konto require(UUID kontoId) {
        return transactions.autoCommit(c -> kontoer.find(c, kontoId)).orElseThrow(KontoDirectory::notFound);
    }

    private DirectoryKonto show(Kommune kommune, Konto konto) {
        QueueCounter.QueueCounts number = transactions.autoCommit(c -> count(c, konto));
        @Nullable String obstacle = obstacle(kommune, konto, clock.now());
        return new DirectoryKonto(
                kommune.fiksOrgId(),
                kommune.name(),
                konto.id(),
                konto.name(),
                kommune.organisasjonsnummerFiksIO(),
                kommune.kommunenummer(),
                new DirectoryKonto.Status(
                        konto.active(),
                        obstacle == null,
                        number.konsumenter(),
                        number.ventende(),
                        obstacle == null ? "" : obstacle));
    }

    private QueueCounter.QueueCounts count(Connection c, Konto konto) throws SQLException {
        return queueCounter.count(c, konto.id());
    }

    private static @Nullable String obstacle(Kommune kommune, Konto konto, Instant now) {
        if (!konto.active()) {
            return "Kontoen er stengt";
        }
        if (!kommune.activated() || !kommune.brukerFiksIO()) {
            return "Kommunen tar ikke imot meldinger i sine kontoer";
        }
        if (kommune.midlertidigDeaktivertMottak()) {
            return "Kommunen har midlertidig deaktivert mottak";
        }
        Optional<X509Certificate> certificate = certificate(konto);
        return certificate.isEmpty()
                ? "Kontoen har ingen offentlig nøkkel"
                : Certificates.unusableReason(certificate.get(), now).orElse(null);
    }

    /** Empty also when what stands there is no certificate. */
    private static Optional<X509Certificate> certificate(Konto konto) {
        try {
            return konto.certificate();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ApiException notFound() {
        return new ApiException(ErrorCode.FINNES_IKKE, "Fant ingen konto");
    }
}
