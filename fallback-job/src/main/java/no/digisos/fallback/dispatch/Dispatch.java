package no.digisos.fallback.dispatch;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseState;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.common.leveranse.StopReason;
import no.digisos.fallback.reference.DuplicateAlarm;
import no.digisos.fallback.reference.ExternalReference;
import no.digisos.fallback.run.Backoff;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.RunTally;
import no.digisos.fallback.run.RunTally.Kind;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.svarut.LookupOutcome;
import no.digisos.fallback.svarut.PostWindow;
import no.digisos.fallback.svarut.SendOutcome;
import no.digisos.fallback.svarut.SvarUtCircuit;
import no.digisos.fallback.svarut.SvarUtClient;
import no.digisos.fallback.svarut.SvarUtConfig;
import org.jboss.logging.Logger.Level;

/**
 * Hands withdrawn messages to SvarUt. The order is everything, since SvarUt knows neither repeats nor recall: look up if there
 * was an attempt before, make everything ready, commit the intent, send at once, record what came of it (delivery.md 3).
 */
@ApplicationScoped
public class Dispatch implements Sweep {
    private final LeveranseSvarUt leveranser;
    private final SvarUtClient svarUt;
    private final SvarUtCircuit circuit;
    private final SvarUtConfig svarUtConfig;
    private final ForsendelseBuilder builder;
    private final ExternalReference reference;
    private final DuplicateAlarm duplicateAlarm;
    private final FallbackConfig config;

    public Dispatch(
            LeveranseSvarUt leveranser,
            SvarUtClient svarUt,
            SvarUtCircuit circuit,
            SvarUtConfig svarUtConfig,
            ForsendelseBuilder builder,
            ExternalReference reference,
            DuplicateAlarm duplicateAlarm,
            FallbackConfig config) {
        this.leveranser = leveranser;
        this.svarUt = svarUt;
        this.circuit = circuit;
        this.svarUtConfig = svarUtConfig;
        this.builder = builder;
        this.reference = reference;
        this.duplicateAlarm = duplicateAlarm;
        this.config = config;
    }

    @Override
    public Step step() {
        return Step.UTSENDING;
    }

    @Override
    public void run(RunTally tally) throws SQLException {
        stopAndResume(tally);
        List<Leveranse> readyOnes;
        do {
            readyOnes = new ArrayList<>(leveranser.readyForSending(config.bolk()));
            // Many instances read the same rows; each begins with another.
            Collections.shuffle(readyOnes, ThreadLocalRandom.current());
            for (Leveranse leveranse : readyOnes) {
                // An open circuit means no new intents, never a failed one.
                if (!tally.canTakeMore() || circuit.open()) {
                    return;
                }
                tally.attempt(leveranse.id(), "Melding " + leveranse.id(), () -> send(leveranse, tally));
            }
        } while (readyOnes.size() >= config.bolk());
    }

    private void stopAndResume(RunTally tally) {
        List<UUID> stopped = leveranser.stopRejected(config.maksAvvisninger(), config.bolk());
        tally.add(Kind.STOPPET, stopped.size());
        stopped.forEach(id -> tally.about(
                id, () -> Log.errorf("Melding %s is stopped: SvarUt takes it and refuses it afterwards", id)));
        List<UUID> resumed = leveranser.resumeWithAddress(config.bolk());
        tally.add(Kind.GJENOPPTATT, resumed.size());
        resumed.forEach(
                id -> tally.about(id, () -> Log.infof("Melding %s goes on: the kommune has an address now", id)));
    }

    private void send(Leveranse leveranse, RunTally tally) throws SQLException {
        if (leveranse.requiresLookup() && !isUnsent(leveranse, tally)) {
            return;
        }
        switch (build(leveranse)) {
            case ForsendelseBuilder.Result.WithoutAddress without ->
                stop(leveranse.id(), leveranse.svarutForsok(), StopReason.INGEN_ADRESSE, without.grunn(), tally);
            case ForsendelseBuilder.Result.Impossible impossible -> {
                // What is being taken down under us looks like a message that cannot be made; the next run sees.
                if (!tally.finishing()) {
                    stop(
                            leveranse.id(),
                            leveranse.svarutForsok(),
                            StopReason.KAN_IKKE_SENDES,
                            impossible.grunn(),
                            tally);
                }
            }
            case ForsendelseBuilder.Result.Later later -> postpone(leveranse, later.grunn());
            case ForsendelseBuilder.Result.Ready ready -> send(leveranse, ready, tally);
        }
    }

    private ForsendelseBuilder.Result build(Leveranse leveranse) throws SQLException {
        try {
            return builder.build(leveranse);
        } catch (RuntimeException e) {
            // It would otherwise be the first in line at every run.
            postpone(leveranse, e.getClass().getSimpleName());
            throw e;
        }
    }

    private void postpone(Leveranse leveranse, String reason) {
        leveranser.postpone(leveranse, config.nyttForsokEtter());
        Log.warnf("Melding %s waits %s: %s", leveranse.id(), config.nyttForsokEtter(), reason);
    }

    /** Unless a receipt was remembered, which then decides, or the row moved on. */
    private void stop(UUID meldingId, int n, StopReason reason, String detail, RunTally tally) {
        boolean stopped = leveranser
                .stop(meldingId, n, reason, detail)
                .filter(now -> now.tilstand() == LeveranseState.STOPPET)
                .isPresent();
        if (stopped) {
            tally.add(Kind.STOPPET, 1);
            Log.errorf("Melding %s is stopped: %s", meldingId, reason.text(detail));
        }
    }

