package no.digisos.submit.vedlegg;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import no.digisos.common.crypto.CanonicalJson;
import no.digisos.common.fileformat.VedleggSpecification;

/**
 * Knows the vedlegg.json of a repeat, which is never the one of the first (pitfalls.md P21): references to hendelser are new,
 * and since the first emptied mellomlagring, clients no longer list the files that it took, and say so in the status.
 */
public final class VedleggRecognition {
    private static final String VEDLEGG = "vedlegg";
    private static final String FILES = "filer";
    private static final String STATUS = "status";
    private static final String HENDELSE_REFERENCE = "hendelseReferanse";

    /**
     * Entries that are not word for word those of the first, before they are held against each other one by one. Clients send some
     * tens; with more the repeat counts as something else, and nothing is lost by that.
     */
    private static final int MAX_CHANGED = 1000;

    private VedleggRecognition() {}

    /**
     * Whether the repeat says nothing that the first one did not: each of its entries is one of the first's, but for
     * hendelseReferanse, with the same files or some of them, and with the same status unless it is one that was uploaded and now
     * lists no file.
     */
    public static boolean saysNoMore(JsonNode first, JsonNode repeated) {
        if (!canonical(first, Set.of(VEDLEGG)).equals(canonical(repeated, Set.of(VEDLEGG)))) {
            return false;
        }
        if (!isList(first.path(VEDLEGG)) || !isList(repeated.path(VEDLEGG))) {
            return canonical(first, Set.of()).equals(canonical(repeated, Set.of()));
        }
        return holds(entries(first), entries(repeated));
    }

    /**
     * One entry.
     *
     * @param resten what it says besides status and files
     * @param filer each with all that is said of it, in a fixed order
     */
    private record Entry(String resten, String status, boolean lastetOpp, List<String> filer) {
        static Entry of(JsonNode vedlegg) {
            JsonNode files = vedlegg.path(FILES);
            boolean readable = vedlegg.isObject() && isList(files);
            List<String> list = new ArrayList<>();
            if (readable) {
                files.forEach(file -> list.add(canonical(file, Set.of())));
                list.sort(Comparator.naturalOrder());
            }
            return new Entry(
                    canonical(
                            vedlegg,
                            readable ? Set.of(STATUS, FILES, HENDELSE_REFERENCE) : Set.of(STATUS, HENDELSE_REFERENCE)),
                    vedlegg.path(STATUS).isNull() ? "" : vedlegg.path(STATUS).toString(),
                    VedleggSpecification.isUploaded(vedlegg.path(STATUS)),
                    List.copyOf(list));
        }

        boolean holds(Entry repeated) {
            return resten.equals(repeated.resten)
                    && (status.equals(repeated.status) || (lastetOpp && repeated.filer.isEmpty()))
                    && contains(filer, repeated.filer);
        }
    }

    private static boolean holds(List<Entry> first, List<Entry> repeated) {
        Map<Entry, Integer> count = new HashMap<>();
        first.forEach(entry -> count.merge(entry, 1, Integer::sum));
        List<Entry> changed = new ArrayList<>();
        for (Entry entry : repeated) {
            if (!subtract(count, entry)) {
                changed.add(entry);
            }
        }
        List<Entry> freeOnes = new ArrayList<>(
                first.stream().filter(entry -> subtract(count, entry)).toList());
        if (changed.size() > freeOnes.size() || (!changed.isEmpty() && freeOnes.size() > MAX_CHANGED)) {
            return false;
        }
        // Those with the most files have the least choice.
        changed.sort(
                Comparator.comparingInt((Entry entry) -> entry.filer().size()).reversed());
        return changed.stream().allMatch(entry -> take(freeOnes, entry));
    }

    /** Takes an entry that has room for this one, rather one of its own status. */
    private static boolean take(List<Entry> freeOnes, Entry entry) {
        Predicate<Entry> holds = free -> free.holds(entry);
        Optional<Entry> found = freeOnes.stream()
                .filter(holds.and(free -> free.status().equals(entry.status())))
                .findFirst()
                .or(() -> freeOnes.stream().filter(holds).findFirst());
        found.ifPresent(freeOnes::remove);
        return found.isPresent();
    }

    /** Both in order; a file that is there twice counts twice. */
    private static boolean contains(List<String> files, List<String> some) {
        int next = 0;
        for (String file : files) {
            if (next < some.size() && some.get(next).equals(file)) {
                next++;
            }
        }
        return next == some.size();
    }

    /** @return false when there is none left */
    private static boolean subtract(Map<Entry, Integer> count, Entry entry) {
        int remaining = count.getOrDefault(entry, 0);
        if (remaining > 0) {
            count.put(entry, remaining - 1);
        }
        return remaining > 0;
    }

    private static List<Entry> entries(JsonNode vedleggJson) {
        List<Entry> entries = new ArrayList<>();
        vedleggJson.path(VEDLEGG).forEach(vedlegg -> entries.add(Entry.of(vedlegg)));
        return entries;
    }

    private static boolean isList(JsonNode node) {
        return node.isArray() || node.isMissingNode() || node.isNull();
    }

    private static String canonical(JsonNode node, Set<String> without) {
        return new String(CanonicalJson.of(node, without, true), StandardCharsets.UTF_8);
    }
}
