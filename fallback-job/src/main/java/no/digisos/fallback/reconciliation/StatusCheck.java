package no.digisos.fallback.reconciliation;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.common.leveranse.SvarUtStatus;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.RunTally;
import no.digisos.fallback.run.RunTally.Kind;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.svarut.SvarUtCircuit;
import no.digisos.fallback.svarut.SvarUtClient;
import no.digisos.fallback.svarut.SvarUtException;

/** Follows what SvarUt has taken to its end; a refusal afterwards opens the case again (delivery.md 3, rule H). */
@ApplicationScoped
public class StatusCheck implements Sweep {
    private final LeveranseSvarUt leveranser;
    private final SvarUtClient svarUt;
    private final SvarUtCircuit circuit;
    private final FallbackConfig config;

    public StatusCheck(LeveranseSvarUt leveranser, SvarUtClient svarUt, SvarUtCircuit circuit, FallbackConfig config) {
        this.leveranser = leveranser;
        this.svarUt = svarUt;
        this.circuit = circuit;
        this.config = config;
    }

    @Override
    public Step step() {
        return Step.STATUS;
    }

    @Override
    public void run(RunTally tally) throws SQLException {
        List<Leveranse> sent;
        do {
            if (circuit.open()) {
                return;
            }
            sent = leveranser.forStatusCheck(config.bolk());
        } while (!sent.isEmpty() && ask(sent, tally) && sent.size() >= config.bolk() && tally.canTakeMore());
    }

    /** False when SvarUt does not answer: what it has is safe there, so that is worth no more than a word in the log. */
    private boolean ask(List<Leveranse> sent, RunTally tally) throws SQLException {
        Map<UUID, String> statuses;
        try {
            statuses = svarUt.status(sent.stream()
                    .map(Leveranse::forsendelsesId)
                    .filter(Objects::nonNull)
                    .toList());
        } catch (SvarUtException e) {
            tally.say(
                    "statussjekk",
                    tail -> Log.warnf(
                            "The status check must wait: SvarUt did not answer (%s)%s", e.getMessage(), tail));
            return false;
        }
        List<UUID> withoutAnswer = new ArrayList<>();
        for (Leveranse leveranse : sent) {
            UUID forsendelsesId = leveranse.forsendelsesId();
            String status = forsendelsesId == null ? null : statuses.get(forsendelsesId);
            if (forsendelsesId != null && status != null) {
                tally.attempt("Statusen til " + leveranse.id(), () -> record(leveranse, forsendelsesId, status, tally));
            } else {
                tally.about(
                        leveranse.id(),
                        () -> Log.warnf("Melding %s: SvarUt does not know %s", leveranse.id(), forsendelsesId));
                withoutAnswer.add(leveranse.id());
            }
        }
        if (!withoutAnswer.isEmpty()) {
            leveranser.askedWithoutAnswer(withoutAnswer);
        }
        return true;
    }

    private void record(Leveranse leveranse, UUID forsendelsesId, String status, RunTally tally) throws SQLException {
        tally.add(Kind.STATUS, 1);
        Optional<SvarUtStatus> known = SvarUtStatus.of(status);
        if (known.filter(SvarUtStatus::refused).isEmpty()) {
            leveranser.recordStatus(leveranse.id(), forsendelsesId, status);
            if (known.isEmpty() && !status.equals(leveranse.svarutStatus())) {
                tally.about(
                        leveranse.id(),
                        () -> Log.errorf(
                                "Melding %s: SvarUt told of an unknown status, %s; it is taken as on its way",
                                leveranse.id(), status));
            }
        } else if (leveranser.avvistBySvarUt(leveranse.id(), forsendelsesId, status, config.nyttForsokEtter())) {
            tally.add(Kind.AVVIST, 1);
            tally.about(
                    leveranse.id(),
                    () -> Log.errorf("Melding %s: SvarUt told of %s for %s", leveranse.id(), status, forsendelsesId));
        }
    }
}
