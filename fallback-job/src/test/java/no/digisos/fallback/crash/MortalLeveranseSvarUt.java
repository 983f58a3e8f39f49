package no.digisos.fallback.crash;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import no.digisos.common.database.Transactions;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseRelease;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.common.leveranse.StopReason;
import no.digisos.fallback.crash.DyingProcess.CrashPoint;

/** Dies around the intent and around the record of the outcome. */
@Alternative
@Priority(1)
@Singleton
class MortalLeveranseSvarUt extends LeveranseSvarUt {
    private final DyingProcess process;

    MortalLeveranseSvarUt(Transactions transactions, LeveranseRelease release, DyingProcess process) {
        super(transactions, release);
        this.process = process;
    }

    @Override
    public OptionalInt start(Leveranse ready, String worker, String recipientJson) {
        process.applies(ready.id());
        process.liveOrDie(CrashPoint.FOR_INTENSJONEN);
        OptionalInt attempt = super.start(ready, worker, recipientJson);
        process.liveOrDie(CrashPoint.ETTER_INTENSJONEN);
        process.posting(attempt.isPresent());
        return attempt;
    }

    @Override
    public boolean sent(UUID meldingId, int n, UUID forsendelsesId) {
        return result(meldingId, () -> super.sent(meldingId, n, forsendelsesId));
    }

    @Override
    public Optional<Leveranse> refused(UUID meldingId, int n, Duration pause) {
        return result(meldingId, () -> super.refused(meldingId, n, pause));
    }

    @Override
    public Optional<Leveranse> retryNeutrally(UUID meldingId, int n) {
        return result(meldingId, () -> super.retryNeutrally(meldingId, n));
    }

    @Override
    public Optional<Leveranse> unknown(UUID meldingId, int n) {
        return result(meldingId, () -> super.unknown(meldingId, n));
    }

    @Override
    public Optional<Leveranse> stop(UUID meldingId, int n, StopReason reason, String detail) {
        return result(meldingId, () -> super.stop(meldingId, n, reason, detail));
    }

    private <T> T result(UUID meldingId, Supplier<T> write) {
        process.applies(meldingId);
        process.posting(false);
        process.liveOrDie(CrashPoint.ETTER_POST);
        process.writingResult(true);
        T answer;
        try {
            answer = write.get();
        } finally {
            process.writingResult(false);
        }
        process.liveOrDie(CrashPoint.ETTER_RESULTATETS_COMMIT);
        return answer;
    }
}
