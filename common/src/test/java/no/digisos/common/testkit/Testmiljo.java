package no.digisos.common.testkit;

import java.nio.file.Path;
import java.util.Optional;
import no.digisos.common.krypto.PlatformKeys;
import no.digisos.common.krypto.RecipientKey;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the function under test, for the test itself.
 *
 * @param oslo the certificate and key of Oslo's konto
 */
public record Testmiljo(TestDatabase database, Utsteder utsteder, Path nokler, RecipientKey oslo) {
    private static @Nullable Testmiljo gjeldende;

    /** The surroundings of this test run, made when they are first asked for. */
    public static synchronized Testmiljo gjeldende() {
        Testmiljo miljo = gjeldende;
        if (miljo == null) {
            miljo = Omgivelser.lag();
            gjeldende = miljo;
        }
        return miljo;
    }

    /** The platform's keys, with which a client encrypts and a test may decrypt. */
    public PlatformKeys plattform() {
        return PlatformKeys.load(nokler.resolve("plattform"), Optional.of("ny"));
    }
}
