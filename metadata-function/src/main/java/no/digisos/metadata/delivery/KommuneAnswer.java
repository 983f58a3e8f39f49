package no.digisos.metadata.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import no.digisos.common.leveranse.DeliveryOverview.KommuneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * How it goes with a kommune's deliveries. Times are epoch milliseconds.
 *
 * @param venter accepted, and neither receipted nor taken over by SvarUt: {@code iKo}, {@code tilSvarut} and {@code stoppet}
 * @param eldsteSekunder how long the oldest of them has waited
 * @param mottatt accepted in the window ({@code digisos.levering.vindu})
 * @param andelFalt the share of these that was taken out of the queue: not receipted in time, rejected, or the konto closed; null
 *     when there were none
 * @param sisteKvittering in the window
 * @param sisteLeie in the window
 */
@RegisterForReflection
record KommuneAnswer(
        String kommunenummer,
        String navn,
        UUID fiksOrgId,
        long venter,
        long iKo,
        long tilSvarut,
        long stoppet,
        @Nullable Long eldste,
        @Nullable Long eldsteSekunder,
        long mottatt,
        long falt,
        @Nullable Double andelFalt,
        @Nullable Long sisteKvittering,
        @Nullable Long sisteLeie) {

    static KommuneAnswer of(KommuneSnapshot b) {
        return new KommuneAnswer(
                b.kommunenummer(),
                b.navn(),
                b.fiksOrgId(),
                b.venter(),
                b.iKo(),
                b.tilSvarut(),
                b.stoppet(),
                millis(b.eldste()),
                b.eldsteSekunder(),
                b.mottatt(),
                b.falt(),
                b.mottatt() == 0 ? null : (double) b.falt() / b.mottatt(),
                millis(b.sisteKvittering()),
                millis(b.sisteLeie()));
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
