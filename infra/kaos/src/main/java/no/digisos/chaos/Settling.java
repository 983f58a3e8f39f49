package no.digisos.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SortedMap;
import no.digisos.local.stack.StackClock;
import no.digisos.testkit.process.ChildProcess;
import no.digisos.testkit.process.ProgramRun;

/**
 * Brings everything to rest without faults: fallback-job, one run at a time, and between two runs, while nobody is sending, the
 * operator's look at what is stopped, and the clock moved past the next deadline.
 */
final class Settling {

    /** Past the frist with its grace, and past everything that is shorter. */
    private static final Duration PAST_THE_FRIST = Duration.ofMinutes(76);

    /** An ettersendelse waits for the one before it, and each may take the frist, the hold and a look-up. */
    private static final int MOST_ROUNDS = 40;

    /** SvarUt may refuse what it took when it is asked the second time. */
    private static final int QUIET_ROUNDS = 2;

    private static final Duration RUN_LIMIT = Duration.ofMinutes(5);

    private final ChildProcess.Command job;
    private final StackClock clock;
    private final Tables tables;
    private final SvarUtControl svarUt;
    private final ChaosOperator operator;
    private final Evidence evidence;

    Settling(
            ChildProcess.Command job,
            StackClock clock,
            Tables tables,
            SvarUtControl svarUt,
            ChaosOperator operator,
            Evidence evidence) {
        this.job = job;
        this.clock = clock;
        this.tables = tables;
        this.svarUt = svarUt;
        this.operator = operator;
        this.evidence = evidence;
    }

    /** Returns after how many runs; whether all is at rest then is for the judge to see. */
    int settle() throws IOException, InterruptedException, SQLException {
        int quiet = 0;
        int rounds = 0;
        while (quiet < QUIET_ROUNDS && rounds < MOST_ROUNDS) {
            ProgramRun.Result run = ProgramRun.run(job, RUN_LIMIT);
            rounds++;
            evidence.count("runs at rest with exit code " + run.exitCode());
            System.out.println("  at rest, run " + rounds + ": " + run.out().strip());
            quiet = atRest() ? quiet + 1 : 0;
            operator.resume();
            clock.advance(PAST_THE_FRIST);
        }
        return rounds;
    }

    private boolean atRest() throws IOException, InterruptedException, SQLException {
        SortedMap<String, Integer> states = tables.states();
        states.keySet().removeIf(ChaosFindings.Row::isDecided);
        // A new forsendelse is MOTTATT only while its refusal is still to come.
        return states.isEmpty()
                && svarUt.forsendelser().stream().noneMatch(f -> f.status().equals("MOTTATT"));
    }
}
