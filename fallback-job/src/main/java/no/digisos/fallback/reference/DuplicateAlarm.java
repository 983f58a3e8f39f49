package no.digisos.fallback.reference;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseVarsel;
import no.digisos.fallback.run.RunTally;
import no.digisos.fallback.run.RunTally.Kind;

/** Says once that SvarUt has a delivery more than once: log, exit code, history and mail. */
@ApplicationScoped
public class DuplicateAlarm {
    private final LeveranseVarsel varsel;

    DuplicateAlarm(LeveranseVarsel varsel) {
        this.varsel = varsel;
    }

    /**
     * Raises the alarm, unless it was raised before.
     *
     * @param count how many shipments SvarUt has that it did not refuse
     */
    public void report(Leveranse leveranse, int count, RunTally tally) {
        if (varsel.duplicate(leveranse.id(), count)) {
            tally.add(Kind.DUBLETT, 1);
            tally.add(Kind.FEIL, 1);
            Log.errorf(
                    "DUBLETT: melding %s is %d times in SvarUt (tilstand %s)",
                    leveranse.id(), count, leveranse.tilstand());
        }
    }
}
