package no.digisos.drift.leveranse;

import no.digisos.common.audit.AuditAction;
import no.digisos.common.leveranse.LeveranseSvarUt;
import picocli.CommandLine.Command;

/** Closes one for good. */
@Command(
        name = "lukk",
        mixinStandardHelpOptions = true,
        description =
                "Closes a STOPPET delivery that was delivered in another way, or one that SvarUt handled by hand (SVARUT_SENDT). Final; its successors go.")
public class CloseLeveranse extends RulingCommand {
    public CloseLeveranse(LeveranseSvarUt svarUt, LeveranseRuling ruling) {
        super(ruling, AuditAction.LUKK_LEVERANSE, svarUt::close);
    }
}
