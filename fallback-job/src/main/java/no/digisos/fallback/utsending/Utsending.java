package no.digisos.fallback.utsending;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.fallback.FallbackConfig;
import no.digisos.fallback.Teller;
import no.digisos.fallback.Teller.Slag;
import no.digisos.fallback.svarut.Oppslag;
import no.digisos.fallback.svarut.PostVindu;
import no.digisos.fallback.svarut.Sendesvar;
import no.digisos.fallback.svarut.SvarUtBryter;
import no.digisos.fallback.svarut.SvarUtConfig;
import no.digisos.fallback.svarut.SvarUtException;
import no.digisos.fallback.svarut.SvarUtKlient;
import org.jboss.logging.Logger.Level;

/**
 * Hands withdrawn messages to SvarUt. The order is everything, since SvarUt knows neither repeats nor recall: look up if there
 * was an attempt before, make everything ready, commit the intent, send at once, record what came of it (delivery.md 3).
 */
@ApplicationScoped
public class Utsending {
    private final LeveranseSvarUt leveranser;
    private final SvarUtKlient svarUt;
    private final SvarUtBryter bryter;
    private final SvarUtConfig svarUtConfig;
    private final Forsendelsesbygger bygger;
    private final Eksternreferanse referanse;
    private final FallbackConfig config;

    public Utsending(
            LeveranseSvarUt leveranser,
            SvarUtKlient svarUt,
            SvarUtBryter bryter,
            SvarUtConfig svarUtConfig,
            Forsendelsesbygger bygger,
            Eksternreferanse referanse,
            FallbackConfig config) {
        this.leveranser = leveranser;
        this.svarUt = svarUt;
        this.bryter = bryter;
        this.svarUtConfig = svarUtConfig;
        this.bygger = bygger;
        this.referanse = referanse;
        this.config = config;
    }

    public void kjor(Teller teller) throws SQLException {
        for (Leveranse leveranse : leveranser.klareForSending(config.bolk())) {
            // An open circuit means no new intents, never a failed one.
            if (!teller.kanTaMer() || bryter.apen()) {
                return;
            }
            teller.forsok("Melding " + leveranse.id(), () -> send(leveranse, teller));
        }
    }

    private void send(Leveranse leveranse, Teller teller) throws SQLException, SvarUtException {
        if (leveranse.kreverOppslag() && !erUsendt(leveranse, teller)) {
            return;
        }
        Forsendelsesbygger.Resultat bygget = bygger.bygg(leveranse);
        switch (bygget) {
            case Forsendelsesbygger.Resultat.UtenAdresse uten -> {
                leveranser.stopp(leveranse.id(), leveranse.svarutForsok(), uten.grunn());
                teller.tell(Slag.STOPPET, 1);
                Log.errorf("Melding %s er stoppet: %s", leveranse.id(), uten.grunn());
            }
            case Forsendelsesbygger.Resultat.Klar klar -> send(leveranse, klar, teller);
        }
    }

    private void send(Leveranse leveranse, Forsendelsesbygger.Resultat.Klar klar, Teller teller) throws SQLException {
        long forIntensjonen = System.nanoTime();
        OptionalInt forsok = leveranser.start(leveranse, arbeider(), klar.mottakerJson());
        if (forsok.isEmpty()) {
            return; // A receipt, another worker or an operator came first.
        }
        int n = forsok.getAsInt();
        Sendesvar svar = svarUt.send(
                klar.forsendelse(), klar.dokumenter(), new PostVindu(forIntensjonen, svarUtConfig.postvindu()));
        registrer(leveranse.id(), n, svar, teller);
    }

    private void registrer(UUID meldingId, int n, Sendesvar svar, Teller teller) throws SQLException {
        switch (svar) {
            case Sendesvar.Sendt sendt -> {
                if (leveranser.sendt(meldingId, n, sendt.forsendelsesId())) {
                    teller.tell(Slag.SENDT, 1);
                    Log.infof("Melding %s er sendt med SvarUt som %s", meldingId, sendt.forsendelsesId());
                } else {
                    teller.tell(Slag.FEIL, 1);
                    Log.errorf(
                            "Melding %s var avgjort før SvarUt svarte med %s: mulig dublett",
                            meldingId, sendt.forsendelsesId());
                }
            }
            case Sendesvar.Avvist avvist -> {
                leveranser.stopp(meldingId, n, avvist.grunn());
                teller.tell(Slag.STOPPET, 1);
                Log.errorf("Melding %s er stoppet: SvarUt nektet den (%s)", meldingId, avvist.grunn());
            }
            case Sendesvar.ProvIgjen igjen -> {
                leveranser.nektet(meldingId, n, igjen.etter());
                teller.tell(Slag.PROVES_IGJEN, 1);
                Log.logf(
                        igjen.alarm() ? Level.ERROR : Level.WARN,
                        "Melding %s er ikke sendt og prøves igjen om %s (%s)",
                        meldingId,
                        igjen.etter(),
                        igjen.grunn());
            }
            case Sendesvar.Ukjent ukjent -> {
                leveranser.ukjent(meldingId, n);
                teller.tell(Slag.UKJENT, 1);
                Log.warnf("Melding %s har ukjent utfall og slås opp senere (%s)", meldingId, ukjent.grunn());
            }
        }
    }

    /** Rule F: before every attempt but the first, and after whatever made the first doubtful. */
    private boolean erUsendt(Leveranse leveranse, Teller teller) throws SQLException {
        return switch (referanse.slaOpp(leveranse)) {
            case Oppslag.Ingen ignored -> true;
            case Oppslag.Feilet feilet -> {
                Log.warnf("Melding %s venter: oppslaget i SvarUt feilet (%s)", leveranse.id(), feilet.grunn());
                yield false;
            }
            case Oppslag.Funnet funnet -> {
                adopter(leveranse, funnet, teller);
                yield false;
            }
        };
    }

    /** SvarUt has it from an attempt that we had given up: an intent without a call records that. */
    private void adopter(Leveranse leveranse, Oppslag.Funnet funnet, Teller teller) throws SQLException {
        UUID eldste = funnet.forsendelsesIder().getFirst();
        OptionalInt forsok = leveranser.start(leveranse, arbeider(), "{}");
        if (forsok.isPresent() && leveranser.sendt(leveranse.id(), forsok.getAsInt(), eldste)) {
            teller.tell(Slag.AVKLART, 1);
            Log.warnf("Melding %s var alt i SvarUt som %s", leveranse.id(), eldste);
        }
    }

    private static String arbeider() {
        String vert = System.getenv("HOSTNAME");
        return ProcessHandle.current().pid() + "@" + (vert == null ? "localhost" : vert);
    }
}
