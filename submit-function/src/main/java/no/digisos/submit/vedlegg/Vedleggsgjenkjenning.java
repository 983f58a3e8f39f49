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
import no.digisos.common.filformat.VedleggSpesifikasjon;
import no.digisos.common.krypto.CanonicalJson;

/**
 * Knows the vedlegg.json of a repeat, which is never the one of the first (pitfalls.md P21): references to hendelser are new,
 * and since the first emptied mellomlagring, clients no longer list the files that it took, and say so in the status.
 */
public final class Vedleggsgjenkjenning {
    private static final String VEDLEGG = "vedlegg";
    private static final String FILER = "filer";
    private static final String STATUS = "status";
    private static final String HENDELSE_REFERANSE = "hendelseReferanse";

    /**
     * Entries that are not word for word those of the first, before they are held against each other one by one. Clients send some
     * tens; with more the repeat counts as something else, and nothing is lost by that.
     */
    private static final int MAKS_ENDREDE = 1000;

    private Vedleggsgjenkjenning() {}

    /**
     * Whether the repeat says nothing that the first one did not: each of its entries is one of the first's, but for
     * hendelseReferanse, with the same files or some of them, and with the same status unless it is one that was uploaded and now
     * lists no file.
     */
    public static boolean sierIkkeMer(JsonNode forste, JsonNode gjentatt) {
        if (!kanonisk(forste, Set.of(VEDLEGG)).equals(kanonisk(gjentatt, Set.of(VEDLEGG)))) {
            return false;
        }
        if (!erListe(forste.path(VEDLEGG)) || !erListe(gjentatt.path(VEDLEGG))) {
            return kanonisk(forste, Set.of()).equals(kanonisk(gjentatt, Set.of()));
        }
        return rommer(oppforinger(forste), oppforinger(gjentatt));
    }

    /**
     * One entry.
     *
     * @param resten what it says besides status and files
     * @param filer each with all that is said of it, in a fixed order
     */
    private record Oppforing(String resten, String status, boolean lastetOpp, List<String> filer) {
        static Oppforing av(JsonNode vedlegg) {
            JsonNode filer = vedlegg.path(FILER);
            boolean lesbar = vedlegg.isObject() && erListe(filer);
            List<String> liste = new ArrayList<>();
            if (lesbar) {
                filer.forEach(fil -> liste.add(kanonisk(fil, Set.of())));
                liste.sort(Comparator.naturalOrder());
            }
            return new Oppforing(
                    kanonisk(
                            vedlegg,
                            lesbar ? Set.of(STATUS, FILER, HENDELSE_REFERANSE) : Set.of(STATUS, HENDELSE_REFERANSE)),
                    vedlegg.path(STATUS).isNull() ? "" : vedlegg.path(STATUS).toString(),
                    VedleggSpesifikasjon.erLastetOpp(vedlegg.path(STATUS)),
                    List.copyOf(liste));
        }

        boolean rommer(Oppforing gjentatt) {
            return resten.equals(gjentatt.resten)
                    && (status.equals(gjentatt.status) || (lastetOpp && gjentatt.filer.isEmpty()))
                    && inneholder(filer, gjentatt.filer);
        }
    }

    private static boolean rommer(List<Oppforing> forste, List<Oppforing> gjentatt) {
        Map<Oppforing, Integer> antall = new HashMap<>();
        forste.forEach(oppforing -> antall.merge(oppforing, 1, Integer::sum));
        List<Oppforing> endrede = new ArrayList<>();
        for (Oppforing oppforing : gjentatt) {
            if (!trekkFra(antall, oppforing)) {
                endrede.add(oppforing);
            }
        }
        List<Oppforing> ledige = new ArrayList<>(
                forste.stream().filter(oppforing -> trekkFra(antall, oppforing)).toList());
        if (endrede.size() > ledige.size() || (!endrede.isEmpty() && ledige.size() > MAKS_ENDREDE)) {
            return false;
        }
        // Those with the most files have the least choice.
        endrede.sort(Comparator.comparingInt(
                        (Oppforing oppforing) -> oppforing.filer().size())
                .reversed());
        return endrede.stream().allMatch(oppforing -> ta(ledige, oppforing));
    }

    /** Takes an entry that has room for this one, rather one of its own status. */
    private static boolean ta(List<Oppforing> ledige, Oppforing oppforing) {
        Predicate<Oppforing> rommer = ledig -> ledig.rommer(oppforing);
        Optional<Oppforing> funnet = ledige.stream()
                .filter(rommer.and(ledig -> ledig.status().equals(oppforing.status())))
                .findFirst()
                .or(() -> ledige.stream().filter(rommer).findFirst());
        funnet.ifPresent(ledige::remove);
        return funnet.isPresent();
    }

    /** Both in order; a file that is there twice counts twice. */
    private static boolean inneholder(List<String> filer, List<String> noen) {
        int neste = 0;
        for (String fil : filer) {
            if (neste < noen.size() && noen.get(neste).equals(fil)) {
                neste++;
            }
        }
        return neste == noen.size();
    }

    /** @return false when there is none left */
    private static boolean trekkFra(Map<Oppforing, Integer> antall, Oppforing oppforing) {
        int igjen = antall.getOrDefault(oppforing, 0);
        if (igjen > 0) {
            antall.put(oppforing, igjen - 1);
        }
        return igjen > 0;
    }

    private static List<Oppforing> oppforinger(JsonNode vedleggJson) {
        List<Oppforing> oppforinger = new ArrayList<>();
        vedleggJson.path(VEDLEGG).forEach(vedlegg -> oppforinger.add(Oppforing.av(vedlegg)));
        return oppforinger;
    }

    private static boolean erListe(JsonNode node) {
        return node.isArray() || node.isMissingNode() || node.isNull();
    }

    private static String kanonisk(JsonNode node, Set<String> uten) {
        return new String(CanonicalJson.of(node, uten, true), StandardCharsets.UTF_8);
    }
}
