package no.digisos.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import no.digisos.chaos.ChaosFindings.Sent;

/** What everybody outside saw, while it happened. Safe for many threads. */
final class Evidence {

    private final ConcurrentMap<String, Submission> sent = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Set<UUID>> accepted = new ConcurrentHashMap<>();
    private final List<Case> cases = Collections.synchronizedList(new ArrayList<>());
    private final Set<UUID> receipted = ConcurrentHashMap.newKeySet();
    private final Set<UUID> toldToKeep = ConcurrentHashMap.newKeySet();
    private final Set<UUID> toldToDrop = ConcurrentHashMap.newKeySet();
    private final Set<UUID> rejected = ConcurrentHashMap.newKeySet();
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

    /** References that clients were told were taken. */
    Set<String> acceptedRefs() {
        return Set.copyOf(accepted.keySet());
    }

    /** References that clients have sent, answered or not. */
    Set<String> sentRefs() {
        return Set.copyOf(sent.keySet());
    }

    /** What clients have sent under this reference. */
    Submission submission(String ref) {
        return Objects.requireNonNull(sent.get(ref), ref);
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

    /** A fagsystem was told that its receipt counts. */
    void receipted(UUID meldingId) {
        receipted.add(meldingId);
    }

    /** The messages of which a fagsystem was told so. */
    Set<UUID> receipted() {
        return Set.copyOf(receipted);
    }

    int receiptedCount() {
        return receipted.size();
    }

    /** A fagsystem was told to keep its copy until it is known whether SvarUt has the message too. */
    void toldToKeep(UUID meldingId) {
        toldToKeep.add(meldingId);
    }

    /** A fagsystem was told that SvarUt has the message, and dropped its copy. */
    void toldToDrop(UUID meldingId) {
        toldToDrop.add(meldingId);
    }

    /** A fagsystem's rejection was taken, and it dropped its copy. */
    void rejected(UUID meldingId) {
        rejected.add(meldingId);
    }

    /** What became of the receipts that came too late. */
    String lateReceipts() {
        Set<UUID> open = new HashSet<>(toldToKeep);
        open.removeAll(receipted);
        open.removeAll(toldToDrop);
        open.removeAll(rejected);
        return toldToKeep.size() + " told to keep (202): " + both(toldToKeep, receipted) + " count after all, "
                + both(toldToKeep, toldToDrop) + " dropped since SvarUt has it, " + both(toldToKeep, rejected)
                + " rejected afterwards, " + open.size() + " never asked; " + toldToDrop.size()
                + " copies dropped on our word";
    }

    private static long both(Set<UUID> some, Set<UUID> others) {
        return some.stream().filter(others::contains).count();
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
}
