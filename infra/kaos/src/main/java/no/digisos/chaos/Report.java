package no.digisos.chaos;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import no.digisos.chaos.ChaosFindings.Forsendelse;
import no.digisos.chaos.ChaosVerdict.Breach;
import no.digisos.chaos.ChaosVerdict.Kind;

/** Tells how it went. */
final class Report {

    private static final int MOST_TOLD = 20;

    private final PrintStream out;
    private final ChaosOptions options;
    private final Tables tables;

    Report(PrintStream out, ChaosOptions options, Tables tables) {
        this.out = out;
        this.options = options;
        this.tables = tables;
    }

    /**
     * Prints everything.
     *
     * @return whether the promise held, and was put to the test as much as was asked for
     */
    boolean print(Evidence evidence, Map<Target, Integer> kills, ChaosFindings findings, ChaosVerdict verdict)
            throws SQLException {
        int killed = kills.values().stream().mapToInt(Integer::intValue).sum();
        long refused =
                findings.forsendelser().stream().filter(Forsendelse::refused).count();
        line("seed", options.seed() + (options.nativ() ? ", native" : ", JVM"));
        line("accepted", evidence.acceptedCount() + " of " + findings.sent().size() + " that were sent");
        line(
                "kills",
                killed + ": "
                        + kills.entrySet().stream()
                                .map(kill -> kill.getKey().title() + " " + kill.getValue())
                                .collect(Collectors.joining(", ")));
        line(
                "replays",
                evidence.counted("replays") + ", and " + evidence.counted("repeats of what was answered")
                        + " of what was answered");
        line(
                "exactly one",
                verdict.exactlyOne() + ": in a fagsystem's store " + verdict.received() + ", in SvarUt "
                        + verdict.bySvarUt());
        line(
                "one more than needed",
                verdict.oneMore().isEmpty()
                        ? "0"
                        : verdict.oneMore().entrySet().stream()
                                .map(cause -> cause.getValue() + " " + cause.getKey())
                                .collect(Collectors.joining(", ")));
        line("none", Integer.toString(verdict.none()));
        line("in SvarUt", findings.forsendelser().size() + ", of which it refused " + refused + " after taking them");
        line("late receipts", evidence.lateReceipts());
        line("documents compared", Integer.toString(verdict.compared()));
        line("by the tables", tables.states().toString());
        line("history", tables.events().toString());
        line("seen", evidence.counts().toString());
        line(
                "verdict",
                verdict.count().entrySet().stream()
                        .map(count -> count.getKey().name().toLowerCase(Locale.ROOT) + " " + count.getValue())
                        .collect(Collectors.joining(", ")));
        for (Breach breach : verdict.breaches().stream().limit(MOST_TOLD).toList()) {
            count(breach, findings);
        }
        evidence.surprises().stream().limit(MOST_TOLD).forEach(surprise -> out.println("UNEXPECTED " + surprise));
        boolean enough = evidence.acceptedCount() >= options.innsendinger() && killed >= options.drap();
        if (!enough) {
            out.println("NOT ENOUGH: " + options.innsendinger() + " accepted submissions and " + options.drap()
                    + " kills were asked for");
        }
        boolean ok = verdict.holds() && evidence.surprises().isEmpty() && enough;
        out.println(ok ? "The promise held." : "FAILED; repeat the schedule with --seed=" + options.seed());
        return ok;
    }

    private void count(Breach breach, ChaosFindings findings) throws SQLException {
        out.println("BROKEN " + breach);
        findings.copies().stream()
                .filter(copy -> copy.ref().equals(breach.ref()))
                .forEach(copy -> out.println("    in a store " + copy.meldingId() + ", told " + copy.word()));
        findings.forsendelser().stream()
                .filter(f -> f.ref().equals(breach.ref()))
                .forEach(f -> out.println("    in SvarUt " + f.id() + " " + f.status()));
        if (breach.kind() != Kind.CONTENT) {
            tables.story(breach.ref()).forEach(event -> out.println("    " + event));
        }
    }

    private void line(String name, String value) {
        out.println(String.format(Locale.ROOT, "%-20s %s", name, value));
    }
}
