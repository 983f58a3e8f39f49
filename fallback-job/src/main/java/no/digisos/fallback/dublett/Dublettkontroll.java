package no.digisos.fallback.dublett;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.Leveransevarsel;
import no.digisos.common.leveranse.Tilstand;
import no.digisos.fallback.referanse.Dublettalarm;
import no.digisos.fallback.referanse.Eksternreferanse;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.run.Teller;
import no.digisos.fallback.svarut.Oppslag;
import no.digisos.fallback.svarut.SvarUtBryter;

/**
 * Looks up, an hour after each intent and then daily for three days, how often SvarUt has the shipment (delivery.md 5). Once is
 * right; what the fagsystem receipted it should not have at all.
 */
@ApplicationScoped
public class Dublettkontroll implements Sweep {
    private final Leveransevarsel varsel;
    private final Eksternreferanse referanse;
    private final Dublettalarm alarm;
    private final SvarUtBryter bryter;
    private final FallbackConfig.Dublettkontroll config;

    Dublettkontroll(
            Leveransevarsel varsel,
            Eksternreferanse referanse,
            Dublettalarm alarm,
            SvarUtBryter bryter,
            FallbackConfig config) {
        this.varsel = varsel;
        this.referanse = referanse;
        this.alarm = alarm;
        this.bryter = bryter;
        this.config = config.dublettkontroll();
    }

    @Override
    public Step step() {
        return Step.DUBLETT;
    }

    @Override
    public void run(Teller teller) {
        if (bryter.apen()) {
            return;
        }
        for (Leveranse leveranse : varsel.tilDublettkontroll(config.perKjoring(), config.leie())) {
            // What is not reached comes again after the lease.
            if (!teller.kanTaMer() || bryter.apen()) {
                return;
            }
            teller.forsok(
                    leveranse.id(), "Dublettkontrollen av " + leveranse.id(), () -> kontroller(leveranse, teller));
        }
    }

    private void kontroller(Leveranse leveranse, Teller teller) throws SQLException {
        int rett = leveranse.tilstand() == Tilstand.BEKREFTET ? 0 : 1;
        switch (referanse.slaOpp(leveranse)) {
            case Oppslag.Feilet feilet ->
                teller.si(
                        "dublettkontroll",
                        hale -> Log.warnf(
                                "Dublettkontrollen av %s må vente: oppslaget feilet (%s)%s",
                                leveranse.id(), feilet.grunn(), hale));
            case Oppslag.Funnet(var ider) when ider.size() > rett -> alarm.meld(leveranse, ider.size(), teller);
            case Oppslag.Funnet ignored -> kontrollert(leveranse);
            case Oppslag.Ingen ignored -> kontrollert(leveranse);
        }
    }

    private void kontrollert(Leveranse leveranse) {
        varsel.kontrollert(leveranse.id(), config.lengde(), config.mellomrom());
    }
}
