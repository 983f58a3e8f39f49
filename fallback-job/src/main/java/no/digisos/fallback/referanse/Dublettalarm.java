package no.digisos.fallback.referanse;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.Leveransevarsel;
import no.digisos.fallback.run.Teller;
import no.digisos.fallback.run.Teller.Slag;

/** Says once that SvarUt has a delivery more than once: log, exit code, history and mail. */
@ApplicationScoped
public class Dublettalarm {
    private final Leveransevarsel varsel;

    Dublettalarm(Leveransevarsel varsel) {
        this.varsel = varsel;
    }

    /**
     * Raises the alarm, unless it was raised before.
     *
     * @param antall how many shipments SvarUt has that it did not refuse
     */
    public void meld(Leveranse leveranse, int antall, Teller teller) {
        if (varsel.dublett(leveranse.id(), antall)) {
            teller.tell(Slag.DUBLETT, 1);
            teller.tell(Slag.FEIL, 1);
            Log.errorf(
                    "DUBLETT: melding %s er %d ganger i SvarUt (tilstand %s)",
                    leveranse.id(), antall, leveranse.tilstand());
        }
    }
}
