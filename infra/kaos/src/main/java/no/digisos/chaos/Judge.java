package no.digisos.chaos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.digisos.chaos.ChaosFindings.Copy;
import no.digisos.chaos.ChaosFindings.Forsendelse;
import no.digisos.chaos.ChaosFindings.Row;
import no.digisos.chaos.ChaosFindings.Sent;
import no.digisos.chaos.ChaosFindings.Word;
import no.digisos.chaos.ChaosVerdict.Breach;
import no.digisos.chaos.ChaosVerdict.Kind;

/** Holds what arrived against what was accepted. Pure: everything it needs is in the {@link ChaosFindings}. */
final class Judge {

    /** Made by the sender for each shipment, and not by the client. */
    private static final String METADATA = "forsendelseMetadata.json";

    /** docs/promise.md, "Where it ends". */
    private static final String FORGOTTEN =
            "receipted after the point of the restore, which forgot it; SvarUt has it too";

    private static final String NEVER_ASKED = "told to keep its copy (202) and never asked; SvarUt has it too";

    private final Map<String, List<Copy>> copies;
    private final Map<String, List<Forsendelse>> forsendelser;
    private final Map<String, List<Row>> rows;
    private final List<Sent> sent;
    private final Set<String> forgotten;
    private final List<Breach> breaches = new ArrayList<>();
    private int received;
    private int bySvarUt;
    private final SortedMap<String, Integer> oneMore = new TreeMap<>();
    private int none;
    private int compared;

    private Judge(ChaosFindings findings, Set<String> forgotten) {
        this.sent = findings.sent();
        this.forgotten = Set.copyOf(forgotten);
        this.copies = byRef(findings.copies(), Copy::ref);
        this.forsendelser = byRef(findings.forsendelser(), Forsendelse::ref);
        this.rows = byRef(findings.rows(), Row::ref);
    }

    static ChaosVerdict judge(ChaosFindings findings) {
        return judge(findings, Set.of());
    }

    /**
     * Judges what a restore to an earlier point has left.
     *
     * @param forgotten references whose receivers were told that their receipt counts, which the restored database does not know
     */
    static ChaosVerdict judge(ChaosFindings findings, Set<String> forgotten) {
        Judge judge = new Judge(findings, forgotten);
        judge.sent.forEach(judge::judge);
        judge.strangers();
        return new ChaosVerdict(
                judge.received, judge.bySvarUt, judge.oneMore, judge.none, judge.compared, judge.breaches);
    }

    private void judge(Sent one) {
        List<Copy> kept = of(copies, one.ref());
        List<Forsendelse> all = of(forsendelser, one.ref());
        List<Forsendelse> standing = all.stream().filter(f -> !f.refused()).toList();
        if (one.accepted()) {
            arrival(one, kept, standing, all.size() - standing.size());
            tables(one, kept, standing);
        } else if (!kept.isEmpty() || !all.isEmpty() || !of(rows, one.ref()).isEmpty()) {
            breach(Kind.STRANGER, one.ref(), "no client was told that it was accepted, and yet it is here");
        }
        cases(one, kept, all);
        kept.forEach(copy -> content(one, "the fagsystem's copy", copy.documents()));
        all.forEach(f -> content(one, "SvarUt's copy " + f.id(), f.documents()));
    }

    /**
     * Exactly one of: one message in a store, one shipment that SvarUt has not refused. One more than that only where a fagsystem
     * was told to keep its copy until it asks, and did not ask. Never none.
     */
    private void arrival(Sent one, List<Copy> kept, List<Forsendelse> standing, int refused) {
        Set<UUID> messages = kept.stream().map(Copy::meldingId).collect(Collectors.toSet());
        int arrivals = messages.size() + standing.size();
        if (arrivals == 1) {
            received += messages.size();
            bySvarUt += standing.size();
        } else if (messages.size() == 1
                && standing.size() == 1
                && kept.stream().allMatch(copy -> copy.word() == Word.KEEP)) {
            oneMore.merge(NEVER_ASKED, 1, Integer::sum);
        } else if (messages.size() == 1 && standing.size() == 1 && forgotten.contains(one.ref())) {
            oneMore.merge(FORGOTTEN, 1, Integer::sum);
        } else if (arrivals > 1) {
            breach(
                    Kind.DOUBLED,
                    one.ref(),
                    "messages in stores " + messages + ", forsendelser "
                            + standing.stream().map(Forsendelse::id).toList());
        } else if (of(rows, one.ref()).stream().anyMatch(row -> !row.decided())) {
            // Not lost yet; told as undecided below.
            return;
        } else {
            none++;
            breach(Kind.LOST, one.ref(), "in no store and no forsendelse, but for " + refused + " refused");
        }
    }

    private void tables(Sent one, List<Copy> kept, List<Forsendelse> standing) {
        List<Row> deliveries = of(rows, one.ref());
        if (deliveries.size() != 1) {
            breach(Kind.TABLES, one.ref(), deliveries.size() + " deliveries");
            return;
        }
        Row row = deliveries.getFirst();
        boolean confirmed = row.tilstand().equals("BEKREFTET");
        boolean untold = confirmed
                ? kept.isEmpty()
                : kept.stream().anyMatch(copy -> copy.word() == Word.COUNTS) && !forgotten.contains(one.ref());
        if (!row.decided()) {
            breach(Kind.UNDECIDED, one.ref(), "came to rest as " + row.tilstand());
        } else if (untold || row.tilstand().equals("SVARUT_SENDT") == standing.isEmpty()) {
            breach(
                    Kind.TABLES,
                    one.ref(),
                    row.tilstand() + ", with " + kept.size() + " copies and " + standing.size() + " forsendelser");
        }
    }

    private void cases(Sent one, List<Copy> kept, List<Forsendelse> all) {
        Set<String> told = new HashSet<>();
        one.digisosIds().forEach(id -> told.add(id.toString()));
        kept.forEach(copy -> told.add(copy.digisosId().toString()));
        all.forEach(f -> told.add(f.korrelasjonsid()));
        of(rows, one.ref()).forEach(row -> told.add(row.digisosId().toString()));
        if (told.size() > 1) {
            breach(Kind.TWO_CASES, one.ref(), "told as " + told);
        }
    }

    private void content(Sent one, String where, Map<String, String> copy) {
        for (Map.Entry<String, String> document : one.documents().entrySet()) {
            compared++;
            if (!document.getValue().equals(copy.get(document.getKey()))) {
                breach(Kind.CONTENT, one.ref(), where + " of " + document.getKey() + " is not what was sent");
            }
        }
        Set<String> added = new HashSet<>(copy.keySet());
        added.removeAll(one.documents().keySet());
        added.remove(METADATA);
        if (!added.isEmpty()) {
            breach(Kind.CONTENT, one.ref(), where + " has more: " + added);
        }
    }

    private void strangers() {
        Set<String> known = sent.stream().map(Sent::ref).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>(copies.keySet());
        seen.addAll(forsendelser.keySet());
        seen.removeAll(known);
        seen.forEach(ref -> breach(Kind.STRANGER, ref, "nobody sent this"));
    }

    private void breach(Kind kind, String ref, String what) {
        breaches.add(new Breach(kind, ref, what));
    }

    private static <T> Map<String, List<T>> byRef(List<T> all, Function<T, String> ref) {
        return all.stream().collect(Collectors.groupingBy(ref));
    }

    private static <T> List<T> of(Map<String, List<T>> byRef, String ref) {
        return byRef.getOrDefault(ref, List.of());
    }
}
