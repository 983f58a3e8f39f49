package no.digisos.local.kaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import no.digisos.local.kaos.Findings.Receipt;
import no.digisos.local.kaos.Findings.Sent;

/** What everybody outside saw, while it happened. Safe for many threads. */
final class Evidence {

    private final ConcurrentMap<String, Submission> sent = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Set<UUID>> accepted = new ConcurrentHashMap<>();
    private final List<Case> cases = Collections.synchronizedList(new ArrayList<>());
    private final ConcurrentMap<UUID, Receipt> receipts = new ConcurrentHashMap<>();
    private final Set<UUID> tooLate = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, AtomicInteger> counts = new ConcurrentSkipListMap<>();
    private final List<String> surprises = Collections.synchronizedList(new ArrayList<>());

    void sends(Submission submission) {
        sent.putIfAbsent(submission.ref(), submission);
    }

    /** A client was told that it was taken, as this case. */
    void accepted(Submission submission, UUID digisosId) {
        boolean first = accepted.putIfAbsent(submission.ref(), ConcurrentHashMap.newKeySet()) == null;
        accepted.computeIfAbsent(submission.ref(), _ -> ConcurrentHashMap.newKeySet())
                .add(digisosId);
        if (first && submission.isSoknad()) {
            cases.add(new Case(submission, digisosId));
        }
    }

    int acceptedCount() {
        return accepted.size();
    }

    boolean isAccepted(String ref) {
        return accepted.containsKey(ref);
    }

    /** An accepted søknad and the case it became. */
    record Case(Submission soknad, UUID digisosId) {}

    /** In the order in which they were accepted. */
    List<Case> cases() {
        synchronized (cases) {
            return List.copyOf(cases);
        }
    }

    void receipted(Receipt receipt) {
        receipts.put(receipt.meldingId(), receipt);
    }

    boolean isReceipted(UUID meldingId) {
        return receipts.containsKey(meldingId);
    }

    /** A fagsystem was told that its receipt was too late. */
    void tooLate(UUID meldingId) {
        tooLate.add(meldingId);
    }

    /** Receipts that were too late, and stayed so. */
    int lateReceipts() {
        return (int) tooLate.stream().filter(id -> !receipts.containsKey(id)).count();
    }

    /** Receipts that were too late, and were honoured after all. */
    int lateReceiptsHonoured() {
        return (int) tooLate.stream().filter(receipts::containsKey).count();
    }

    void count(String what) {
        counts.computeIfAbsent(what, _ -> new AtomicInteger()).incrementAndGet();
    }

    int counted(String what) {
        AtomicInteger count = counts.get(what);
        return count == null ? 0 : count.get();
    }

    SortedMap<String, Integer> counts() {
        SortedMap<String, Integer> all = new TreeMap<>();
        counts.forEach((what, count) -> all.put(what, count.get()));
        return all;
    }

    /** Something that nobody should ever be answered. */
    void surprise(String what) {
        surprises.add(what);
    }

    List<String> surprises() {
        synchronized (surprises) {
            return List.copyOf(surprises);
        }
    }

    List<Sent> sent() {
        return sent.values().stream()
                .map(submission -> new Sent(
                        submission.ref(),
                        submission.documents(),
                        isAccepted(submission.ref()),
                        accepted.getOrDefault(submission.ref(), Set.of())))
                .toList();
    }

    List<Receipt> receipts() {
        return List.copyOf(receipts.values());
    }
}
