package no.digisos.drift.sjekk;

import java.time.Duration;
import java.util.concurrent.Callable;
import no.digisos.common.database.Klokkegrenser;
import no.digisos.common.database.Klokkevakt;
import no.digisos.common.startup.Skjemakontroll;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Utgang;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The first look at 3 a.m.: schema, durability, keys, clocks, what is undecided, and which certificates run out. */
@Command(
        name = "sjekk",
        mixinStandardHelpOptions = true,
        description =
                "Says whether schema and durability are in order, how far the database's clock is ahead of this machine's, how many deliveries are undecided in each state, with"
                        + " the age of the oldest, and which certificates run out. Exit code 1 when something is missing, the"
                        + " clocks differ, a delivery is STOPPET, or the certificate of a konto in use has run out.")
public class Sjekk implements Callable<Integer> {
    private static final String STOPPET = "STOPPET";

    @Option(
            names = "--sertifikat-dager",
            paramLabel = "DAYS",
            defaultValue = "60",
            description = "tells of certificates that run out within so many days; 60 unless given")
    int sertifikatDager = 60;

    private static final double MILLIS = 1000;

    private final Skjemakontroll skjema;
    private final Klokkevakt klokkevakt;
    private final Klokkegrenser klokkegrenser;
    private final Leveransetall tall;
    private final Sertifikatliste sertifikater;
    private final Kommandolinje linje;

    public Sjekk(
            @Readiness Skjemakontroll skjema,
            Klokkevakt klokkevakt,
            Klokkegrenser klokkegrenser,
            Leveransetall tall,
            Sertifikatliste sertifikater,
            Kommandolinje linje) {
        this.skjema = skjema;
        this.klokkevakt = klokkevakt;
        this.klokkegrenser = klokkegrenser;
        this.tall = tall;
        this.sertifikater = sertifikater;
        this.linje = linje;
    }

    @Override
    public Integer call() {
        HealthCheckResponse helse = skjema.call();
        boolean ok = helse.getStatus() == HealthCheckResponse.Status.UP;
        String mangler = helse.getData()
                .map(d -> String.valueOf(d.get("mangler")))
                .filter(m -> !m.isBlank())
                .orElse(null);
        Duration avvik = klokkevakt.mal();
        Tilstandsrapport rapport = new Tilstandsrapport(
                ok, mangler, avvik.toMillis() / MILLIS, tall.uavgjorte(), sertifikater.innen(sertifikatDager));
        linje.svar(rapport);
        // The platform's own goes on working when it has run out: clients do not look at its dates (PlatformKeys).
        boolean postlagt = rapport.sertifikater().stream().anyMatch(s -> s.utlopt() && s.kontoId() != null);
        boolean klokkerRett = avvik.abs().compareTo(klokkegrenser.varselAvvik()) < 0;
        return ok && klokkerRett && !rapport.uavgjort().containsKey(STOPPET) && !postlagt
                ? Utgang.UTFORT
                : Utgang.NEKTET;
    }
}
