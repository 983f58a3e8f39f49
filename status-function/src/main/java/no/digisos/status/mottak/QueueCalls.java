package no.digisos.status.mottak;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.KvitteringOutcome;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseQueue;
import no.digisos.status.mottak.KontoAccess.Konto;
import org.jspecify.annotations.Nullable;

/** Looking into a konto's queue and leasing from it (delivery.md 1). */
@ApplicationScoped
class QueueCalls {
    private final LeveranseQueue queue;
    private final MeldingView view;
    private final Transactions transactions;
    private final IntakeConfig config;
    private final IntakeAudit audit;
    private final Leasing leasing;
    private final LongPoll longPoll;

    QueueCalls(
            LeveranseQueue queue,
            MeldingView view,
            Transactions transactions,
            IntakeConfig config,
            IntakeAudit audit,
            Leasing leasing,
            LongPoll longPoll) {
        this.queue = queue;
        this.view = view;
        this.transactions = transactions;
        this.config = config;
        this.audit = audit;
        this.leasing = leasing;
        this.longPoll = longPoll;
    }

    List<Melding> look(Konto konto, int from, int count) {
        List<Leveranse> seen = transactions.inTransaction(c -> {
            List<Leveranse> leveranser = queue.peek(c, konto.id(), from, count, true);
            audit.seen(c, konto, leveranser);
            return leveranser;
        });
        return view.show(konto, seen).meldinger();
    }

    /** Completed with what was leased, which is nothing when nothing came in the time that was asked for. */
    CompletionStage<List<Melding>> fetch(Konto konto, Kvittering.Fetch wish) {
        int max = within("maks", wish.maks() == null ? config.maksHent() : wish.maks(), 1, config.maksHent());
        Duration lease = lease(wish.leieSekunder());
        long pause = within(
                "ventSekunder",
                wish.ventSekunder() == null ? 0 : wish.ventSekunder(),
                0,
                config.lengsteVent().toSeconds());
        return longPoll.untilSomethingComes(Duration.ofSeconds(pause), () -> leasing.lease(konto, max, lease));
    }

    Melding melding(Konto konto, UUID meldingId) {
        Leveranse leveranse = transactions.inTransaction(c -> {
            Leveranse found = queue.find(c, konto.id(), meldingId).orElseThrow(QueueRefusals::notFound);
            audit.seen(c, konto, List.of(found));
            return found;
        });
        return view.show(konto, leveranse);
    }

    LeveranseStatus status(Konto konto, UUID meldingId) {
        return transactions.inTransaction(c -> {
            Leveranse found = queue.find(c, konto.id(), meldingId).orElseThrow(QueueRefusals::notFound);
            Optional<Instant> resolvedAt = queue.resolvedAt(c, found, config.avklaresEtter(), config.avklaresIgjen());
            audit.readStatus(c, konto, found);
            return LeveranseStatus.of(found, resolvedAt);
        });
    }

    Melding extend(Konto konto, UUID meldingId, Kvittering.Lease wish) {
        UUID leieId = QueueRefusals.requireLeieId(wish.leieId());
        Duration lease = lease(wish.sekunder());
        KvitteringOutcome answer = transactions.inTransaction(c -> {
            KvitteringOutcome extended = queue.extendLease(c, konto.id(), meldingId, leieId, lease);
            audit.receipted(c, konto, AuditAction.FORLENG_LEIE, extended);
            return extended;
        });
        return view.show(konto, QueueRefusals.requireEffect(answer));
    }

    void giveBack(Konto konto, UUID meldingId, @Nullable UUID leieId) {
        UUID id = QueueRefusals.requireLeieId(leieId);
        QueueRefusals.requireExecuted(transactions.inTransaction(c -> {
            KvitteringOutcome back = queue.giveBackLease(c, konto.id(), meldingId, id);
            audit.receipted(c, konto, AuditAction.GI_TILBAKE_LEIE, back);
            return back;
        }));
    }

    private Duration lease(@Nullable Long seconds) {
        return Duration.ofSeconds(within(
                "leieSekunder",
                seconds == null ? config.leie().toSeconds() : seconds,
                config.minsteLeie().toSeconds(),
                config.lengsteLeie().toSeconds()));
    }

    private static int within(String name, int value, int least, int most) {
        return (int) within(name, (long) value, least, most);
    }

    private static long within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, name + " skal være fra " + least + " til " + most);
        }
        return value;
    }
}
