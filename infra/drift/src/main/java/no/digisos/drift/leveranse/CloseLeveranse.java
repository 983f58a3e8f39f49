package no.digisos.drift.leveranse;

import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.drift.Operator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Closes one for good. */
@Command(
        name = "lukk",
        mixinStandardHelpOptions = true,
        description =
                "Closes a STOPPET delivery that was delivered in another way, or one that SvarUt handled by hand (SVARUT_SENDT). Final; its successors go.")
public class CloseLeveranse implements Callable<Integer> {
    private final LeveranseSvarUt svarUt;
    private final LeveranseRuling vedtak;

    @Mixin
    Operator operator = new Operator();

    @Parameters(paramLabel = "MELDING_ID", description = "the delivery")
    UUID meldingId = new UUID(0, 0);

    public CloseLeveranse(LeveranseSvarUt svarUt, LeveranseRuling vedtak) {
        this.svarUt = svarUt;
        this.vedtak = vedtak;
    }

    @Override
    public Integer call() {
        return vedtak.decide(operator, AuditAction.LUKK_LEVERANSE, meldingId, c -> svarUt.close(c, meldingId));
    }
}
