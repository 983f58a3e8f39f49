package no.digisos.submit.vedlegg;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.dokumentlager.DokumentTable.FileInfo;
import no.digisos.common.dokumentlager.DokumentTable.Owner;
import no.digisos.common.dokumentlager.ReceivedDokument;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.fileformat.VedleggSpecification;
import no.digisos.common.mellomlagring.MellomlagringTable.MellomlagringFile;
import no.digisos.common.upload.FileEntry;

/**
 * Holds vedlegg.json against the files that are there, before anything is accepted: a file that is named and missing, or that
 * is another file than the one named, is a 400 and nothing is lost (pitfalls.md P1, P12).
 */
public final class VedleggCheck {
    /** Missing files named in one refusal. */
    private static final int MAX_NAMED = 100;

    private static final int MAX_NAMED_CHARS = 255;

    private VedleggCheck() {}

    /** An attachment, wherever it came from: in the request, or from mellomlagring. */
    public sealed interface VedleggFile {
        /** The name that the sender gave the file. */
        String filnavn();

        /** The digest of the plain file, which the attachment list names it by. */
        byte[] sha512();

        /** Makes the file the case's. */
        void attach(Connection c, DokumentTable dokumenter, Owner owner) throws SQLException;
    }

    record IRequest(FileEntry<ReceivedDokument> fil) implements VedleggFile {
        @Override
        public String filnavn() {
            return fil.metadata().filnavn();
        }

        @Override
        public byte[] sha512() {
            return fil.innhold().sha512();
        }

        @Override
        public void attach(Connection c, DokumentTable dokumenter, Owner owner) throws SQLException {
            dokumenter.attach(
                    c,
                    fil.innhold().id(),
                    owner,
                    new FileInfo(
                            filnavn(), fil.metadata().mimetype(), fil.metadata().storrelse()));
        }
    }

    record FromMellomlagring(MellomlagringFile fil) implements VedleggFile {
        @Override
        public String filnavn() {
            return fil.filnavn();
        }

        @Override
        public byte[] sha512() {
            return fil.sha512();
        }

        @Override
        public void attach(Connection c, DokumentTable dokumenter, Owner owner) throws SQLException {
            dokumenter.move(c, fil.id(), fil.mellomlagringId(), owner);
        }
    }

    /**
     * The attachments in the order of vedlegg.json, the rest last in the order in which they came (pitfalls.md P9).
     *
     * @throws ApiException 400 naming what is missing, or what is not the file that vedlegg.json names
     */
    public static List<VedleggFile> inOrder(
            VedleggSpecification specification,
            List<FileEntry<ReceivedDokument>> iRequest,
            List<MellomlagringFile> fromMellomlagring) {
        List<VedleggFile> files = new ArrayList<>();
        iRequest.forEach(file -> files.add(new IRequest(file)));
        fromMellomlagring.forEach(file -> files.add(new FromMellomlagring(file)));
        VedleggPairs pair = VedleggPairs.of(specification, files);
        requireAll(pair, pair.without(specification.lastetOpp()));
        return pair.ordered(specification.alle());
    }

    private static void requireAll(VedleggPairs pair, List<VedleggSpecification.FileEntry> without) {
        List<String> missing = without.stream()
                .filter(stated -> !pair.hasFree(stated))
                .map(stated -> named(stated.filnavn()))
                .distinct()
                .limit(MAX_NAMED)
                .toList();
        if (!missing.isEmpty()) {
            throw new ApiException(
                    ErrorCode.VEDLEGG_MANGLER,
                    missing.stream()
                            .collect(Collectors.joining(
                                    "», «", "vedlegg.json viser til filer som ikke er lastet opp: «", "»")));
        }
        without.stream().findFirst().ifPresent(stated -> {
            throw new ApiException(
                    ErrorCode.FIL_IKKE_KOMPLETT,
                    "Filen «" + named(stated.filnavn()) + "» kom ikke hel fram: sha512 i vedlegg.json stemmer ikke");
        });
    }

    /** A name in a refusal: nobody has uploaded a file of this name, so nobody has held it against a limit. */
    private static String named(String filnavn) {
        return filnavn.codePointCount(0, filnavn.length()) <= MAX_NAMED_CHARS
                ? filnavn
                : filnavn.substring(0, filnavn.offsetByCodePoints(0, MAX_NAMED_CHARS)) + "…";
    }
}
