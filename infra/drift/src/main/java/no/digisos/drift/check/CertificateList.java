package no.digisos.drift.check;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import no.digisos.common.crypto.PlatformKeys;
import no.digisos.common.database.DatabaseClock;
import no.digisos.common.database.Transactions;
import no.digisos.common.kommune.CertificateExpiry;
import no.digisos.common.kommune.KontoCertificates;
import no.digisos.drift.check.StateReport.Certificate;
import org.jspecify.annotations.Nullable;

/** The certificates that run out: of kontoer in use, and the one that clients encrypt for. */
@ApplicationScoped
class CertificateList {
    private final Transactions transactions;
    private final KontoCertificates kontoCertificates;
    private final PlatformKeys platform;
    private final DatabaseClock clock;

    CertificateList(
            Transactions transactions,
            KontoCertificates kontoCertificates,
            PlatformKeys platform,
            DatabaseClock clock) {
        this.transactions = transactions;
        this.kontoCertificates = kontoCertificates;
        this.platform = platform;
        this.clock = clock;
    }

    /** Those that run out within so many days, or have run out. */
    List<Certificate> within(int days) {
        CertificateExpiry own = CertificateExpiry.of(platform.active().certificate(), clock.now());
        return Stream.concat(
                        transactions.autoCommit(kontoCertificates::iUse).stream()
                                .map(k -> show("KONTO", k.kommunenummer(), k.kontoId(), k.frist())),
                        Stream.of(show("PLATTFORM", null, null, own)))
                .filter(s -> s.dager() <= days)
                .toList();
    }

    private static Certificate show(
            String use, @Nullable String kommunenummer, @Nullable UUID kontoId, CertificateExpiry frist) {
        return new Certificate(use, kommunenummer, kontoId, frist.utloper().toString(), frist.dager(), frist.expired());
    }
}
