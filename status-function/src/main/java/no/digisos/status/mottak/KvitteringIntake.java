package no.digisos.status.mottak;

import static no.digisos.common.crypto.Sealer.sealContext;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.crypto.Sealer;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.KvitteringOutcome;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseDecisions;
import no.digisos.common.leveranse.LeveranseQueue;
import no.digisos.common.leveranse.Sealed;
import no.digisos.status.mottak.KontoAccess.Konto;
import org.jspecify.annotations.Nullable;

/** The fagsystem's word on a message, and our answer to each (delivery.md 1 and 4). */
@ApplicationScoped
public class KvitteringIntake {
    private static final int MAX_TEXT = 1000;

    private final LeveranseDecisions decision;
    private final LeveranseQueue queue;
    private final Transactions transactions;
    private final Sealer sealer;
    private final IntakeAudit audit;
    private final IntakeConfig config;

    KvitteringIntake(
            LeveranseDecisions decision,
            LeveranseQueue queue,
            Transactions transactions,
            Sealer sealer,
            IntakeAudit audit,
            IntakeConfig config) {
        this.decision = decision;
        this.queue = queue;
        this.transactions = transactions;
        this.sealer = sealer;
        this.audit = audit;
        this.config = config;
    }

    Kvittering.Answer mottatt(Konto konto, UUID meldingId, Kvittering.Mottatt kvittering) {
        Sealed mottattAv = seal("mottatt_av", meldingId, kvittering.mottattAv());
        Sealed fagsystemRef = seal("fagsystem_ref", meldingId, kvittering.fagsystemRef());
        Decided answer = transactions.inTransaction(c -> {
            KvitteringOutcome decided = decision.mottatt(c, konto.id(), meldingId, mottattAv, fagsystemRef);
            Optional<Instant> resolvedAt = decided instanceof KvitteringOutcome.Keep keep
                    ? queue.resolvedAt(c, keep.leveranse(), config.avklaresEtter(), config.avklaresIgjen())
                    : Optional.empty();
            audit.receipted(c, konto, AuditAction.KVITTER_MOTTATT, decided);
            return new Decided(decided, resolvedAt);
        });
        return switch (answer.svar()) {
            case KvitteringOutcome.Confirmed confirmed -> confirmed(confirmed.leveranse());
            case KvitteringOutcome.Keep keep -> keep(keep.leveranse(), answer.avklares());
            default -> throw QueueRefusals.refusal(answer.svar());
        };
    }

    private record Decided(KvitteringOutcome svar, Optional<Instant> avklares) {}

    LeveranseStatus feilet(Konto konto, UUID meldingId, Kvittering.Feilet kvittering) {
        UUID leieId = QueueRefusals.requireLeieId(kvittering.leieId());
        Sealed melding = seal("feilmelding", meldingId, text(kvittering.melding(), kvittering.feilid()));
        KvitteringOutcome answer = transactions.inTransaction(c -> {
            KvitteringOutcome decided = queue.feilet(c, konto.id(), meldingId, leieId, melding);
            audit.receipted(c, konto, AuditAction.KVITTER_FEILET, decided);
            return decided;
        });
        return LeveranseStatus.of(QueueRefusals.requireExecuted(answer));
    }

    /** A failure that a receiver without a lease reports (svarut.md 6): noted, and nothing else changes. */
    public void feilet(Konto konto, UUID meldingId, String errorMessage) {
        Sealed melding = seal("feilmelding", meldingId, shortened(errorMessage));
        QueueRefusals.requireExecuted(transactions.inTransaction(c -> {
            KvitteringOutcome decided = queue.noteFeilet(c, konto.id(), meldingId, melding);
            audit.receipted(c, konto, AuditAction.KVITTER_FEILET, decided);
            return decided;
        }));
    }

    /** The receipt of a receiver that says no more than that, and keeps what it took (svarut.md 6). */
    public void mottatt(Konto konto, UUID meldingId) {
        mottatt(konto, meldingId, new Kvittering.Mottatt(null, null, null));
    }

    /** The final rejection of a receiver whose text we do not refuse for its length (svarut.md 6). */
    public void avvist(Konto konto, UUID meldingId, String errorMessage) {
        avvist(konto, meldingId, new Kvittering.Avvist(shortened(errorMessage), null));
    }

    LeveranseStatus avvist(Konto konto, UUID meldingId, Kvittering.Avvist kvittering) {
        Sealed melding = seal("feilmelding", meldingId, text(kvittering.melding(), kvittering.feilid()));
        KvitteringOutcome answer = transactions.inTransaction(c -> {
            KvitteringOutcome decided = decision.avvist(c, konto.id(), meldingId, melding);
            audit.receipted(c, konto, AuditAction.KVITTER_AVVIST, decided);
            return decided;
        });
        return LeveranseStatus.of(QueueRefusals.requireExecuted(answer));
    }

    private static Kvittering.Keep keep(Leveranse leveranse, Optional<Instant> resolvedAt) {
        LeveranseStatus status = LeveranseStatus.of(leveranse);
        return new Kvittering.Keep(
                status.meldingId(),
                status.tilstand(),
                status.status(),
                resolvedAt.map(Instant::toEpochMilli).orElse(null));
    }

    private Kvittering.Confirmed confirmed(Leveranse leveranse) {
        if (leveranse.bekreftet() == null) {
            throw new IllegalStateException("A receipted message without the time of its receipt");
        }
        Sealed ref = leveranse.fagsystemRef();
        return new Kvittering.Confirmed(
                leveranse.id(),
                leveranse.tilstand().name(),
                leveranse.bekreftet().toEpochMilli(),
                ref == null
                        ? null
                        : new String(
                                sealer.open(ref.bytes(), context("fagsystem_ref", leveranse.id())),
                                StandardCharsets.UTF_8));
    }

    private @Nullable Sealed seal(String column, UUID meldingId, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > MAX_TEXT) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "Teksten er lengre enn " + MAX_TEXT + " tegn");
        }
        return Sealed.of(sealer.seal(text.getBytes(StandardCharsets.UTF_8), context(column, meldingId)));
    }

    /** A text that is too long says enough by its beginning; to refuse it would be to lose what it reports. */
    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT / 2));
    }

    private static String context(String column, UUID meldingId) {
        return sealContext("leveranse", column, meldingId.toString());
    }

    private static String text(@Nullable String melding, @Nullable String errorId) {
        return Stream.of(errorId, melding)
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(": "));
    }
}
