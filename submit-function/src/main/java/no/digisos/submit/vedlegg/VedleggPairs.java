package no.digisos.submit.vedlegg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import no.digisos.common.fileformat.VedleggSpecification;
import no.digisos.common.fileformat.VedleggSpecification.FileEntry;
import no.digisos.submit.vedlegg.VedleggCheck.VedleggFile;

/**
 * Which file each entry of vedlegg.json means. A file is one entry's alone, so two entries of one name need two files. An entry
 * takes the file of its very name before one whose name is the same only when composed, and of several the one of its hash; what is
 * still alike goes in the order in which it came. Entries whose status says that the file is uploaded choose first.
 */
final class VedleggPairs {
    private static final Pattern SHA512 = Pattern.compile("[0-9a-fA-F]{128}");

    private static final Rule SAME_NAME =
            (stated, sha512, file) -> stated.filnavn().equals(file.filnavn());
    private static final Rule SAME_HASH = (stated, sha512, file) -> Arrays.equals(sha512, file.sha512());
    private static final Rule WITHOUT_HASH = (stated, sha512, file) -> sha512.length == 0;
    private static final Rule ALL = (stated, sha512, file) -> true;

    private final List<VedleggFile> files;
    private final Map<String, List<VedleggFile>> freeOnes = new HashMap<>();
    private final Map<FileEntry, VedleggFile> pair = new HashMap<>();

    /** When a file that is the same by name may be an entry's. */
    @FunctionalInterface
    private interface Rule {
        /** @param sha512 what the entry states, or no bytes when it states none that can be one */
        boolean fits(FileEntry stated, byte[] sha512, VedleggFile file);

        default Rule and(Rule another) {
            return (stated, sha512, file) -> fits(stated, sha512, file) && another.fits(stated, sha512, file);
        }
    }

    private VedleggPairs(List<VedleggFile> files) {
        this.files = files;
        files.forEach(
                file -> freeOnes.computeIfAbsent(VedleggNames.comparable(file.filnavn()), name -> new ArrayList<>())
                        .add(file));
    }

    /** @param files in the order in which they came */
    static VedleggPairs of(VedleggSpecification specification, List<VedleggFile> files) {
        VedleggPairs pair = new VedleggPairs(files);
        for (Rule rule : List.of(SAME_NAME.and(SAME_HASH), SAME_NAME.and(WITHOUT_HASH), SAME_HASH, WITHOUT_HASH)) {
            pair.find(specification.lastetOpp(), rule);
        }
        return pair;
    }

    /** Those of these entries that have no file. */
    List<FileEntry> without(List<FileEntry> statedOnes) {
        return statedOnes.stream().filter(file -> !pair.containsKey(file)).toList();
    }

    /** Whether a file of the entry's name is there that is no entry's. */
    boolean hasFree(FileEntry stated) {
        return freeOnes.containsKey(VedleggNames.comparable(stated.filnavn()));
    }

    /** The files in the order of the entries, the rest last as they came. */
    List<VedleggFile> ordered(List<FileEntry> all) {
        for (Rule rule : List.of(SAME_NAME.and(SAME_HASH), SAME_NAME, ALL)) {
            find(all, rule);
        }
        // By identity: two files of one name may be equal, and both count.
        Set<VedleggFile> placed = Collections.newSetFromMap(new IdentityHashMap<>());
        List<VedleggFile> ordered = new ArrayList<>();
        for (FileEntry stated : all) {
            VedleggFile file = pair.get(stated);
            if (file != null && placed.add(file)) {
                ordered.add(file);
            }
        }
        files.stream().filter(file -> !placed.contains(file)).forEach(ordered::add);
        return ordered;
    }

    private void find(List<FileEntry> statedOnes, Rule rule) {
        for (FileEntry stated : statedOnes) {
            String name = VedleggNames.comparable(stated.filnavn());
            List<VedleggFile> matching = freeOnes.get(name);
            if (matching == null || pair.containsKey(stated)) {
                continue;
            }
            byte[] sha512 = sha512(stated);
            matching.stream()
                    .filter(file -> rule.fits(stated, sha512, file))
                    .findFirst()
                    .ifPresent(file -> {
                        pair.put(stated, file);
                        matching.remove(file);
                        if (matching.isEmpty()) {
                            freeOnes.remove(name);
                        }
                    });
        }
    }

    private static byte[] sha512(FileEntry stated) {
        String sha512 = stated.sha512();
        return sha512 != null && SHA512.matcher(sha512).matches()
                ? HexFormat.of().parseHex(sha512)
                : new byte[0];
    }
}
