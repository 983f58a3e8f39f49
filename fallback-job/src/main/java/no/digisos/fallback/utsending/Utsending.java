package no.digisos.fallback.utsending;

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
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.common.leveranse.Tilstand;
import no.digisos.fallback.FallbackConfig;
import no.digisos.fallback.Teller;
import no.digisos.fallback.Teller.Slag;
import no.digisos.fallback.Ventetid;
import no.digisos.fallback.dublett.Dublettalarm;
import no.digisos.fallback.svarut.Oppslag;
import no.digisos.fallback.svarut.PostVindu;
import no.digisos.fallback.svarut.Sendesvar;
import no.digisos.fallback.svarut.SvarUtBryter;
import no.digisos.fallback.svarut.SvarUtConfig;
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
    private final Dublettalarm dublettalarm;
    private final FallbackConfig config;

    public Utsending(
            LeveranseSvarUt leveranser,
            SvarUtKlient svarUt,
            SvarUtBryter bryter,
            SvarUtConfig svarUtConfig,
            Forsendelsesbygger bygger,
            Eksternreferanse referanse,
            Dublettalarm dublettalarm,
            FallbackConfig config) {
        this.leveranser = leveranser;
        this.svarUt = svarUt;
        this.bryter = bryter;
        this.svarUtConfig = svarUtConfig;
        this.bygger = bygger;
        this.referanse = referanse;
        this.dublettalarm = dublettalarm;
        this.config = config;
    }

    public void kjor(Teller teller) throws SQLException {
        stoppOgGjenoppta(teller);
        List<Leveranse> klare;
        do {
            klare = new ArrayList<>(leveranser.klareForSending(config.bolk()));
            // Many instances read the same rows; each begins with another.
            Collections.shuffle(klare, ThreadLocalRandom.current());
            for (Leveranse leveranse : klare) {
                // An open circuit means no new intents, never a failed one.
                if (!teller.kanTaMer() || bryter.apen()) {
                    return;
                }
                teller.forsok(leveranse.id(), "Melding " + leveranse.id(), () -> send(leveranse, teller));
            }
        } while (klare.size() >= config.bolk());
    }

    private void stoppOgGjenoppta(Teller teller) {
        List<UUID> stoppet = leveranser.stoppAvviste(config.maksAvvisninger(), config.bolk());
        teller.tell(Slag.STOPPET, stoppet.size());
        stoppet.forEach(id -> teller.om(
                id, () -> Log.errorf("Melding %s er stoppet: SvarUt tar imot den og avviser den etterpå", id)));
        List<UUID> gjenopptatt = leveranser.gjenopptaMedAdresse(config.bolk());
        teller.tell(Slag.GJENOPPTATT, gjenopptatt.size());
        gjenopptatt.forEach(
                id -> teller.om(id, () -> Log.infof("Melding %s går videre: kommunen har fått en adresse", id)));
    }

    private void send(Leveranse leveranse, Teller teller) throws SQLException {
        if (leveranse.kreverOppslag() && !erUsendt(leveranse, teller)) {
            return;
        }
        switch (bygg(leveranse)) {
            case Forsendelsesbygger.Resultat.UtenAdresse uten ->
                stopp(leveranse.id(), leveranse.svarutForsok(), uten.grunn(), teller);
            case Forsendelsesbygger.Resultat.Umulig umulig -> {
                // What is being taken down under us looks like a message that cannot be made; the next run sees.
                if (!teller.avsluttes()) {
                    stopp(leveranse.id(), leveranse.svarutForsok(), umulig.grunn(), teller);
                }
            }
            case Forsendelsesbygger.Resultat.Senere senere -> utsett(leveranse, senere.grunn());
            case Forsendelsesbygger.Resultat.Klar klar -> send(leveranse, klar, teller);
        }
    }

    private Forsendelsesbygger.Resultat bygg(Leveranse leveranse) throws SQLException {
        try {
            return bygger.bygg(leveranse);
        } catch (RuntimeException e) {
            // It would otherwise be the first in line at every run.
            utsett(leveranse, e.getClass().getSimpleName());
            throw e;
        }
    }

    private void utsett(Leveranse leveranse, String grunn) {
        leveranser.utsett(leveranse, config.nyttForsokEtter());
        Log.warnf("Melding %s venter %s: %s", leveranse.id(), config.nyttForsokEtter(), grunn);
    }

    /** Unless a receipt was remembered, which then decides, or the row moved on. */
    private void stopp(UUID meldingId, int n, String grunn, Teller teller) {
        boolean stoppet = leveranser
                .stopp(meldingId, n, grunn)
                .filter(naa -> naa.tilstand() == Tilstand.STOPPET)
                .isPresent();
        if (stoppet) {
            teller.tell(Slag.STOPPET, 1);
            Log.errorf("Melding %s er stoppet: %s", meldingId, grunn);
        }
    }

    private void send(Leveranse leveranse, Forsendelsesbygger.Resultat.Klar klar, Teller teller) throws SQLException {
        // Before the intent, so that no outcome of the attempt can lose it.
        if (leveranser.utelattFraUtskrift(leveranse.id(), klar.utelatt())) {
            teller.tell(Slag.UTELATT, klar.utelatt().size());
            Log.errorf(
                    "UTELATT_FRA_UTSKRIFT: melding %s har %d dokument(er) som ikke blir med om SvarUt skriver den ut",
                    leveranse.id(), klar.utelatt().size());
        }
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
            case Sendesvar.Avvist avvist -> nektet(meldingId, n, avvist, teller);
            case Sendesvar.ProvIgjen igjen -> {
                Duration vent = Ventetid.etter(n, igjen.etter(), config.lengsteVent());
                leveranser.nektet(meldingId, n, vent);
                teller.tell(Slag.PROVES_IGJEN, 1);
                // While SvarUt is away all of them meet it; the attempts are counted in the row.
                teller.si(
                        igjen.alarm() ? "svarut-alarm" : "svarut",
                        hale -> Log.logf(
                                igjen.alarm() ? Level.ERROR : Level.WARN,
                                "Melding %s er ikke sendt og prøves igjen om %s (%s)%s",
                                meldingId,
                                vent,
                                igjen.grunn(),
                                hale));
            }
            case Sendesvar.Ukjent ukjent -> {
                leveranser.ukjent(meldingId, n);
                teller.tell(Slag.UKJENT, 1);
                Log.warnf("Melding %s har ukjent utfall og slås opp senere (%s)", meldingId, ukjent.grunn());
            }
        }
    }

    /** What a sender wrote may be why: the next attempt goes at once with neutral names and types, and it is the last. */
    private void nektet(UUID meldingId, int n, Sendesvar.Avvist avvist, Teller teller) throws SQLException {
        Optional<Leveranse> naa = leveranser.provNoytralt(meldingId, n);
        if (naa.isEmpty()) {
            stopp(meldingId, n, "SVARUT_NEKTET: " + avvist.grunn(), teller);
        } else if (naa.get().tilstand() == Tilstand.SVARUT_FEIL) {
            teller.tell(Slag.PROVES_IGJEN, 1);
            Log.warnf("Melding %s ble nektet av SvarUt og prøves med nøytrale filnavn (%s)", meldingId, avvist.grunn());
            send(naa.get(), teller);
        }
    }

    /** Before every attempt but the first, and after whatever made the first doubtful (delivery.md rule F). */
    private boolean erUsendt(Leveranse leveranse, Teller teller) throws SQLException {
        return switch (referanse.slaOpp(leveranse)) {
            case Oppslag.Ingen ignored -> true;
            case Oppslag.Feilet feilet -> {
                leveranser.utsett(leveranse, config.nyttForsokEtter());
                teller.si(
                        "oppslag",
                        hale -> Log.warnf(
                                "Melding %s venter %s: oppslaget i SvarUt feilet (%s)%s",
                                leveranse.id(), config.nyttForsokEtter(), feilet.grunn(), hale));
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
        if (funnet.forsendelsesIder().size() > 1) {
            dublettalarm.meld(leveranse, funnet.forsendelsesIder().size(), teller);
        }
    }

    private static String arbeider() {
        String vert = System.getenv("HOSTNAME");
        return ProcessHandle.current().pid() + "@" + (vert == null ? "localhost" : vert);
    }
}
