package no.digisos.common.pdf;

/**
 * Judges a file as readers of PDF do, while its bytes go by and in constant memory: a PDF has {@code %PDF-} within its first 1,024
 * bytes, and is encrypted when a cross-reference dictionary that its last {@code startxref} leads to has {@code /Encrypt}. The word
 * alone means nothing: it may stand in a text, a comment, or in another PDF that lies within this one.
 *
 * <p>One file each, by one thread.
 */
public final class PdfLeser {
    /** How far into the file the header may begin, by the readers that matter (ISO 32000-1, annex H). */
    private static final int HODE_INNEN = 1024;

    private static final byte[] HODE = {'%', 'P', 'D', 'F', '-'};

    private final PdfSyntaks syntaks = new PdfSyntaks();
    private int lest;
    private int like;
    private long hodet = -1;

    /** The next bytes of the file. The buffer belongs to the caller. */
    public void les(byte[] buffer, int fra, int lengde) {
        int i = fra;
        int slutt = fra + lengde;
        while (hodet < 0 && i < slutt && lest < HODE_INNEN) {
            like = buffer[i] == HODE[like] ? like + 1 : buffer[i] == HODE[0] ? 1 : 0;
            lest++;
            i++;
            if (like == HODE.length) {
                hodet = (long) lest - HODE.length;
                syntaks.begynn(lest);
            }
        }
        if (hodet >= 0) {
            syntaks.les(buffer, i, slutt - i);
        }
    }

    /** The judgement, when the whole file has been read. */
    public Pdf dom() {
        if (hodet < 0) {
            return Pdf.IKKE_PDF;
        }
        syntaks.avslutt();
        return syntaks.kryssreferanser().kryptert(hodet) ? Pdf.KRYPTERT : Pdf.APEN;
    }
}
