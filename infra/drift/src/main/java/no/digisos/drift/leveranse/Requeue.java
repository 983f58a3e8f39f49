package no.digisos.drift.leveranse;

import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.leveranse.Resending;
import no.digisos.drift.Operator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Delivers a decided one once more. */
@Command(
        name = "legg-i-ko-pa-nytt",
        mixinStandardHelpOptions = true,
        description =
                "Delivers a decided delivery once more, when the fagsystem receipted what it could not read or SvarUt lost it: a new meldingId, the same klientMeldingId.")
public class Requeue implements Callable<Integer> {
    private final Resending resending;
    private final LeveranseRuling vedtak;

    @Mixin
    Operator operator = new Operator();

    @Parameters(paramLabel = "MELDING_ID", description = "the delivery")
    UUID meldingId = new UUID(0, 0);

    public Requeue(Resending resending, LeveranseRuling vedtak) {
        this.resending = resending;
        this.vedtak = vedtak;
    }

    @Override
    public Integer call() {
        return vedtak.decide(operator, AuditAction.LEGG_I_KO_PA_NYTT, meldingId, c -> resending.requeue(c, meldingId));
    }
}
