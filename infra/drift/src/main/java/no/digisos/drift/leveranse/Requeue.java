package no.digisos.drift.leveranse;

import no.digisos.common.audit.AuditAction;
import no.digisos.common.leveranse.Resending;
import picocli.CommandLine.Command;

/** Delivers a decided one once more. */
@Command(
        name = "legg-i-ko-pa-nytt",
        mixinStandardHelpOptions = true,
        description =
                "Delivers a decided delivery once more, when the fagsystem receipted what it could not read or SvarUt lost it: a new meldingId, the same klientMeldingId.")
public class Requeue extends RulingCommand {
    public Requeue(Resending resending, LeveranseRuling ruling) {
        super(ruling, AuditAction.LEGG_I_KO_PA_NYTT, resending::requeue);
    }
}
