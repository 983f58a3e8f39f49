package no.digisos.fuzz;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of all requests. */
final class Findings {
    private static final int SHOWN = 20;

    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final Map<String, Long> classes = new TreeMap<>();
    private final List<String> examples = new ArrayList<>();
    private long sent;

    synchronized void add(Verdict verdict, int status, String example) {
        sent++;
        verdicts.merge(verdict, 1L, Long::sum);
        classes.merge(status == 0 ? "none" : status == 503 ? "503" : status / 100 + "xx", 1L, Long::sum);
        if (verdict != Verdict.KEPT && examples.size() < SHOWN) {
            examples.add(verdict.text() + ": " + example);
        }
    }

    synchronized long sent() {
        return sent;
    }

    synchronized boolean fell() {
        return verdicts.keySet().stream().anyMatch(verdict -> verdict != Verdict.KEPT);
    }

    synchronized List<String> examples() {
        return List.copyOf(examples);
    }

    /** The figures, a line each. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("requests: " + sent);
        lines.add("answers by status class: " + classes);
        for (Verdict verdict : Verdict.values()) {
            if (verdict != Verdict.KEPT) {
                lines.add(verdict.text() + ": " + verdicts.getOrDefault(verdict, 0L));
            }
        }
        return lines;
    }
}
