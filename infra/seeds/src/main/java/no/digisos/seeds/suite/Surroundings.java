package no.digisos.seeds.suite;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import no.digisos.common.crypto.RecipientKey;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Recipients;
import no.digisos.testkit.database.TestDatabase;
import no.digisos.testkit.tls.KeyDirectory;

/**
 * Everything that a function needs around it in a black-box test: seeded database, token issuers, keys. Made once for all tests of
 * this JVM, and gone with it.
 */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
    /** Quarkus may start this class in a class loader of its own; the settings of the one environment are found here by all. */
    private static final String SHARED = "digisos.testkit.omgivelser";

    @Override
    public Map<String, String> start() {
        return SharedConfig.read(SHARED).orElseGet(() -> config(TestEnvironment.current()));
    }

    /** The settings of these surroundings, for a test class whose function needs others beside them and so runs anew. */
    public static Map<String, String> config(TestEnvironment environment) {
        Map<String, String> config = new HashMap<>(environment.utsteder().config());
        config.put("quarkus.datasource.jdbc.url", environment.database().jdbcUrl());
        // Each function under test logs in as its own role (its application.properties), whose password here is its
        // name.
        config.put("quarkus.datasource.password", "${quarkus.datasource.username}");
        config.put("digisos.nokler.katalog", environment.nokler().toString());
        config.put("digisos.nokler.aktiv.plattform", "ny");
        config.put("digisos.tilgang.syntetiske-personer", "true");
        config.put("digisos.tilgang.admin-klienter", TokenIssuers.CLIENT);
        config.put("digisos.tilgang.borger-klienter", TokenIssuers.CLIENT);
        // What it logs is read by LogGuard; a file that is changed meanwhile would hide lines.
        config.put("quarkus.log.file.enabled", "true");
        config.put("quarkus.log.file.rotation.max-file-size", "1G");
        return config;
    }

    @Override
    public void stop() {
        // Other tests of this JVM use the same surroundings.
    }

    static TestEnvironment make() {
        try {
            TestDatabase database = TestDatabase.create();
            Path keys = Files.createTempDirectory("digisos-nokler");
            KeyDirectory.make(keys);
            RecipientKey oslo = Recipients.generate("Oslo kommune", 2048);
            SeedData.sow(database.owner(), oslo.certificate());
            TestEnvironment environment = new TestEnvironment(database, new TokenIssuers(), keys, oslo);
            SharedConfig.store(SHARED, config(environment));
            return environment;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
