package no.digisos.drift.sjekk;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import no.digisos.common.database.DatabaseClock;
import no.digisos.common.database.Transactions;
import no.digisos.common.kommune.Kontosertifikater;
import no.digisos.common.kommune.Sertifikatfrist;
import no.digisos.common.krypto.PlatformKeys;
import no.digisos.drift.sjekk.Tilstandsrapport.Sertifikat;
import org.jspecify.annotations.Nullable;

/** The certificates that run out: of kontoer in use, and the one that clients encrypt for. */
@ApplicationScoped
class Sertifikatliste {
    private final Transactions transactions;
    private final Kontosertifikater kontosertifikater;
    private final PlatformKeys plattform;
    private final DatabaseClock clock;

    Sertifikatliste(
            Transactions transactions,
            Kontosertifikater kontosertifikater,
            PlatformKeys plattform,
            DatabaseClock clock) {
        this.transactions = transactions;
        this.kontosertifikater = kontosertifikater;
        this.plattform = plattform;
        this.clock = clock;
    }

    /** Those that run out within so many days, or have run out. */
    List<Sertifikat> innen(int dager) {
        Sertifikatfrist egen = Sertifikatfrist.av(plattform.active().certificate(), clock.now());
        return Stream.concat(
                        transactions.autoCommit(kontosertifikater::iBruk).stream()
                                .map(k -> vis("KONTO", k.kommunenummer(), k.kontoId(), k.frist())),
                        Stream.of(vis("PLATTFORM", null, null, egen)))
                .filter(s -> s.dager() <= dager)
                .toList();
    }

    private static Sertifikat vis(
            String bruk, @Nullable String kommunenummer, @Nullable UUID kontoId, Sertifikatfrist frist) {
        return new Sertifikat(bruk, kommunenummer, kontoId, frist.utloper().toString(), frist.dager(), frist.utlopt());
    }
}
