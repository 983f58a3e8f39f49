package no.digisos.status.mottak;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.leveranse.KvitteringOutcome;
import no.digisos.common.leveranse.Leveranse;
import org.jspecify.annotations.Nullable;

/** How a call about one message is refused, whatever it wished. */
final class QueueRefusals {
    private QueueRefusals() {}

    static ApiException notFound() {
        return new ApiException(ErrorCode.FINNES_IKKE, "Meldingen finnes ikke i denne kontoen");
    }

    static UUID requireLeieId(@Nullable UUID leieId) {
        if (leieId == null) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "leieId mangler");
        }
        return leieId;
    }

    /** What took effect, or had no effect because the wish was fulfilled already. */
    static Leveranse requireExecuted(KvitteringOutcome answer) {
        return switch (answer) {
            case KvitteringOutcome.Executed executed -> executed.leveranse();
            case KvitteringOutcome.WithoutEffect without -> without.leveranse();
            default -> throw refusal(answer);
        };
    }

    /**
     * What took effect now: a lease on a message that is gone cannot be extended. That it is gone lets nobody drop a copy, unless
     * SvarUt has it.
     */
    static Leveranse requireEffect(KvitteringOutcome answer) {
        return switch (answer) {
            case KvitteringOutcome.Executed executed -> executed.leveranse();
            case KvitteringOutcome.WithoutEffect without
            when without.leveranse().atSvarUt() -> throw withdrawn(without.leveranse());
            case KvitteringOutcome.WithoutEffect ignored ->
                throw new ApiException(
                        ErrorCode.LEIE_UTLOPT,
                        "Meldingen er trukket fra køen, og leien er slutt: har du den, behold den og kvitter");
            default -> throw refusal(answer);
        };
    }

    static ApiException refusal(KvitteringOutcome answer) {
        return switch (answer) {
            case KvitteringOutcome.NotFound ignored -> notFound();
            case KvitteringOutcome.LeaseExpired ignored ->
                new ApiException(ErrorCode.LEIE_UTLOPT, "Leien er utløpt eller en annens; hent meldingen på nytt");
            case KvitteringOutcome.NotHandedOut ignored ->
                new ApiException(ErrorCode.IKKE_UTLEVERT, "Meldingen er ikke utlevert, så den kan ikke kvitteres");
            case KvitteringOutcome.AlreadyConfirmed ignored ->
                new ApiException(
                        ErrorCode.ALLEREDE_BEKREFTET,
                        "Meldingen er allerede kvittert som mottatt: behold den, den sendes ikke en annen vei");
            case KvitteringOutcome.WithdrawnTooLate withdrawn -> withdrawn(withdrawn.leveranse());
            case KvitteringOutcome.Executed ignored -> throw new IllegalStateException("Not a refusal: " + answer);
            case KvitteringOutcome.WithoutEffect ignored -> throw new IllegalStateException("Not a refusal: " + answer);
            case KvitteringOutcome.Keep ignored -> throw new IllegalStateException("Not a refusal: " + answer);
            case KvitteringOutcome.Confirmed ignored -> throw new IllegalStateException("Not a refusal: " + answer);
        };
    }

    private static ApiException withdrawn(Leveranse leveranse) {
        LeveranseStatus status = LeveranseStatus.of(leveranse);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("kanal", "SVARUT");
        details.put("status", status.status());
        if (status.forsendelsesId() != null) {
            details.put("forsendelsesId", status.forsendelsesId());
        }
        return new ApiException(
                ErrorCode.LEVERANSE_TRUKKET,
                "Meldingen er trukket, og SvarUt har den: forkast den, eller merk den som kopi",
                details);
    }
}
