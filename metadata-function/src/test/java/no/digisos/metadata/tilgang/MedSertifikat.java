package no.digisos.metadata.tilgang;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.Testmiljo;

/** The function with TLS of its own, and a virksomhetssertifikat required. */
public final class MedSertifikat implements QuarkusTestResourceLifecycleManager {
    static final String NAVN = "direkte";

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(Omgivelser.config(Testmiljo.gjeldende()));
        int port = Sertifikatverk.ledigPort();
        Sertifikatverk.adresse(NAVN, port);
        config.putAll(Sertifikatverk.gjeldende().config(port));
        return config;
    }

    @Override
    public void stop() {
        // The files are the run's.
    }
}
