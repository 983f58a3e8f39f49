package no.digisos.drift.leveranse;

import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.drift.Operator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Does not wait for the back-off. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description =
                "Lets a delivery that waits for its next attempt (SVARUT_FEIL) go at once; fallback-job looks it up in SvarUt first. An uncertain one (SVARUT_UKJENT) cannot be hurried.")
public class SendLeveranse implements Callable<Integer> {
    private final LeveranseSvarUt svarUt;
    private final LeveranseRuling vedtak;

    @Mixin
    Operator operator = new Operator();

    @Parameters(paramLabel = "MELDING_ID", description = "the delivery")
    UUID meldingId = new UUID(0, 0);

    public SendLeveranse(LeveranseSvarUt svarUt, LeveranseRuling vedtak) {
        this.svarUt = svarUt;
        this.vedtak = vedtak;
    }

    @Override
    public Integer call() {
        return vedtak.decide(operator, AuditAction.GJENOPPTA_LEVERANSE, meldingId, c -> svarUt.sendNow(c, meldingId));
    }
}
