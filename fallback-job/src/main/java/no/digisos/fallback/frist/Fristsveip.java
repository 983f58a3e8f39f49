package no.digisos.fallback.frist;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseFrigivelse;
import no.digisos.common.leveranse.LeveranseSveip;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.run.Teller;
import no.digisos.fallback.run.Teller.Slag;

/** Withdraws what was not receipted in time, fetched again and again in vain, or lies in a closed konto (delivery.md 5). */
@ApplicationScoped
public class Fristsveip implements Sweep {
    private final LeveranseSveip sveip;
    private final LeveranseFrigivelse frigivelse;
    private final FallbackConfig config;

    public Fristsveip(LeveranseSveip sveip, LeveranseFrigivelse frigivelse, FallbackConfig config) {
        this.sveip = sveip;
        this.frigivelse = frigivelse;
        this.config = config;
    }

    @Override
    public Step step() {
        return Step.FRIST;
    }

    @Override
    public void run(Teller teller) {
        sveip(teller, Slag.TRUKKET, "fristen gikk ut", () -> sveip.utlop(config.nade(), config.hold(), config.bolk()));
        sveip(
                teller,
                Slag.TRUKKET,
                "hentet for mange ganger uten kvittering",
                () -> sveip.oppbruk(config.maksDataforsok(), config.minsteDatatid(), config.hold(), config.bolk()));
        sveip(teller, Slag.TRUKKET, "kontoen er stengt", () -> sveip.stengtKonto(config.hold(), config.bolk()));
        sveip(
                teller,
                Slag.FRIGITT,
                "forgjengeren er avgjort",
                () -> frigivelse.frigiVentende(config.bolk()).stream()
                        .map(Leveranse::id)
                        .toList());
    }

    private interface Sveip {
        List<UUID> kjor() throws Exception;
    }

    private void sveip(Teller teller, Slag slag, String grunn, Sveip sveip) {
        teller.forsok(grunn, () -> {
            List<UUID> rammet;
            do {
                rammet = sveip.kjor();
                teller.tell(slag, rammet.size());
                rammet.forEach(id -> teller.om(id, () -> Log.infof("Melding %s: %s", id, grunn)));
            } while (rammet.size() >= config.bolk() && teller.kanTaMer());
        });
    }
}
