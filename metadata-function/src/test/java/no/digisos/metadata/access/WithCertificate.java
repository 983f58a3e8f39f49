package no.digisos.metadata.access;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import no.digisos.seeds.suite.Surroundings;
import no.digisos.seeds.suite.TestEnvironment;

/** The function with TLS of its own, and a virksomhetssertifikat required. */
public final class WithCertificate implements QuarkusTestResourceLifecycleManager {
    static final String NAME = "direkte";

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(Surroundings.config(TestEnvironment.current()));
        int port = CertificateFiles.freePort();
        CertificateFiles.address(NAME, port);
        config.putAll(CertificateFiles.current().config(port));
        return config;
    }

    @Override
    public void stop() {
        // The files are the run's.
    }
}
