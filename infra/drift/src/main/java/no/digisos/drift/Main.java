package no.digisos.drift;

import io.quarkus.picocli.runtime.PicocliRunner;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import no.digisos.drift.command.ExitCodes;
import no.digisos.drift.command.Sentence;
import org.jspecify.annotations.Nullable;

/** Starts the program. One that cannot start (no keys, a setting that cannot be read) says why in a sentence, as every command does. */
@QuarkusMain
public class Main {
    private Main() {}

    public static void main(String... args) {
        Quarkus.run(PicocliRunner.class, Main::finish, args);
    }

    private static void finish(int code, @Nullable Throwable failure) {
        if (failure != null) {
            System.err.println("digisos-drift: " + Sentence.about(failure));
        }
        System.exit(failure == null ? code : ExitCodes.COULD_NOT);
    }
}
