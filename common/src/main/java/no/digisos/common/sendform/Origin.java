package no.digisos.common.sendform;

import no.digisos.common.pdf.Pdf;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a document that is to be sent. {@code toString} leaves the names out: people name files after themselves.
 *
 * @param filnavn as its sender named it
 * @param mimetype as its sender stated it; null when it is not known
 * @param pdf what it is by its own bytes; null when that is not known, and then it is not printed
 * @param storrelse bytes of the plain file
 * @param egetNavn whether the name is one of ours ({@code soknad.json} and its like), by which receivers know the document
 * @param valgtFilnavn the name that an operator chose for it, or null
 * @param valgtMimetype the type that an operator chose for it, or null
 */
public record Origin(
        String filnavn,
        @Nullable String mimetype,
        @Nullable Pdf pdf,
        long storrelse,
        boolean egetNavn,
        @Nullable String valgtFilnavn,
        @Nullable String valgtMimetype) {

    /** A document of a sender, as it is when it comes. */
    public static Origin of(String filnavn, @Nullable String mimetype, @Nullable Pdf pdf, long storrelse) {
        return new Origin(filnavn, mimetype, pdf, storrelse, false, null, null);
    }

    @Override
    public String toString() {
        return "Opphav[filnavn=***, pdf=" + pdf + ", storrelse=" + storrelse + "]";
    }
}
