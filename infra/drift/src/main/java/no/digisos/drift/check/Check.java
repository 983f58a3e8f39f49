package no.digisos.drift.check;

import java.time.Duration;
import java.util.concurrent.Callable;
import no.digisos.common.database.ClockGuard;
import no.digisos.common.database.ClockLimits;
import no.digisos.common.startup.SchemaVersionCheck;
import no.digisos.drift.command.CommandOutput;
import no.digisos.drift.command.ExitCodes;
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
public class Check implements Callable<Integer> {
    private static final String STOPPED = "STOPPET";

    @Option(
            names = "--sertifikat-dager",
            paramLabel = "DAYS",
            defaultValue = "60",
            description = "tells of certificates that run out within so many days; 60 unless given")
    int sertifikatDager = 60;

    private static final double MILLIS = 1000;

    private final SchemaVersionCheck schemaVersion;
    private final ClockGuard clockGuard;
    private final ClockLimits clockLimits;
    private final LeveranseCounts number;
    private final CertificateList certificates;
    private final CommandOutput line;

    public Check(
            @Readiness SchemaVersionCheck schemaVersion,
            ClockGuard clockGuard,
            ClockLimits clockLimits,
            LeveranseCounts number,
            CertificateList certificates,
            CommandOutput line) {
        this.schemaVersion = schemaVersion;
        this.clockGuard = clockGuard;
        this.clockLimits = clockLimits;
        this.number = number;
        this.certificates = certificates;
        this.line = line;
    }

    @Override
    public Integer call() {
        HealthCheckResponse health = schemaVersion.call();
        boolean ok = health.getStatus() == HealthCheckResponse.Status.UP;
        String missing = health.getData()
                .map(d -> String.valueOf(d.get("mangler")))
                .filter(m -> !m.isBlank())
                .orElse(null);
        Duration deviation = clockGuard.measure();
        StateReport report = new StateReport(
                ok, missing, deviation.toMillis() / MILLIS, number.undecided(), certificates.within(sertifikatDager));
        line.answer(report);
        // The platform's own goes on working when it has run out: clients do not look at its dates (PlatformKeys).
        boolean leftToPost = report.sertifikater().stream().anyMatch(s -> s.utlopt() && s.kontoId() != null);
        boolean clocksRight = deviation.abs().compareTo(clockLimits.varselAvvik()) < 0;
        return ok && clocksRight && !report.uavgjort().containsKey(STOPPED) && !leftToPost
                ? ExitCodes.EXECUTED
                : ExitCodes.REFUSED;
    }
}
