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
public class AuditAnchor {
    private static final Pattern ANCHOR = Pattern.compile("audit-anker (v1(?:;\\d{1,3}:\\d{1,19}:[0-9a-f]{64})*)");

    private final Transactions transactions;
    private final AuditVerifier check;
    private final ChainGuard guard;
    /** The last head of each chain that nothing has contradicted. */
    private final Map<Integer, ChainHead> anchored = new HashMap<>();

    private String last = "";

    public AuditAnchor(Transactions transactions, AuditVerifier check, ChainGuard guard) {
        this.transactions = transactions;
        this.check = check;
        this.guard = guard;
    }

    /** Reads the heads and the ends of the chains, and writes the line {@code audit-anker v1;kjede:antall:hode;…} unless nothing has changed. */
    public synchronized void write() {
        Set<Integer> aside = transactions.autoCommit(guard::look);
        Map<Integer, ChainHead> heads = check.heads();
        // An anchor vouches for a head: one that is wrong must not become an anchor, and contradict the chain when it
        // is repaired.
        heads.keySet().removeAll(aside);
        Map<Integer, ChainHead> back = check.contradicted(anchored);
        guard.setBack(back);
        heads.forEach((chain, head) -> {
            if (head.antall() > 0 && !back.containsKey(chain)) {
                anchored.put(chain, head);
            }
        });
        String anchor = AuditVerifier.anchor(heads);
        if (!anchor.equals(last)) {
            Log.info(line(anchor));
            last = anchor;
        }
    }

    static String line(String anchor) {
        return "audit-anker " + anchor;
    }

    /** Every anchor in a log, whatever stands around them, in order and each once. */
    public static List<String> read(Reader log) throws IOException {
        Set<String> anchors = new LinkedHashSet<>();
        BufferedReader lines = new BufferedReader(log);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher hit = ANCHOR.matcher(line);
            while (hit.find()) {
                anchors.add(hit.group(1));
            }
        }
        return List.copyOf(anchors);
    }
}
