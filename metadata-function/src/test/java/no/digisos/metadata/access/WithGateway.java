package no.digisos.metadata.access;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import no.digisos.common.crypto.Certificates;
import no.digisos.seeds.suite.Surroundings;
import no.digisos.seeds.suite.TestEnvironment;

/** The function behind a gateway that hands the virksomhetssertifikat on. */
public final class WithGateway implements QuarkusTestResourceLifecycleManager {
    static final String NAME = "gateway";

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(Surroundings.config(TestEnvironment.current()));
        CertificateFiles files = CertificateFiles.current();
        int port = CertificateFiles.freePort();
        CertificateFiles.address(NAME, port);
        config.putAll(files.config(port));
        config.put("digisos.virksomhetssertifikat.kilde", "gateway");
        config.put(
                "digisos.virksomhetssertifikat.gateway-avtrykk",
                Certificates.fingerprint(files.certificate(CertificateFiles.GATEWAY)));
        return config;
    }

    @Override
    public void stop() {
        // The files are the run's.
    }
}
