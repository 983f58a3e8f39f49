package no.digisos.seeds.suite;

import java.nio.file.Path;
import java.util.Optional;
import no.digisos.common.crypto.PlatformKeys;
import no.digisos.common.crypto.RecipientKey;
import no.digisos.testkit.database.TestDatabase;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the function under test, for the test itself.
 *
 * @param oslo the certificate and key of Oslo's konto
 */
public record TestEnvironment(TestDatabase database, TokenIssuers utsteder, Path nokler, RecipientKey oslo) {
    private static @Nullable TestEnvironment current;

    /** The surroundings of this test run, made when they are first asked for. */
    public static synchronized TestEnvironment current() {
        TestEnvironment environment = current;
        if (environment == null) {
            environment = Surroundings.make();
            current = environment;
        }
        return environment;
    }

    /** The platform's keys, with which a client encrypts and a test may decrypt. */
    public PlatformKeys platform() {
        return PlatformKeys.load(nokler.resolve("plattform"), Optional.of("ny"));
    }
}
