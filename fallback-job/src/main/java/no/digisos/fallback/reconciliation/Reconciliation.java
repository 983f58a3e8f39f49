package no.digisos.fallback.reconciliation;

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
import no.digisos.common.leveranse.LeveranseState;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.fallback.reference.DuplicateAlarm;
import no.digisos.fallback.reference.ExternalReference;
import no.digisos.fallback.run.Backoff;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.RunTally;
import no.digisos.fallback.run.RunTally.Kind;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.svarut.LookupOutcome;

/**
 * Finds out what came of attempts whose answer was lost or whose worker died: never by sending again, always by asking SvarUt,
 * and not before SvarUt itself must have given up (delivery.md 3, rule E).
 */
@ApplicationScoped
public class Reconciliation implements Sweep {
    private final LeveranseSvarUt leveranser;
    private final ExternalReference reference;
    private final DuplicateAlarm duplicateAlarm;
    private final FallbackConfig config;

    public Reconciliation(
            LeveranseSvarUt leveranser,
            ExternalReference reference,
            DuplicateAlarm duplicateAlarm,
            FallbackConfig config) {
        this.leveranser = leveranser;
        this.reference = reference;
        this.duplicateAlarm = duplicateAlarm;
        this.config = config;
    }

    @Override
    public Step step() {
        return Step.AVSTEMMING;
    }

    @Override
    public void run(RunTally tally) throws SQLException {
        List<UUID> dead;
        do {
            dead = leveranser.deadSenders(config.avklaresEtter(), config.bolk());
            tally.add(Kind.UKJENT, dead.size());
        } while (dead.size() >= config.bolk() && tally.canTakeMore());
        List<Leveranse> unresolved = new ArrayList<>(leveranser.unresolved(config.avklaresEtter(), config.bolk()));
        // Many instances read the same rows; each begins with another.
        Collections.shuffle(unresolved, ThreadLocalRandom.current());
        for (Leveranse leveranse : unresolved) {
            if (!tally.canTakeMore()) {
                return;
            }
            tally.attempt(leveranse.id(), "Avklaringen av " + leveranse.id(), () -> resolve(leveranse, tally));
        }
    }

    private void resolve(Leveranse leveranse, RunTally tally) throws SQLException {
        int n = leveranse.svarutForsok();
        switch (reference.lookUp(leveranse)) {
            case LookupOutcome.Feilet feilet ->
                // Asked again at every run; how many wait shows in the alarms.
                tally.say(
                        "avstemming",
                        tail -> Log.warnf(
                                "Melding %s is still undecided: the lookup failed (%s)%s",
                                leveranse.id(), feilet.grunn(), tail));
            case LookupOutcome.None ignored -> {
                Optional<Leveranse> now = leveranser.resolvedNotSent(
                        leveranse.id(), n, Backoff.after(n, config.nyttForsokEtter(), config.lengsteVent()));
                if (now.isPresent()) {
                    boolean confirmed = now.get().tilstand() == LeveranseState.BEKREFTET;
                    tally.add(Kind.AVKLART, 1);
                    Log.infof(
                            "Melding %s did not reach SvarUt%s",
                            leveranse.id(), confirmed ? "; the fagsystem has receipted it" : " and is sent again");
                }
            }
            case LookupOutcome.Found found -> {
                if (leveranser.resolvedSent(
                        leveranse.id(), n, found.forsendelsesIder().getFirst())) {
                    tally.add(Kind.AVKLART, 1);
                }
                if (found.forsendelsesIder().size() > 1) {
                    duplicateAlarm.report(leveranse, found.forsendelsesIder().size(), tally);
                }
            }
        }
    }
}
