package no.digisos.drift;

import io.quarkus.picocli.runtime.PicocliRunner;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jspecify.annotations.Nullable;

/** Starts the program. One that cannot start (no keys, a setting that cannot be read) says why in a sentence, as every command does. */
@QuarkusMain
public class Hoved {
    private Hoved() {}

    public static void main(String... args) {
        Quarkus.run(PicocliRunner.class, Hoved::avslutt, args);
    }

    private static void avslutt(int kode, @Nullable Throwable feil) {
        if (feil != null) {
            System.err.println("digisos-drift: " + Setning.om(feil));
        }
        System.exit(feil == null ? kode : Utgang.KUNNE_IKKE);
    }
}
