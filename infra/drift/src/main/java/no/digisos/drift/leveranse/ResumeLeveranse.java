package no.digisos.drift.leveranse;

import no.digisos.common.audit.AuditAction;
import no.digisos.common.leveranse.LeveranseSvarUt;
import picocli.CommandLine.Command;

/** Lets a stopped one go on. */
@Command(
        name = "gjenoppta",
        mixinStandardHelpOptions = true,
        description =
                "Lets a STOPPET delivery go on, once its cause is mended; fallback-job looks it up in SvarUt and then sends it.")
public class ResumeLeveranse extends RulingCommand {
    public ResumeLeveranse(LeveranseSvarUt svarUt, LeveranseRuling ruling) {
        super(ruling, AuditAction.GJENOPPTA_LEVERANSE, svarUt::resume);
    }
}
