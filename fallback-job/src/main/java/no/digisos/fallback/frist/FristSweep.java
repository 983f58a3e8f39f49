package no.digisos.fallback.frist;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseRelease;
import no.digisos.common.leveranse.LeveranseSweeps;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.RunTally;
import no.digisos.fallback.run.RunTally.Kind;
import no.digisos.fallback.run.Sweep;

/** Withdraws what was not receipted in time, fetched again and again in vain, or lies in a closed konto (delivery.md 5). */
@ApplicationScoped
public class FristSweep implements Sweep {
    private final LeveranseSweeps sweep;
    private final LeveranseRelease release;
    private final FallbackConfig config;

    public FristSweep(LeveranseSweeps sweep, LeveranseRelease release, FallbackConfig config) {
        this.sweep = sweep;
        this.release = release;
        this.config = config;
    }

    @Override
    public Step step() {
        return Step.FRIST;
    }

    @Override
    public void run(RunTally tally) {
        sweep(
                tally,
                Kind.TRUKKET,
                "its frist ran out",
                () -> sweep.expire(config.nade(), config.hold(), config.bolk()));
        sweep(
                tally,
                Kind.TRUKKET,
                "handed out too often without a kvittering",
                () -> sweep.exhaust(config.maksDataforsok(), config.minsteDatatid(), config.hold(), config.bolk()));
        sweep(tally, Kind.TRUKKET, "the konto is closed", () -> sweep.closedKonto(config.hold(), config.bolk()));
        sweep(
                tally,
                Kind.FRIGITT,
                "what goes before it is decided",
                () -> release.releaseWaiting(config.bolk()).stream()
                        .map(Leveranse::id)
                        .toList());
    }

    private interface OneSweep {
        List<UUID> run() throws Exception;
    }

    private void sweep(RunTally tally, Kind kind, String reason, OneSweep sweep) {
        tally.attempt("The frist sweep (" + reason + ")", () -> {
            List<UUID> affected;
            do {
                affected = sweep.run();
                tally.add(kind, affected.size());
                affected.forEach(id -> tally.about(id, () -> Log.infof("Melding %s: %s", id, reason)));
            } while (affected.size() >= config.bolk() && tally.canTakeMore());
        });
    }
}
