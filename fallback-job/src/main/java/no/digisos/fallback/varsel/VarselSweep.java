package no.digisos.fallback.varsel;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import no.digisos.common.leveranse.LeveranseVarsel;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.RunTally;
import no.digisos.fallback.run.RunTally.Kind;
import no.digisos.fallback.run.Sweep;

/** Warns before a human must act: of what waits in the queue, and of what is late on its way to SvarUt. */
@ApplicationScoped
public class VarselSweep implements Sweep {
    private final LeveranseVarsel varsel;
    private final VarselConfig config;
    private final FallbackConfig fallback;

    VarselSweep(LeveranseVarsel varsel, VarselConfig config, FallbackConfig fallback) {
        this.varsel = varsel;
        this.config = config;
        this.fallback = fallback;
    }

    @Override
    public Step step() {
        return Step.VARSEL;
    }

    @Override
    public void run(RunTally tally) {
        List<UUID> waiting;
        do {
            waiting = varsel.warnQueue(config.ventetid(), fallback.bolk());
            tally.add(Kind.VARSLET, waiting.size());
        } while (waiting.size() >= fallback.bolk() && tally.canTakeMore());
        List<UUID> delayed = varsel.delayed(fallback.forsinketEtter(), fallback.bolk());
        if (!delayed.isEmpty()) {
            Log.errorf(
                    "%d leveranser are late: withdrawn more than %s ago and not sent yet, the first is %s",
                    delayed.size(), fallback.forsinketEtter(), delayed.getFirst());
        }
    }
}
