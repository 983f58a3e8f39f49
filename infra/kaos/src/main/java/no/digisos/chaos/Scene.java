package no.digisos.chaos;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.digisos.chaos.KommuneSet.Kommune;
import no.digisos.chaos.KommuneSet.Temper;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import no.digisos.testkit.process.ChildProcess;

/**
 * Everything that is around a running stack: clients, fagsystems, SvarUt and fallback-job as processes of their own, and what they
 * have seen.
 *
 * @param tables our own tables, read as their owner
 * @param jobs services and single runs, not started yet
 */
record Scene(
        RunningStack stack,
        ChaosDice dice,
        Evidence evidence,
        Tables tables,
        FunctionProcess svarUtProcess,
        SvarUtControl svarUt,
        Jobs jobs,
        Clients clients,
        List<CaseSystem> caseSystems)
        implements AutoCloseable {

    Scene {
        caseSystems = List.copyOf(caseSystems);
    }

    /**
     * Makes everything, and starts nothing.
     *
     * @param services how many fallback-jobs run as services, beside single runs
     */
    static Scene on(RunningStack stack, long seed, int services) throws IOException {
        ChaosDice dice = new ChaosDice(seed);
        Evidence evidence = new Evidence();
        FunctionProcess svarUtProcess = stack.anotherSvarUt(TimeProfile.SVARUT_CUT);
        Map<String, String> environment = TimeProfile.fallback(url(svarUtProcess));
        Http http = new Http(stack.json().gateway().http());
        ChaosIdentities identities = new ChaosIdentities(stack.tokens());
        List<CaseSystem> caseSystems = new ArrayList<>();
        for (Kommune kommune : KommuneSet.ALL) {
            if (kommune.temper() == Temper.HEALTHY || kommune.temper() == Temper.FLAKY) {
                caseSystems.add(new CaseSystem(
                        dice,
                        kommune,
                        http,
                        identities,
                        stack.keys().konto(KommuneSet.ALL.getFirst().kontoId()),
                        stack.clock(),
                        evidence));
            }
        }
        List<FunctionProcess> jobs = new ArrayList<>();
        for (int i = 0; i < services; i++) {
            jobs.add(stack.anotherFallback(environment));
        }
        return new Scene(
                stack,
                dice,
                evidence,
                new Tables(stack.database().asOwner()),
                svarUtProcess,
                new SvarUtControl(url(svarUtProcess)),
                new Jobs(jobs, stack.fallbackOnce(environment), evidence),
                new Clients(
                        dice,
                        http,
                        identities,
                        stack.keys().platform().certificate(),
                        stack.json().personer(),
                        evidence),
                caseSystems);
    }

    /** The kommuner, the clock and SvarUt; nobody sends or receives yet. */
    void open() throws IOException, InterruptedException, SQLException {
        KommuneSet.sow(stack.database().asOwner());
        stack.clock().run(TimeProfile.SPEED);
        svarUtProcess.start();
        svarUtProcess.awaitReady();
    }

    /** Started anew, SvarUt has nothing half received, and no failure left that came in while it was being stopped. */
    void startSvarUtAnew() throws IOException, InterruptedException {
        svarUtProcess.kill();
        svarUtProcess.start();
        svarUtProcess.awaitReady();
    }

    /** One run of fallback-job, as cron starts it. */
    ChildProcess.Command oneRun() throws IOException {
        return stack.fallbackOnce(TimeProfile.fallback(url(svarUtProcess)));
    }

    ChaosOperator operator() {
        return new ChaosOperator(stack, tables, svarUt, evidence);
    }

    /**
     * Lets everything come to rest, while nobody sends.
     *
     * @return after how many runs of fallback-job
     */
    int settle(ChaosOperator operator) throws IOException, InterruptedException, SQLException {
        return new Settling(
                        stack.fallbackOnce(TimeProfile.fallbackAtRest(url(svarUtProcess))),
                        stack.clock(),
                        tables,
                        svarUt,
                        operator,
                        evidence)
                .settle();
    }

    /** What is to be judged. */
    ChaosFindings findings() throws IOException, InterruptedException, SQLException {
        List<ChaosFindings.Copy> copies = caseSystems.stream()
                .flatMap(caseSystem -> caseSystem.store().stream())
                .toList();
        return new ChaosFindings(evidence.sent(), copies, svarUt.forsendelser(), tables.rows());
    }

    /** Stops fallback-job and SvarUt. */
    @Override
    public void close() {
        jobs.services().forEach(FunctionProcess::stop);
        svarUtProcess.stop();
    }

    private static URI url(FunctionProcess svarUt) {
        return URI.create("http://" + svarUt.health().getAuthority());
    }
}
