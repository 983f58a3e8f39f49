package no.digisos.submit.vedlegg;

import java.sql.Connection;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.dokumentlager.Dokumenter.Eier;
import no.digisos.common.dokumentlager.Dokumenter.Filopplysning;
import no.digisos.common.dokumentlager.MottattDokument;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.filformat.VedleggSpesifikasjon;
import no.digisos.common.upload.Fil;
import no.digisos.submit.mellomlagring.Mellomlagringer.MellomlagretFil;

/**
 * Holds vedlegg.json against the files that are there, before anything is accepted: a file that is named and missing, or that
 * is another file than the one named, is a 400 and nothing is lost (pitfalls P1, P12).
 */
public final class Vedleggskontroll {
    private static final Pattern SHA512 = Pattern.compile("[0-9a-fA-F]{128}");

    /** Missing files named in one refusal. */
    private static final int MAKS_NEVNTE = 100;

    private Vedleggskontroll() {}

    /** An attachment, wherever it came from: in the request, or from mellomlagring. */
    public sealed interface Vedleggsfil {
        String filnavn();

        byte[] sha512();

        /** Makes the file the case's. */
        void knytt(Connection c, Dokumenter dokumenter, Eier eier) throws SQLException;
    }

    record IForesporsel(Fil<MottattDokument> fil) implements Vedleggsfil {
        @Override
        public String filnavn() {
            return fil.metadata().filnavn();
        }

        @Override
        public byte[] sha512() {
            return fil.innhold().sha512();
        }

        @Override
        public void knytt(Connection c, Dokumenter dokumenter, Eier eier) throws SQLException {
            dokumenter.knytt(
                    c,
                    fil.innhold().id(),
                    eier,
                    new Filopplysning(
                            filnavn(), fil.metadata().mimetype(), fil.metadata().storrelse()));
        }
    }

    record FraMellomlagring(MellomlagretFil fil) implements Vedleggsfil {
        @Override
        public String filnavn() {
            return fil.filnavn();
        }

        @Override
        public byte[] sha512() {
            return fil.sha512();
        }

        @Override
        public void knytt(Connection c, Dokumenter dokumenter, Eier eier) throws SQLException {
            dokumenter.flytt(c, fil.id(), fil.mellomlagringId(), eier);
        }
    }

    /**
     * The attachments in the order of vedlegg.json, the rest last in the order in which they came (pitfalls P9).
     *
     * @throws ApiException 400 naming what is missing, or what is not the file that vedlegg.json names
     */
    public static List<Vedleggsfil> ordne(
            VedleggSpesifikasjon spesifikasjon,
            List<Fil<MottattDokument>> iForesporsel,
            List<MellomlagretFil> fraMellomlagring) {
        List<Vedleggsfil> filer = new ArrayList<>();
        iForesporsel.forEach(fil -> filer.add(new IForesporsel(fil)));
        fraMellomlagring.forEach(fil -> filer.add(new FraMellomlagring(fil)));
        Map<String, List<Vedleggsfil>> etterNavn =
                filer.stream().collect(Collectors.groupingBy(fil -> navn(fil.filnavn())));
        krevAlle(spesifikasjon, etterNavn);
        krevRiktige(spesifikasjon, etterNavn);
        return ordne(spesifikasjon.rekkefolge(), filer, etterNavn);
    }

    private static void krevAlle(VedleggSpesifikasjon spesifikasjon, Map<String, List<Vedleggsfil>> etterNavn) {
        List<String> mangler = spesifikasjon.lastetOpp().stream()
                .map(VedleggSpesifikasjon.Fil::filnavn)
                .filter(filnavn -> !etterNavn.containsKey(navn(filnavn)))
                .distinct()
                .limit(MAKS_NEVNTE)
                .toList();
        if (!mangler.isEmpty()) {
            throw new ApiException(
                    ErrorCode.VEDLEGG_MANGLER,
                    mangler.stream()
                            .collect(Collectors.joining(
                                    "», «", "vedlegg.json viser til filer som ikke er lastet opp: «", "»")));
        }
    }

    private static void krevRiktige(VedleggSpesifikasjon spesifikasjon, Map<String, List<Vedleggsfil>> etterNavn) {
        for (VedleggSpesifikasjon.Fil oppgitt : spesifikasjon.lastetOpp()) {
            String sha512 = oppgitt.sha512();
            if (sha512 == null || !SHA512.matcher(sha512).matches()) {
                continue;
            }
            boolean funnet = etterNavn.getOrDefault(navn(oppgitt.filnavn()), List.of()).stream()
                    .anyMatch(fil -> HexFormat.of().formatHex(fil.sha512()).equals(sha512.toLowerCase(Locale.ROOT)));
            if (!funnet) {
                throw new ApiException(
                        ErrorCode.FIL_IKKE_KOMPLETT,
                        "Filen «" + oppgitt.filnavn() + "» kom ikke hel fram: sha512 i vedlegg.json stemmer ikke");
            }
        }
    }

    /** Of files with one name, the first goes where the name is listed first: clients send them in the order of the list. */
    private static List<Vedleggsfil> ordne(
            List<String> rekkefolge, List<Vedleggsfil> filer, Map<String, List<Vedleggsfil>> etterNavn) {
        Map<String, Iterator<Vedleggsfil>> igjen = new HashMap<>();
        etterNavn.forEach((navn, like) -> igjen.put(navn, like.iterator()));
        // By identity: two files of one name may be equal, and both count.
        Set<Vedleggsfil> plassert = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Vedleggsfil> ordnet = new ArrayList<>();
        for (String filnavn : rekkefolge) {
            Iterator<Vedleggsfil> neste = igjen.getOrDefault(navn(filnavn), Collections.emptyIterator());
            if (neste.hasNext()) {
                Vedleggsfil fil = neste.next();
                plassert.add(fil);
                ordnet.add(fil);
            }
        }
        filer.stream().filter(fil -> !plassert.contains(fil)).forEach(ordnet::add);
        return ordnet;
    }

    /** A name as readers compare it: one client's letters may be composed where another's are not. */
    private static String navn(String filnavn) {
        return Normalizer.normalize(filnavn, Normalizer.Form.NFC);
    }
}
