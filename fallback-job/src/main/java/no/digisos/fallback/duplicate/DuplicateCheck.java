package no.digisos.fallback.duplicate;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseState;
import no.digisos.common.leveranse.LeveranseVarsel;
import no.digisos.fallback.reference.DuplicateAlarm;
import no.digisos.fallback.reference.ExternalReference;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.RunTally;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.svarut.LookupOutcome;
import no.digisos.fallback.svarut.SvarUtCircuit;

/**
 * Looks up, an hour after each intent and then daily for three days, how often SvarUt has the shipment (delivery.md 5). Once is
 * right; what the fagsystem receipted it should not have at all.
 */
@ApplicationScoped
public class DuplicateCheck implements Sweep {
    private final LeveranseVarsel varsel;
    private final ExternalReference reference;
    private final DuplicateAlarm alarm;
    private final SvarUtCircuit circuit;
    private final FallbackConfig.DuplicateCheck config;

    DuplicateCheck(
            LeveranseVarsel varsel,
            ExternalReference reference,
            DuplicateAlarm alarm,
            SvarUtCircuit circuit,
            FallbackConfig config) {
        this.varsel = varsel;
        this.reference = reference;
        this.alarm = alarm;
        this.circuit = circuit;
        this.config = config.dublettkontroll();
    }

    @Override
    public Step step() {
        return Step.DUBLETT;
    }

    @Override
    public void run(RunTally tally) {
        if (circuit.open()) {
            return;
        }
        for (Leveranse leveranse : varsel.forDuplicateCheck(config.perKjoring(), config.leie())) {
            // What is not reached comes again after the lease.
            if (!tally.canTakeMore() || circuit.open()) {
                return;
            }
            tally.attempt(leveranse.id(), "Dublettkontrollen av " + leveranse.id(), () -> check(leveranse, tally));
        }
    }

    private void check(Leveranse leveranse, RunTally tally) throws SQLException {
        int right = leveranse.tilstand() == LeveranseState.BEKREFTET ? 0 : 1;
        switch (reference.lookUp(leveranse)) {
            case LookupOutcome.Feilet feilet ->
                tally.say(
                        "dublettkontroll",
                        tail -> Log.warnf(
                                "The duplicate check of %s must wait: the lookup failed (%s)%s",
                                leveranse.id(), feilet.grunn(), tail));
            case LookupOutcome.Found(var ids) when ids.size() > right -> alarm.report(leveranse, ids.size(), tally);
            case LookupOutcome.Found ignored -> checked(leveranse);
            case LookupOutcome.None ignored -> checked(leveranse);
        }
    }

    private void checked(Leveranse leveranse) {
        varsel.checked(leveranse.id(), config.lengde(), config.mellomrom());
    }
}
