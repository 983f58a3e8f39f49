package no.digisos.chaos;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * All durations of delivery.md, scaled down by one number. Those that the database decides (frist, leases, grace, hold, the wait
 * before a look-up, every back-off) keep their configuration, since its clock runs {@link #SPEED} times as fast. Those that a
 * process measures are configured to a {@link #SPEED}th; the few that bear on no guarantee are what a busy machine needs.
 *
 * <p>In real time: frist 60 s, grace 15 s, hold 10 s, lease 15 s, post window 1 s, SvarUt's cut 15 s, our own limit 16 s, look-up
 * after 30 s.
 */
final class TimeProfile {

    /** Seconds of the database in a real second. */
    static final int SPEED = 60;

    /** The shortest frist that a kommune may have; by the database's clock. */
    static final String FRIST = "1 hour";

    /** A lease, in seconds of the database. */
    static final int LEASE_SECONDS = 900;

    /** SvarUt's own cut, in real time. */
    static final Duration SVARUT_CUT = Duration.ofMinutes(15).dividedBy(SPEED);

    private TimeProfile() {}

    /** What the fallback-job is told otherwise than usual. */
    static Map<String, String> fallback(URI svarUt) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("DIGISOS_SVARUT_URL", svarUt + "/api");
        environment.put("DIGISOS_SVARUT_POSTVINDU", "PT1S");
        environment.put("DIGISOS_SVARUT_TIDSGRENSE_TOTALT", "PT16S");
        environment.put("DIGISOS_SVARUT_TJENERKUTT", SVARUT_CUT.toString());
        environment.put("DIGISOS_SVARUT_SERTIFIKAT_LEVETID", "PT60S");
        environment.put("DIGISOS_SVARUT_BRYTER_APEN_TID", "PT0.5S");
        // Bear on no guarantee.
        environment.put("DIGISOS_SVARUT_TILKOBLING", "PT1S");
        environment.put("DIGISOS_SVARUT_OPPSLAGSFRIST", "PT3S");
        environment.put("DIGISOS_FALLBACK_MELLOMROM", "PT1S");
        environment.put("DIGISOS_FALLBACK_NYTT_ARBEID", "PT10S");
        // Below the frist, so that a message can be worn out before it.
        environment.put("DIGISOS_FALLBACK_MAKS_DATAFORSOK", "2");
        environment.put("DIGISOS_FALLBACK_MINSTE_DATATID", "PT10M");
        // It is started again and again, and lives too short a life for the better compiler.
        environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        return environment;
    }

    /** The same for runs that bring everything to rest: they may take more at once. */
    static Map<String, String> fallbackAtRest(URI svarUt) {
        Map<String, String> environment = fallback(svarUt);
        environment.put("DIGISOS_FALLBACK_BOLK", "1000");
        environment.put("DIGISOS_FALLBACK_NYTT_ARBEID", "PT60S");
        return environment;
    }
}
