package no.digisos.drift.leveranse;

import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.drift.Operator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a stopped one go on. */
@Command(
        name = "gjenoppta",
        mixinStandardHelpOptions = true,
        description =
                "Lets a STOPPET delivery go on, once its cause is mended; fallback-job looks it up in SvarUt and then sends it.")
public class ResumeLeveranse implements Callable<Integer> {
    private final LeveranseSvarUt svarUt;
    private final LeveranseRuling vedtak;

    @Mixin
    Operator operator = new Operator();

    @Parameters(paramLabel = "MELDING_ID", description = "the delivery")
    UUID meldingId = new UUID(0, 0);

    public ResumeLeveranse(LeveranseSvarUt svarUt, LeveranseRuling vedtak) {
        this.svarUt = svarUt;
        this.vedtak = vedtak;
    }

    @Override
    public Integer call() {
        return vedtak.decide(operator, AuditAction.GJENOPPTA_LEVERANSE, meldingId, c -> svarUt.resume(c, meldingId));
    }
}
