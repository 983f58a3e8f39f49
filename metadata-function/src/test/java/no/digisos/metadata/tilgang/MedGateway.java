package no.digisos.metadata.tilgang;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import no.digisos.common.krypto.Certificates;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.Testmiljo;

/** The function behind a gateway that hands the virksomhetssertifikat on. */
public final class MedGateway implements QuarkusTestResourceLifecycleManager {
    static final String NAVN = "gateway";

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(Omgivelser.config(Testmiljo.gjeldende()));
        Sertifikatverk verk = Sertifikatverk.gjeldende();
        int port = Sertifikatverk.ledigPort();
        Sertifikatverk.adresse(NAVN, port);
        config.putAll(verk.config(port));
        config.put("digisos.virksomhetssertifikat.kilde", "gateway");
        config.put(
                "digisos.virksomhetssertifikat.gateway-avtrykk",
                Certificates.fingerprint(verk.sertifikat(Sertifikatverk.GATEWAY)));
        return config;
    }

    @Override
    public void stop() {
        // The files are the run's.
    }
}
