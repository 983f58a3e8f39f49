package no.digisos.drift.leveranse;

import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.Handling;
import no.digisos.common.leveranse.Gjenutsending;
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
public class LeggIKoPaNytt implements Callable<Integer> {
    private final Gjenutsending gjenutsending;
    private final Leveransevedtak vedtak;

    @Mixin
    Operator operator = new Operator();

    @Parameters(paramLabel = "MELDING_ID", description = "the delivery")
    UUID meldingId = new UUID(0, 0);

    public LeggIKoPaNytt(Gjenutsending gjenutsending, Leveransevedtak vedtak) {
        this.gjenutsending = gjenutsending;
        this.vedtak = vedtak;
    }

    @Override
    public Integer call() {
        return vedtak.fatt(
                operator, Handling.LEGG_I_KO_PA_NYTT, meldingId, c -> gjenutsending.leggIKoPaNytt(c, meldingId));
    }
}
