package no.digisos.common.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import no.digisos.common.krypto.RecipientKey;
import no.digisos.common.krypto.TestCertificates;

/**
 * Everything that a function needs around it in a black-box test: seeded database, token issuers, keys. Made once for all tests of
 * this JVM, and gone with it.
 */
public final class Omgivelser implements QuarkusTestResourceLifecycleManager {
    /** Quarkus may start this class in a class loader of its own; the settings of the one environment are found here by all. */
    private static final String FELLES = "digisos.testkit.omgivelser";

    @Override
    public Map<String, String> start() {
        return FellesConfig.les(FELLES).orElseGet(() -> config(Testmiljo.gjeldende()));
    }

    /** The settings of these surroundings, for a test class whose function needs others beside them and so runs anew. */
    public static Map<String, String> config(Testmiljo miljo) {
        Map<String, String> config = new HashMap<>(miljo.utsteder().config());
        config.put("quarkus.datasource.jdbc.url", miljo.database().jdbcUrl());
        // Each function under test logs in as its own role (its application.properties), whose password here is its
        // name.
        config.put("quarkus.datasource.password", "${quarkus.datasource.username}");
        config.put("digisos.nokler.katalog", miljo.nokler().toString());
        config.put("digisos.nokler.aktiv.plattform", "ny");
        config.put("digisos.tilgang.syntetiske-personer", "true");
        config.put("digisos.tilgang.admin-klienter", Utsteder.KLIENT);
        config.put("digisos.tilgang.borger-klienter", Utsteder.KLIENT);
        // What it logs is read by Loggvakt; a file that is changed meanwhile would hide lines.
        config.put("quarkus.log.file.enabled", "true");
        config.put("quarkus.log.file.rotation.max-file-size", "1G");
        return config;
    }

    @Override
    public void stop() {
        // Other tests of this JVM use the same surroundings.
    }

    static Testmiljo lag() {
        try {
            TestDatabase database = TestDatabase.create();
            Path nokler = Files.createTempDirectory("digisos-nokler");
            Nokkelkatalog.lag(nokler);
            RecipientKey oslo = TestCertificates.generate("Oslo kommune", 2048);
            Fro.sa(database.owner(), oslo.certificate());
            Testmiljo miljo = new Testmiljo(database, new Utsteder(), nokler, oslo);
            FellesConfig.lagre(FELLES, config(miljo));
            return miljo;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
