package no.digisos.fallback;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Calls that are given up within seconds; what waits for the database's clock is as in production, since that is moved. */
public class Scaled implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("quarkus.scheduler.enabled", "false"),
                Map.entry("digisos.svarut.tjenerkutt", "2s"),
                Map.entry("digisos.svarut.tidsgrense-totalt", "2500ms"),
                Map.entry("digisos.svarut.postvindu", "2s"),
                Map.entry("digisos.svarut.tilkobling", "1s"),
                Map.entry("digisos.svarut.bryter.apen-tid", "1ms"),
                Map.entry("digisos.svarut.sertifikat-levetid", "1h"),
                Map.entry("digisos.varsel.avsender", "digisos@example.no"));
    }
}
