package no.digisos.fallback.avstemming;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.common.leveranse.Tilstand;
import no.digisos.fallback.referanse.Dublettalarm;
import no.digisos.fallback.referanse.Eksternreferanse;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.run.Teller;
import no.digisos.fallback.run.Teller.Slag;
import no.digisos.fallback.run.Ventetid;
import no.digisos.fallback.svarut.Oppslag;

/**
 * Finds out what came of attempts whose answer was lost or whose worker died: never by sending again, always by asking SvarUt,
 * and not before SvarUt itself must have given up (delivery.md 3, rule E).
 */
@ApplicationScoped
public class Avstemming implements Sweep {
    private final LeveranseSvarUt leveranser;
    private final Eksternreferanse referanse;
    private final Dublettalarm dublettalarm;
    private final FallbackConfig config;

    public Avstemming(
            LeveranseSvarUt leveranser, Eksternreferanse referanse, Dublettalarm dublettalarm, FallbackConfig config) {
        this.leveranser = leveranser;
        this.referanse = referanse;
        this.dublettalarm = dublettalarm;
        this.config = config;
    }

    @Override
    public Step step() {
        return Step.AVSTEMMING;
    }

    @Override
    public void run(Teller teller) throws SQLException {
        List<UUID> dode;
        do {
            dode = leveranser.dodeSendere(config.avklaresEtter(), config.bolk());
            teller.tell(Slag.UKJENT, dode.size());
        } while (dode.size() >= config.bolk() && teller.kanTaMer());
        List<Leveranse> uavklarte = new ArrayList<>(leveranser.uavklarte(config.avklaresEtter(), config.bolk()));
        // Many instances read the same rows; each begins with another.
        Collections.shuffle(uavklarte, ThreadLocalRandom.current());
        for (Leveranse leveranse : uavklarte) {
            if (!teller.kanTaMer()) {
                return;
            }
            teller.forsok(leveranse.id(), "Avklaringen av " + leveranse.id(), () -> avklar(leveranse, teller));
        }
    }

    private void avklar(Leveranse leveranse, Teller teller) throws SQLException {
        int n = leveranse.svarutForsok();
        switch (referanse.slaOpp(leveranse)) {
            case Oppslag.Feilet feilet ->
                // Asked again at every run; how many wait shows in the alarms.
                teller.si(
                        "avstemming",
                        hale -> Log.warnf(
                                "Melding %s er fortsatt uavklart: oppslaget feilet (%s)%s",
                                leveranse.id(), feilet.grunn(), hale));
            case Oppslag.Ingen ignored -> {
                Optional<Leveranse> naa = leveranser.avklartIkkeSendt(
                        leveranse.id(), n, Ventetid.etter(n, config.nyttForsokEtter(), config.lengsteVent()));
                if (naa.isPresent()) {
                    boolean bekreftet = naa.get().tilstand() == Tilstand.BEKREFTET;
                    teller.tell(Slag.AVKLART, 1);
                    Log.infof(
                            "Melding %s kom ikke fram til SvarUt%s",
                            leveranse.id(), bekreftet ? "; den er kvittert av fagsystemet" : " og sendes på nytt");
                }
            }
            case Oppslag.Funnet funnet -> {
                if (leveranser.avklartSendt(
                        leveranse.id(), n, funnet.forsendelsesIder().getFirst())) {
                    teller.tell(Slag.AVKLART, 1);
                }
                if (funnet.forsendelsesIder().size() > 1) {
                    dublettalarm.meld(leveranse, funnet.forsendelsesIder().size(), teller);
                }
            }
        }
    }
}
