package no.digisos.fallback.varsel;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.run.Teller;
import no.digisos.fallback.run.Teller.Slag;
import no.digisos.fallback.run.Ventetid;

/**
 * Empties the outbox: one mail per kommune with all that has gathered, and then a rest, so that a night in which everything
 * goes wrong gives a mail an hour and not a thousand. A mail that cannot be sent never holds up a delivery.
 */
@ApplicationScoped
public class Varselutsending implements Sweep {
    private static final Duration FORSTE_VENT = Duration.ofMinutes(1);
    private static final Duration LENGSTE_VENT = Duration.ofHours(1);

    private final Varselkasse kasse;
    private final Postkasse postkasse;
    private final VarselConfig config;

    Varselutsending(Varselkasse kasse, Postkasse postkasse, VarselConfig config) {
        this.kasse = kasse;
        this.postkasse = postkasse;
        this.config = config;
    }

    @Override
    public Step step() {
        return Step.EPOST;
    }

    @Override
    public void run(Teller teller) {
        Optional<String> avsender = config.avsender();
        while (avsender.isPresent() && teller.kanTaMer()) {
            Optional<Varselpakke> pakke = kasse.ta(config.leie());
            if (pakke.isEmpty()) {
                return;
            }
            send(avsender.get(), pakke.get(), teller);
        }
    }

    private void send(String avsender, Varselpakke pakke, Teller teller) {
        List<String> til = new ArrayList<>(pakke.adresser());
        config.drift().ifPresent(til::add);
        if (til.isEmpty()) {
            giOpp(pakke, teller, "kommunen har ingen tekniskAnsvarlig");
            return;
        }
        try {
            postkasse.legg(avsender, til, Varseltekst.emne(pakke), Varseltekst.tekst(pakke), config.tidsgrense());
        } catch (RuntimeException e) {
            // The address stands in the exception's text, and may be a person's.
            String grunn = e.getClass().getSimpleName();
            if (pakke.feil() + 1 >= config.maksForsok()) {
                giOpp(pakke, teller, grunn);
            } else {
                kasse.feilet(pakke, Ventetid.etter(pakke.feil() + 1, FORSTE_VENT, LENGSTE_VENT));
                Log.warnf(
                        "Varselet til kommune %s ble ikke sendt (%s); det prøves igjen", pakke.kommunenummer(), grunn);
            }
            return;
        }
        kasse.sendt(pakke, config.mellomrom());
        teller.tell(Slag.EPOST, 1);
    }

    private void giOpp(Varselpakke pakke, Teller teller, String grunn) {
        kasse.oppgitt(pakke, config.mellomrom());
        teller.tell(Slag.FEIL, 1);
        Log.errorf("%d varsler til kommune %s er gitt opp: %s", pakke.varsler().size(), pakke.kommunenummer(), grunn);
    }
}
