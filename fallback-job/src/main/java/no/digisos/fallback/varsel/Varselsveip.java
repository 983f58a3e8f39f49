package no.digisos.fallback.varsel;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import no.digisos.common.leveranse.Leveransevarsel;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.run.Teller;
import no.digisos.fallback.run.Teller.Slag;

/** Warns before a human must act: of what waits in the queue, and of what is late on its way to SvarUt. */
@ApplicationScoped
public class Varselsveip implements Sweep {
    private final Leveransevarsel varsel;
    private final VarselConfig config;
    private final FallbackConfig fallback;

    Varselsveip(Leveransevarsel varsel, VarselConfig config, FallbackConfig fallback) {
        this.varsel = varsel;
        this.config = config;
        this.fallback = fallback;
    }

    @Override
    public Step step() {
        return Step.VARSEL;
    }

    @Override
    public void run(Teller teller) {
        List<UUID> ventende;
        do {
            ventende = varsel.varsleKo(config.ventetid(), fallback.bolk());
            teller.tell(Slag.VARSLET, ventende.size());
        } while (ventende.size() >= fallback.bolk() && teller.kanTaMer());
        List<UUID> forsinkede = varsel.forsinkede(fallback.forsinketEtter(), fallback.bolk());
        if (!forsinkede.isEmpty()) {
            Log.errorf(
                    "%d leveranser er forsinket: trukket for over %s siden og ennå ikke sendt, den første er %s",
                    forsinkede.size(), fallback.forsinketEtter(), forsinkede.getFirst());
        }
    }
}
