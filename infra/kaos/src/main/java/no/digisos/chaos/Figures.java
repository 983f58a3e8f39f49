package no.digisos.chaos;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import no.digisos.chaos.ChaosVerdict.Breach;

/** Prints what a drill has found, a line each, and remembers whether all of it was as it should be. */
final class Figures {

    private static final int MOST_TOLD = 20;
    private static final double NANOS = 1e9;

    private final PrintStream out;
    private boolean held = true;

    Figures(PrintStream out) {
        this.out = out;
    }

    /** A figure that is what it is. */
    void line(String name, Object value) {
        out.println(String.format(Locale.ROOT, "%-44s %s", name, value));
    }

    /** How long something took. */
    void seconds(String name, long nanos) {
        line(name, String.format(Locale.ROOT, "%.1f s", nanos / NANOS));
    }

    /** A figure that must be 0. */
    void none(String name, int count) {
        held &= count == 0;
        line(name, count + (count == 0 ? "" : "   FELL: must be 0"));
    }

    /** A figure without which nothing was put to the test. */
    void some(String name, int count) {
        held &= count > 0;
        line(name, count + (count > 0 ? "" : "   NOT ENOUGH: must be 1 at least"));
    }

    /** What the judge found, with the evidence of each broken promise. */
    void verdict(ChaosVerdict verdict, Scene scene) throws SQLException {
        line(
                "delivered exactly once",
                verdict.exactlyOne() + ": in a fagsystem's store " + verdict.received() + ", in SvarUt "
                        + verdict.bySvarUt());
        line(
                "one more than needed",
                verdict.oneMore().isEmpty()
                        ? "0"
                        : verdict.oneMore().entrySet().stream()
                                .map(cause -> cause.getValue() + " " + cause.getKey())
                                .collect(Collectors.joining(", ")));
        line("documents compared", verdict.compared());
        none("lost", verdict.none());
        none("promises broken", verdict.breaches().size());
        for (Breach breach : verdict.breaches().stream().limit(MOST_TOLD).toList()) {
            out.println("BROKEN " + breach);
            scene.tables().story(breach.ref()).forEach(event -> out.println("    " + event));
        }
    }

    /** Answers that nobody should be given. */
    void surprises(List<String> surprises) {
        none("answers that nobody should get", surprises.size());
        surprises.stream().limit(MOST_TOLD).forEach(surprise -> out.println("UNEXPECTED " + surprise));
    }

    /** Tells whether everything was as it should be. */
    boolean held() {
        return held;
    }
}
