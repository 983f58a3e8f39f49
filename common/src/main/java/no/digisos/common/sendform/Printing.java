package no.digisos.common.sendform;

/** Whether a document is part of the letter, should SvarUt print one. */
public enum Printing {
    SKRIVES_UT,
    /** Only PDFs can be printed (svarut.md 1). */
    IKKE_PDF,
    /** SvarUt refuses the whole shipment for one that it cannot open; the rest of the letter is printed without it. */
    KRYPTERT_PDF,
    /** Did not fit in what SvarUt merges into one letter. */
    FOR_STOR
}
