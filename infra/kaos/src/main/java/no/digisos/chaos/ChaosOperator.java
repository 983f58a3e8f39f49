package no.digisos.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.digisos.chaos.ChaosFindings.Forsendelse;
import no.digisos.common.leveranse.StopReason;
import no.digisos.local.stack.RunningStack;
import no.digisos.testkit.process.ProgramRun;

/**
 * The operator, once the cause is mended: lets go on what SvarUt refused until it was stopped, with the operators' own program.
 * Whatever is stopped for another reason, or without SvarUt having refused it, is left for the judge to see.
 */
final class ChaosOperator {

    /** As many refusals as stop a delivery ({@code digisos.fallback.maks-avvisninger}). */
    static final int REFUSALS = 2;

    private final RunningStack stack;
    private final Tables tables;
    private final SvarUtControl svarUt;
    private final Evidence evidence;
    private final Set<String> resumed = new HashSet<>();

    ChaosOperator(RunningStack stack, Tables tables, SvarUtControl svarUt, Evidence evidence) {
        this.stack = stack;
        this.tables = tables;
        this.svarUt = svarUt;
        this.evidence = evidence;
    }

    /** One look at what is stopped. */
    void resume() throws IOException, InterruptedException, SQLException {
        List<Tables.Stopped> stopped = tables.stopped();
        if (stopped.isEmpty()) {
            return;
        }
        List<Forsendelse> forsendelser = svarUt.forsendelser();
        for (Tables.Stopped one : stopped) {
            if (isForOperator(one, forsendelser)) {
                resume(one.meldingId(), one.ref());
            }
        }
    }

    /** References of what was stopped and let go on. */
    Set<String> resumed() {
        return Set.copyOf(resumed);
    }

    private void resume(UUID meldingId, String ref) throws IOException, InterruptedException {
        ProgramRun.Result run = stack.drift(
                "leveranse", "gjenoppta", meldingId.toString(), "--operator=kaos", "--begrunnelse=SvarUt takes it now");
        evidence.count("runs of digisos-drift with exit code " + run.exitCode());
        if (run.exitCode() == 0) {
            resumed.add(ref);
        } else {
            evidence.surprise("digisos-drift did not let " + ref + " go on: exit code " + run.exitCode());
        }
    }

    /** Whether it says that it was stopped for SvarUt's refusals, and SvarUt says so too. */
    static boolean isForOperator(Tables.Stopped stopped, List<Forsendelse> forsendelser) {
        List<Forsendelse> own =
                forsendelser.stream().filter(f -> f.ref().equals(stopped.ref())).toList();
        return StopReason.AVVIST_AV_SVARUT.name().equals(stopped.stopparsak())
                && own.size() >= REFUSALS
                && own.stream().allMatch(Forsendelse::refused);
    }
}
