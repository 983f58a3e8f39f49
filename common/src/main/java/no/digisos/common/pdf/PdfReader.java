package no.digisos.common.pdf;

/**
 * Judges a file as readers of PDF do, while its bytes go by and in constant memory: a PDF has {@code %PDF-} within its first 1,024
 * bytes, and is encrypted when a cross-reference dictionary that its last {@code startxref} leads to has {@code /Encrypt}. The word
 * alone means nothing: it may stand in a text, a comment, or in another PDF that lies within this one.
 *
 * <p>One file each, by one thread.
 */
public final class PdfReader {
    /** How far into the file the header may begin, by the readers that matter (ISO 32000-1, annex H). */
    private static final int HEADER_WITHIN = 1024;

    private static final byte[] HEADER = {'%', 'P', 'D', 'F', '-'};

    private final PdfSyntax syntax = new PdfSyntax();
    private int loaded;
    private int matching;
    private long header = -1;

    /** The next bytes of the file. The buffer belongs to the caller. */
    public void read(byte[] buffer, int from, int length) {
        int i = from;
        int end = from + length;
        while (header < 0 && i < end && loaded < HEADER_WITHIN) {
            matching = buffer[i] == HEADER[matching] ? matching + 1 : buffer[i] == HEADER[0] ? 1 : 0;
            loaded++;
            i++;
            if (matching == HEADER.length) {
                header = (long) loaded - HEADER.length;
                syntax.begin(loaded);
            }
        }
        if (header >= 0) {
            syntax.read(buffer, i, end - i);
        }
    }

    /** The judgement, when the whole file has been read. */
    public Pdf verdict() {
        if (header < 0) {
            return Pdf.IKKE_PDF;
        }
        syntax.finish();
        return syntax.crossReferences().encrypted(header) ? Pdf.KRYPTERT : Pdf.APEN;
    }
}
