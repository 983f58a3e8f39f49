package no.digisos.local.kaos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.digisos.local.kaos.Findings.Forsendelse;
import no.digisos.local.kaos.Findings.Receipt;
import no.digisos.local.kaos.Findings.Row;
import no.digisos.local.kaos.Findings.Sent;
import no.digisos.local.kaos.Verdict.Breach;
import no.digisos.local.kaos.Verdict.Kind;

/** Holds what arrived against what was accepted. Pure: everything it needs is in the {@link Findings}. */
final class Judge {

    /** Made by the sender for each shipment, and not by the client. */
    private static final String METADATA = "forsendelseMetadata.json";

    private final Map<String, List<Receipt>> receipts;
    private final Map<String, List<Forsendelse>> forsendelser;
    private final Map<String, List<Row>> rows;
    private final List<Sent> sent;
    private final List<Breach> breaches = new ArrayList<>();
    private int received;
    private int bySvarUt;
    private int compared;

    private Judge(Findings findings) {
        this.sent = findings.sent();
        this.receipts = byRef(findings.receipts(), Receipt::ref);
        this.forsendelser = byRef(findings.forsendelser(), Forsendelse::ref);
        this.rows = byRef(findings.rows(), Row::ref);
    }

    static Verdict judge(Findings findings) {
        Judge judge = new Judge(findings);
        judge.sent.forEach(judge::judge);
        judge.strangers();
        return new Verdict(judge.received, judge.bySvarUt, judge.compared, judge.breaches);
    }

    private void judge(Sent one) {
        List<Receipt> received = of(receipts, one.ref());
        List<Forsendelse> all = of(forsendelser, one.ref());
        List<Forsendelse> standing = all.stream().filter(f -> !f.refused()).toList();
        if (one.accepted()) {
            arrival(one, received, standing, all.size() - standing.size());
            tables(one, received, standing);
        } else if (!received.isEmpty() || !all.isEmpty() || !of(rows, one.ref()).isEmpty()) {
            breach(Kind.STRANGER, one.ref(), "no client was told that it was accepted, and yet it is here");
        }
        cases(one, received, all);
        received.forEach(receipt -> content(one, "the fagsystem's copy", receipt.documents()));
        all.forEach(f -> content(one, "SvarUt's copy " + f.id(), f.documents()));
    }

    /** Exactly one of: one receipted message, one shipment that SvarUt has not refused. */
    private void arrival(Sent one, List<Receipt> got, List<Forsendelse> standing, int refused) {
        Set<UUID> messages = got.stream().map(Receipt::meldingId).collect(Collectors.toSet());
        int arrivals = messages.size() + standing.size();
        if (arrivals == 1) {
            received += messages.size();
            bySvarUt += standing.size();
        } else if (arrivals > 1) {
            breach(
                    Kind.DOUBLED,
                    one.ref(),
                    "receipted messages " + messages + ", forsendelser "
                            + standing.stream().map(Forsendelse::id).toList());
        } else if (of(rows, one.ref()).stream().anyMatch(row -> !row.decided())) {
            // Not lost yet; told as undecided below.
            return;
        } else {
            breach(Kind.LOST, one.ref(), "no receipt and no forsendelse, but for " + refused + " refused");
        }
    }

    private void tables(Sent one, List<Receipt> got, List<Forsendelse> standing) {
        List<Row> deliveries = of(rows, one.ref());
        if (deliveries.size() != 1) {
            breach(Kind.TABLES, one.ref(), deliveries.size() + " deliveries");
            return;
        }
        Row row = deliveries.getFirst();
        if (!row.decided()) {
            breach(Kind.UNDECIDED, one.ref(), "came to rest as " + row.tilstand());
        } else if (row.tilstand().equals("BEKREFTET") == got.isEmpty()
                || row.tilstand().equals("SVARUT_SENDT") == standing.isEmpty()) {
            breach(
                    Kind.TABLES,
                    one.ref(),
                    row.tilstand() + ", with " + got.size() + " receipts and " + standing.size() + " forsendelser");
        }
    }

    private void cases(Sent one, List<Receipt> got, List<Forsendelse> all) {
        Set<String> told = new HashSet<>();
        one.digisosIds().forEach(id -> told.add(id.toString()));
        got.forEach(receipt -> told.add(receipt.digisosId().toString()));
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
        Set<String> seen = new HashSet<>(receipts.keySet());
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
