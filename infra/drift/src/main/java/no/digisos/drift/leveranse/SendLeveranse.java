package no.digisos.drift.leveranse;

import no.digisos.common.audit.AuditAction;
import no.digisos.common.leveranse.LeveranseSvarUt;
import picocli.CommandLine.Command;

/** Does not wait for the back-off. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description =
                "Lets a delivery that waits for its next attempt (SVARUT_FEIL) go at once; fallback-job looks it up in SvarUt first. An uncertain one (SVARUT_UKJENT) cannot be hurried.")
public class SendLeveranse extends RulingCommand {
    public SendLeveranse(LeveranseSvarUt svarUt, LeveranseRuling ruling) {
        super(ruling, AuditAction.GJENOPPTA_LEVERANSE, svarUt::sendNow);
    }
}
