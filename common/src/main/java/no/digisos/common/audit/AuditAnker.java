package no.digisos.common.audit;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.digisos.common.database.Transactions;

/**
 * Writes the anchors to the log, where whoever has the database cannot reach them, and finds them there again. One function does it
 * every minute; an anchor that says nothing new is left out. The chains are looked over on the way, so that one that breaks is told of
 * though nobody writes, and so is one that was set back to what it was before the last anchor.
 */
@ApplicationScoped
public class AuditAnker {
    private static final Pattern ANKER = Pattern.compile("audit-anker (v1(?:;\\d{1,3}:\\d{1,19}:[0-9a-f]{64})*)");

    private final Transactions transactions;
    private final AuditKontroll kontroll;
    private final Kjedevakt vakt;
    /** The last head of each chain that nothing has contradicted. */
    private final Map<Integer, Kjedehode> ankret = new HashMap<>();

    private String siste = "";

    public AuditAnker(Transactions transactions, AuditKontroll kontroll, Kjedevakt vakt) {
        this.transactions = transactions;
        this.kontroll = kontroll;
        this.vakt = vakt;
    }

    /** Reads the heads and the ends of the chains, and writes the line {@code audit-anker v1;kjede:antall:hode;…} unless nothing has changed. */
    public synchronized void skriv() {
        Set<Integer> utenom = transactions.autoCommit(vakt::se);
        Map<Integer, Kjedehode> hoder = kontroll.hoder();
        // An anchor vouches for a head: one that is wrong must not become an anchor, and contradict the chain when it
        // is repaired.
        hoder.keySet().removeAll(utenom);
        Map<Integer, Kjedehode> tilbake = kontroll.motsagte(ankret);
        vakt.settTilbake(tilbake);
        hoder.forEach((kjede, hode) -> {
            if (hode.antall() > 0 && !tilbake.containsKey(kjede)) {
                ankret.put(kjede, hode);
            }
        });
        String anker = AuditKontroll.anker(hoder);
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
