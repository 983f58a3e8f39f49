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
import no.digisos.common.filformat.VedleggSpesifikasjon;
import no.digisos.common.filformat.VedleggSpesifikasjon.Fil;
import no.digisos.submit.vedlegg.Vedleggskontroll.Vedleggsfil;

/**
 * Which file each entry of vedlegg.json means. A file is one entry's alone, so two entries of one name need two files. An entry
 * takes the file of its very name before one whose name is the same only when composed, and of several the one of its hash; what is
 * still alike goes in the order in which it came. Entries whose status says that the file is uploaded choose first.
 */
final class Vedleggspar {
    private static final Pattern SHA512 = Pattern.compile("[0-9a-fA-F]{128}");

    private static final Regel SAMME_NAVN =
            (oppgitt, sha512, fil) -> oppgitt.filnavn().equals(fil.filnavn());
    private static final Regel SAMME_HASH = (oppgitt, sha512, fil) -> Arrays.equals(sha512, fil.sha512());
    private static final Regel UTEN_HASH = (oppgitt, sha512, fil) -> sha512.length == 0;
    private static final Regel ALLE = (oppgitt, sha512, fil) -> true;

    private final List<Vedleggsfil> filer;
    private final Map<String, List<Vedleggsfil>> ledige = new HashMap<>();
    private final Map<Fil, Vedleggsfil> par = new HashMap<>();

    /** When a file that is the same by name may be an entry's. */
    @FunctionalInterface
    private interface Regel {
        /** @param sha512 what the entry states, or no bytes when it states none that can be one */
        boolean passer(Fil oppgitt, byte[] sha512, Vedleggsfil fil);

        default Regel og(Regel annen) {
            return (oppgitt, sha512, fil) -> passer(oppgitt, sha512, fil) && annen.passer(oppgitt, sha512, fil);
        }
    }

    private Vedleggspar(List<Vedleggsfil> filer) {
        this.filer = filer;
        filer.forEach(fil -> ledige.computeIfAbsent(Vedleggsnavn.likt(fil.filnavn()), navn -> new ArrayList<>())
                .add(fil));
    }

    /** @param filer in the order in which they came */
    static Vedleggspar av(VedleggSpesifikasjon spesifikasjon, List<Vedleggsfil> filer) {
        Vedleggspar par = new Vedleggspar(filer);
        for (Regel regel : List.of(SAMME_NAVN.og(SAMME_HASH), SAMME_NAVN.og(UTEN_HASH), SAMME_HASH, UTEN_HASH)) {
            par.finn(spesifikasjon.lastetOpp(), regel);
        }
        return par;
    }

    /** Those of these entries that have no file. */
    List<Fil> uten(List<Fil> oppgitte) {
        return oppgitte.stream().filter(fil -> !par.containsKey(fil)).toList();
    }

    /** Whether a file of the entry's name is there that is no entry's. */
    boolean harLedig(Fil oppgitt) {
        return ledige.containsKey(Vedleggsnavn.likt(oppgitt.filnavn()));
    }

    /** The files in the order of the entries, the rest last as they came. */
    List<Vedleggsfil> ordnet(List<Fil> alle) {
        for (Regel regel : List.of(SAMME_NAVN.og(SAMME_HASH), SAMME_NAVN, ALLE)) {
            finn(alle, regel);
        }
        // By identity: two files of one name may be equal, and both count.
        Set<Vedleggsfil> plassert = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Vedleggsfil> ordnet = new ArrayList<>();
        for (Fil oppgitt : alle) {
            Vedleggsfil fil = par.get(oppgitt);
            if (fil != null && plassert.add(fil)) {
                ordnet.add(fil);
            }
        }
        filer.stream().filter(fil -> !plassert.contains(fil)).forEach(ordnet::add);
        return ordnet;
    }

    private void finn(List<Fil> oppgitte, Regel regel) {
        for (Fil oppgitt : oppgitte) {
            String navn = Vedleggsnavn.likt(oppgitt.filnavn());
            List<Vedleggsfil> like = ledige.get(navn);
            if (like == null || par.containsKey(oppgitt)) {
                continue;
            }
            byte[] sha512 = sha512(oppgitt);
            like.stream()
                    .filter(fil -> regel.passer(oppgitt, sha512, fil))
                    .findFirst()
                    .ifPresent(fil -> {
                        par.put(oppgitt, fil);
                        like.remove(fil);
                        if (like.isEmpty()) {
                            ledige.remove(navn);
                        }
                    });
        }
    }

    private static byte[] sha512(Fil oppgitt) {
        String sha512 = oppgitt.sha512();
        return sha512 != null && SHA512.matcher(sha512).matches()
                ? HexFormat.of().parseHex(sha512)
                : new byte[0];
    }
}
