package no.digisos.common.audit;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the anchors to the log, where whoever has the database cannot reach them, and finds them there again. One function does it
 * every minute; an anchor that says nothing new is left out.
 */
@ApplicationScoped
public class AuditAnker {
    private static final Pattern ANKER = Pattern.compile("audit-anker (v1(?:;\\d{1,2}:\\d{1,19}:[0-9a-f]{64})*)");

    private final AuditKontroll kontroll;
    private String siste = "";

    public AuditAnker(AuditKontroll kontroll) {
        this.kontroll = kontroll;
    }

    /** Reads the heads, 64 rows, and writes the line {@code audit-anker v1;kjede:antall:hode;…} unless nothing has changed. */
    public synchronized void skriv() throws SQLException {
        String anker = kontroll.anker();
        if (!anker.equals(siste)) {
            Log.info(linje(anker));
            siste = anker;
        }
    }

    static String linje(String anker) {
        return "audit-anker " + anker;
    }

    /** Every anchor in a log, whatever stands around them, in order and each once. */
    public static List<String> les(Reader logg) throws IOException {
        Set<String> ankre = new LinkedHashSet<>();
        BufferedReader linjer = new BufferedReader(logg);
        for (String linje = linjer.readLine(); linje != null; linje = linjer.readLine()) {
            Matcher treff = ANKER.matcher(linje);
            while (treff.find()) {
                ankre.add(treff.group(1));
            }
        }
        return List.copyOf(ankre);
    }
}
