package no.digisos.common.sendeform;

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
public record Sendeform(String filnavn, String mimetype, Utskrift utskrift) {
    /** SvarUt merges what may be printed into one PDF of at most this many bytes (svarut.md 1). */
    public static final long MAKS_UTSKRIFT_BYTE = 350L * 1024 * 1024;

    /** Extensions that say no more than what kind of file it is, and that no filter minds. */
    private static final Set<String> KJENTE_ENDELSER = Set.of(
            ".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".heif", ".tif", ".tiff", ".bmp", ".txt", ".rtf", ".doc",
            ".docx", ".odt", ".xls", ".xlsx", ".ods", ".csv");

    /** @throws IllegalArgumentException when SvarUt is known to refuse it; the name itself is not in the message */
    public Sendeform {
        if (!Filnavn.trygt(filnavn).equals(filnavn)) {
            throw new IllegalArgumentException("filnavn is not one that can be sent");
        }
        if (!Mimetype.erTrygg(mimetype)) {
            throw new IllegalArgumentException("mimetype is not one that can be sent");
        }
        if (utskrift == Utskrift.SKRIVES_UT && !mimetype.equals(Mimetype.PDF)) {
            throw new IllegalArgumentException("only a PDF can be printed");
        }
    }

    public boolean skrivesUt() {
        return utskrift == Utskrift.SKRIVES_UT;
    }

    /** How the names of a shipment are chosen. */
    public enum Navn {
        /** As near as can be to what the sender wrote. */
        AVSENDERS,
        /** Neutral names and types: nothing of what a sender wrote, for a receiver that refused the shipment once. */
        NOYTRALE
    }

    /**
     * The documents of one shipment, in its order. Of PDFs that are too much for one letter, the first are printed: the main document
     * comes first.
     *
     * @param opptatt names that the shipment has besides
     */
    public static List<Sendeform> av(List<Opphav> dokumenter, Navn navn, String... opptatt) {
        Filnavnsett filnavn = new Filnavnsett(opptatt);
        // The names by which receivers know our own documents are theirs, whatever a file is called and wherever it
        // stands.
        Map<Integer, String> egne = new HashMap<>();
        for (int i = 0; i < dokumenter.size(); i++) {
            if (dokumenter.get(i).egetNavn()) {
                egne.put(i, filnavn.gi(onsket(dokumenter.get(i), navn, i + 1)));
            }
        }
        List<Sendeform> former = new ArrayList<>();
        long ledig = MAKS_UTSKRIFT_BYTE;
        for (int i = 0; i < dokumenter.size(); i++) {
            Opphav dokument = dokumenter.get(i);
            String mimetype = mimetype(dokument, navn);
            Utskrift utskrift = utskrift(dokument, mimetype, ledig);
            if (utskrift == Utskrift.SKRIVES_UT) {
                ledig -= dokument.storrelse();
            }
            String gitt = egne.get(i);
            former.add(
                    new Sendeform(gitt == null ? filnavn.gi(onsket(dokument, navn, i + 1)) : gitt, mimetype, utskrift));
        }
        return List.copyOf(former);
    }

    private static String onsket(Opphav dokument, Navn navn, int nr) {
        if (dokument.valgtFilnavn() != null) {
            return dokument.valgtFilnavn();
        }
        if (navn == Navn.AVSENDERS || dokument.egetNavn()) {
            return dokument.filnavn();
        }
        return String.format(Locale.ROOT, "dokument-%02d%s", nr, noytralEndelse(dokument));
    }

    private static String noytralEndelse(Opphav dokument) {
        if (erPdf(dokument)) {
            return ".pdf";
        }
        String sist = dokument.filnavn()
                .substring(Math.max(0, dokument.filnavn().lastIndexOf('.')))
                .strip()
                .toLowerCase(Locale.ROOT);
        return KJENTE_ENDELSER.contains(sist) ? sist : ".bin";
    }

    private static String mimetype(Opphav dokument, Navn navn) {
        if (dokument.valgtMimetype() != null) {
            return Mimetype.trygg(dokument.valgtMimetype());
        }
        if (erPdf(dokument)) {
            return Mimetype.PDF;
        }
        if (navn == Navn.NOYTRALE && !dokument.egetNavn()) {
            return Mimetype.UKJENT;
        }
        String oppgitt = Mimetype.trygg(dokument.mimetype());
        return oppgitt.equals(Mimetype.PDF) && dokument.pdf() != null ? Mimetype.UKJENT : oppgitt;
    }

    private static Utskrift utskrift(Opphav dokument, String mimetype, long ledig) {
        if (!erPdf(dokument) || !mimetype.equals(Mimetype.PDF)) {
            return Utskrift.IKKE_PDF;
        }
        if (dokument.pdf() == Pdf.KRYPTERT) {
            return Utskrift.KRYPTERT_PDF;
        }
        return dokument.storrelse() > ledig ? Utskrift.FOR_STOR : Utskrift.SKRIVES_UT;
    }

    private static boolean erPdf(Opphav dokument) {
        return dokument.pdf() == Pdf.APEN || dokument.pdf() == Pdf.KRYPTERT;
    }
}