    private void send(Leveranse leveranse, ForsendelseBuilder.Result.Ready ready, RunTally tally) throws SQLException {
        // Before the intent, so that no outcome of the attempt can lose it.
        if (leveranser.utelattFraUtskrift(leveranse.id(), ready.utelatt())) {
            tally.add(Kind.UTELATT, ready.utelatt().size());
            Log.errorf(
                    "UTELATT_FRA_UTSKRIFT: melding %s has %d dokument(er) that will be missing if SvarUt prints it",
                    leveranse.id(), ready.utelatt().size());
        }
        long beforeIntention = System.nanoTime();
        OptionalInt attempt = leveranser.start(leveranse, worker(), ready.mottakerJson());
        if (attempt.isEmpty()) {
            return; // A receipt, another worker or an operator came first.
        }
        int n = attempt.getAsInt();
        SendOutcome answer = svarUt.send(
                ready.forsendelse(), ready.dokumenter(), new PostWindow(beforeIntention, svarUtConfig.postvindu()));
        record(leveranse.id(), n, answer, tally);
    }

    private void record(UUID meldingId, int n, SendOutcome answer, RunTally tally) throws SQLException {
        switch (answer) {
            case SendOutcome.Sent sent -> {
                if (leveranser.sent(meldingId, n, sent.forsendelsesId())) {
                    tally.add(Kind.SENDT, 1);
                    Log.infof("Melding %s is sent by SvarUt as %s", meldingId, sent.forsendelsesId());
                } else {
                    tally.add(Kind.FEIL, 1);
                    Log.errorf(
                            "Melding %s was decided before SvarUt answered with %s: possibly a duplicate",
                            meldingId, sent.forsendelsesId());
                }
            }
            case SendOutcome.Avvist avvist -> refused(meldingId, n, avvist, tally);
            case SendOutcome.TryAgain again -> {
                Duration pause = Backoff.after(n, again.etter(), config.lengsteVent());
                leveranser.refused(meldingId, n, pause);
                tally.add(Kind.PROVES_IGJEN, 1);
                // While SvarUt is away all of them meet it; the attempts are counted in the row.
                tally.say(
                        again.alarm() ? "svarut-alarm" : "svarut",
                        tail -> Log.logf(
                                again.alarm() ? Level.ERROR : Level.WARN,
                                "Melding %s is not sent and is tried again in %s (%s)%s",
                                meldingId,
                                pause,
                                again.grunn(),
                                tail));
            }
            case SendOutcome.Unknown unknown -> {
                leveranser.unknown(meldingId, n);
                tally.add(Kind.UKJENT, 1);
                Log.warnf("Melding %s has an unknown outcome and is looked up later (%s)", meldingId, unknown.grunn());
            }
        }
    }

    /** What a sender wrote may be why: the next attempt goes at once with neutral names and types, and it is the last. */
    private void refused(UUID meldingId, int n, SendOutcome.Avvist avvist, RunTally tally) throws SQLException {
        Optional<Leveranse> now = leveranser.retryNeutrally(meldingId, n);
        if (now.isEmpty()) {
            stop(meldingId, n, StopReason.SVARUT_NEKTET, avvist.grunn(), tally);
        } else if (now.get().tilstand() == LeveranseState.SVARUT_FEIL) {
            tally.add(Kind.PROVES_IGJEN, 1);
            Log.warnf(
                    "Melding %s was refused by SvarUt and is tried with neutral file names (%s)",
                    meldingId, avvist.grunn());
            send(now.get(), tally);
        }
    }

    /** Before every attempt but the first, and after whatever made the first doubtful (delivery.md rule F). */
    private boolean isUnsent(Leveranse leveranse, RunTally tally) throws SQLException {
        return switch (reference.lookUp(leveranse)) {
            case LookupOutcome.None ignored -> true;
            case LookupOutcome.Feilet feilet -> {
                leveranser.postpone(leveranse, config.nyttForsokEtter());
                tally.say(
                        "oppslag",
                        tail -> Log.warnf(
                                "Melding %s waits %s: the lookup in SvarUt failed (%s)%s",
                                leveranse.id(), config.nyttForsokEtter(), feilet.grunn(), tail));
                yield false;
            }
            case LookupOutcome.Found found -> {
                adopt(leveranse, found, tally);
                yield false;
            }
        };
    }

    /** SvarUt has it from an attempt that we had given up: an intent without a call records that. */
    private void adopt(Leveranse leveranse, LookupOutcome.Found found, RunTally tally) throws SQLException {
        UUID oldest = found.forsendelsesIder().getFirst();
        OptionalInt attempt = leveranser.start(leveranse, worker(), "{}");
        if (attempt.isPresent() && leveranser.sent(leveranse.id(), attempt.getAsInt(), oldest)) {
            tally.add(Kind.AVKLART, 1);
            Log.warnf("Melding %s was in SvarUt already as %s", leveranse.id(), oldest);
        }
        if (found.forsendelsesIder().size() > 1) {
            duplicateAlarm.report(leveranse, found.forsendelsesIder().size(), tally);
        }
    }

    private static String worker() {
        String host = System.getenv("HOSTNAME");
        return ProcessHandle.current().pid() + "@" + (host == null ? "localhost" : host);
    }
}
