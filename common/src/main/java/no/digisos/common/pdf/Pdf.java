package no.digisos.common.pdf;

/** What readers of PDF take a file for. */
public enum Pdf {
    /** No {@code %PDF-} where readers look for it. */
    IKKE_PDF,
    /** Can be opened by all. */
    APEN,
    /** Has an encryption dictionary: needs a password, or forbids what SvarUt does when it merges and prints (svarut.md 1). */
    KRYPTERT
}
