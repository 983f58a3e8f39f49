package no.digisos.common.sendform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import no.digisos.common.pdf.Pdf;

/**
 * The form in which a document leaves the exchange, by SvarUt and in a package alike. It is made by one pure function, from
 * whatever a sender said, and its constructor holds it against what SvarUt demands (svarut.md 1): so nothing that was accepted can be
 * stopped for its name or its type. What the case shows of a document is not touched: clients find their files by the name that they
 * sent.
 *
 * @param filnavn unique in its shipment
 * @param mimetype of the plain file; {@code application/pdf} for what is a PDF by its bytes, and for nothing else
 */
public record SendForm(String filnavn, String mimetype, Printing utskrift) {
    /** SvarUt merges what may be printed into one PDF of at most this many bytes (svarut.md 1). */
    public static final long MAX_PRINTING_BYTE = 350L * 1024 * 1024;

    /** Extensions that say no more than what kind of file it is, and that no filter minds. */
    private static final Set<String> KNOWN_EXTENSIONS = Set.of(
            ".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".heif", ".tif", ".tiff", ".bmp", ".txt", ".rtf", ".doc",
            ".docx", ".odt", ".xls", ".xlsx", ".ods", ".csv");

    /** @throws IllegalArgumentException when SvarUt is known to refuse it; the name itself is not in the message */
    public SendForm {
        if (!Filnavn.safe(filnavn).equals(filnavn)) {
            throw new IllegalArgumentException("filnavn is not one that can be sent");
        }
        if (!Mimetype.isSafe(mimetype)) {
            throw new IllegalArgumentException("mimetype is not one that can be sent");
        }
        if (utskrift == Printing.SKRIVES_UT && !mimetype.equals(Mimetype.PDF)) {
            throw new IllegalArgumentException("only a PDF can be printed");
        }
    }

    /** True when SvarUt prints the document for a recipient that takes paper. */
    public boolean isPrinted() {
        return utskrift == Printing.SKRIVES_UT;
    }

    /** How the names of a shipment are chosen. */
    public enum Name {
        /** As near as can be to what the sender wrote. */
        AVSENDERS,
        /** Neutral names and types: nothing of what a sender wrote, for a receiver that refused the shipment once. */
        NOYTRALE
    }

    /**
     * The documents of one shipment, in its order. Of PDFs that are too much for one letter, the first are printed: the main document
     * comes first.
     *
     * @param taken names that the shipment has besides
     */
    public static List<SendForm> of(List<Origin> dokumenter, Name name, String... taken) {
        FilnavnSet filnavn = new FilnavnSet(taken);
        // The names by which receivers know our own documents are theirs, whatever a file is called and wherever it
        // stands.
        Map<Integer, String> own = new HashMap<>();
        for (int i = 0; i < dokumenter.size(); i++) {
            if (dokumenter.get(i).egetNavn()) {
                own.put(i, filnavn.give(wanted(dokumenter.get(i), name, i + 1)));
            }
        }
        List<SendForm> forms = new ArrayList<>();
        long free = MAX_PRINTING_BYTE;
        for (int i = 0; i < dokumenter.size(); i++) {
            Origin dokument = dokumenter.get(i);
            String mimetype = mimetype(dokument, name);
            Printing printing = printing(dokument, mimetype, free);
            if (printing == Printing.SKRIVES_UT) {
                free -= dokument.storrelse();
            }
            String given = own.get(i);
            forms.add(new SendForm(
                    given == null ? filnavn.give(wanted(dokument, name, i + 1)) : given, mimetype, printing));
        }
        return List.copyOf(forms);
    }

    private static String wanted(Origin dokument, Name name, int nr) {
        if (dokument.valgtFilnavn() != null) {
            return dokument.valgtFilnavn();
        }
        if (name == Name.AVSENDERS || dokument.egetNavn()) {
            return dokument.filnavn();
        }
        return String.format(Locale.ROOT, "dokument-%02d%s", nr, neutralExtension(dokument));
    }

    private static String neutralExtension(Origin dokument) {
        if (isPdf(dokument)) {
            return ".pdf";
        }
        String last = dokument.filnavn()
                .substring(Math.max(0, dokument.filnavn().lastIndexOf('.')))
                .strip()
                .toLowerCase(Locale.ROOT);
        return KNOWN_EXTENSIONS.contains(last) ? last : ".bin";
    }

    private static String mimetype(Origin dokument, Name name) {
        if (dokument.valgtMimetype() != null) {
            return Mimetype.safe(dokument.valgtMimetype());
        }
        if (isPdf(dokument)) {
            return Mimetype.PDF;
        }
        if (name == Name.NOYTRALE && !dokument.egetNavn()) {
            return Mimetype.UNKNOWN;
        }
        String stated = Mimetype.safe(dokument.mimetype());
        return stated.equals(Mimetype.PDF) && dokument.pdf() != null ? Mimetype.UNKNOWN : stated;
    }

    private static Printing printing(Origin dokument, String mimetype, long free) {
        if (!isPdf(dokument) || !mimetype.equals(Mimetype.PDF)) {
            return Printing.IKKE_PDF;
        }
        if (dokument.pdf() == Pdf.KRYPTERT) {
            return Printing.KRYPTERT_PDF;
        }
        return dokument.storrelse() > free ? Printing.FOR_STOR : Printing.SKRIVES_UT;
    }

    private static boolean isPdf(Origin dokument) {
        return dokument.pdf() == Pdf.APEN || dokument.pdf() == Pdf.KRYPTERT;
    }
}
