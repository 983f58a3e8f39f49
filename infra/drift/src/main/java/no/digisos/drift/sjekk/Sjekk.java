package no.digisos.drift.sjekk;

import java.util.concurrent.Callable;
import no.digisos.common.startup.Skjemakontroll;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Utgang;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import picocli.CommandLine.Command;

/** The first look at 3 a.m.: schema, durability, keys (the program does not start without them), and what is undecided. */
@Command(
        name = "sjekk",
        mixinStandardHelpOptions = true,
        description =
                "Says whether schema and durability are in order, and how many deliveries are undecided in each state, with"
                        + " the age of the oldest. Exit code 1 when something is missing or a delivery is STOPPET.")
public class Sjekk implements Callable<Integer> {
    private static final String STOPPET = "STOPPET";

    private final Skjemakontroll skjema;
    private final Leveransetall tall;
    private final Kommandolinje linje;

    public Sjekk(@Readiness Skjemakontroll skjema, Leveransetall tall, Kommandolinje linje) {
        this.skjema = skjema;
        this.tall = tall;
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
        Tilstandsrapport rapport = new Tilstandsrapport(ok, mangler, tall.uavgjorte());
        linje.svar(rapport);
        return ok && !rapport.uavgjort().containsKey(STOPPET) ? Utgang.UTFORT : Utgang.NEKTET;
    }
}
