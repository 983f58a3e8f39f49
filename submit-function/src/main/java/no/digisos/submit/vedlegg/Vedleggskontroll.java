package no.digisos.submit.vedlegg;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
 * is another file than the one named, is a 400 and nothing is lost (pitfalls.md P1, P12).
 */
public final class Vedleggskontroll {
    /** Missing files named in one refusal. */
    private static final int MAKS_NEVNTE = 100;

    private static final int MAKS_NEVNT_TEGN = 255;

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
     * The attachments in the order of vedlegg.json, the rest last in the order in which they came (pitfalls.md P9).
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
        Vedleggspar par = Vedleggspar.av(spesifikasjon, filer);
        krevAlle(par, par.uten(spesifikasjon.lastetOpp()));
        return par.ordnet(spesifikasjon.alle());
    }

    private static void krevAlle(Vedleggspar par, List<VedleggSpesifikasjon.Fil> uten) {
        List<String> mangler = uten.stream()
                .filter(oppgitt -> !par.harLedig(oppgitt))
                .map(oppgitt -> nevnt(oppgitt.filnavn()))
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
        uten.stream().findFirst().ifPresent(oppgitt -> {
            throw new ApiException(
                    ErrorCode.FIL_IKKE_KOMPLETT,
                    "Filen «" + nevnt(oppgitt.filnavn()) + "» kom ikke hel fram: sha512 i vedlegg.json stemmer ikke");
        });
    }

    /** A name in a refusal: nobody has uploaded a file of this name, so nobody has held it against a limit. */
    private static String nevnt(String filnavn) {
        return filnavn.codePointCount(0, filnavn.length()) <= MAKS_NEVNT_TEGN
                ? filnavn
                : filnavn.substring(0, filnavn.offsetByCodePoints(0, MAKS_NEVNT_TEGN)) + "…";
    }
}
