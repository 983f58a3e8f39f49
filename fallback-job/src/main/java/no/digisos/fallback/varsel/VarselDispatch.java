package no.digisos.fallback.varsel;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.digisos.common.leveranse.VarselBundle;
import no.digisos.common.leveranse.VarselOutbox;
import no.digisos.fallback.run.Backoff;
import no.digisos.fallback.run.RunTally;
import no.digisos.fallback.run.RunTally.Kind;
import no.digisos.fallback.run.Sweep;

/**
 * Empties the outbox: one mail per kommune with all that has gathered, and then a rest, so that a night in which everything
 * goes wrong gives a mail an hour and not a thousand. A mail that cannot be sent never holds up a delivery.
 */
@ApplicationScoped
public class VarselDispatch implements Sweep {
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final VarselOutbox outbox;
    private final Mailbox mailbox;
    private final VarselConfig config;

    VarselDispatch(VarselOutbox outbox, Mailbox mailbox, VarselConfig config) {
        this.outbox = outbox;
        this.mailbox = mailbox;
        this.config = config;
    }

    @Override
    public Step step() {
        return Step.EPOST;
    }

    @Override
    public void run(RunTally tally) {
        Optional<String> sender = config.avsender();
        while (sender.isPresent() && tally.canTakeMore()) {
            Optional<VarselBundle> bundle = outbox.take(config.leie());
            if (bundle.isEmpty()) {
                return;
            }
            send(sender.get(), bundle.get(), tally);
        }
    }

    private void send(String sender, VarselBundle bundle, RunTally tally) {
        List<String> to = new ArrayList<>(bundle.adresser());
        config.drift().ifPresent(to::add);
        if (to.isEmpty()) {
            giveUp(bundle, tally, "kommunen har ingen tekniskAnsvarlig");
            return;
        }
        try {
            mailbox.add(sender, to, VarselText.subject(bundle), VarselText.text(bundle), config.tidsgrense());
        } catch (RuntimeException e) {
            // The address stands in the exception's text, and may be a person's.
            String reason = e.getClass().getSimpleName();
            if (bundle.feil() + 1 >= config.maksForsok()) {
                giveUp(bundle, tally, reason);
            } else {
                outbox.feilet(bundle, Backoff.after(bundle.feil() + 1, FIRST_WAIT, LONGEST_WAIT));
                Log.warnf(
                        "The varsel to kommune %s was not sent (%s); it is tried again",
                        bundle.kommunenummer(), reason);
            }
            return;
        }
        outbox.sent(bundle, config.mellomrom());
        tally.add(Kind.EPOST, 1);
    }

    private void giveUp(VarselBundle bundle, RunTally tally, String reason) {
        outbox.stated(bundle, config.mellomrom());
        tally.add(Kind.FEIL, 1);
        Log.errorf(
                "%d varsler to kommune %s are given up: %s", bundle.varsler().size(), bundle.kommunenummer(), reason);
    }
}
