package no.digisos.common.crypto;

/**
 * What was received is not a document encrypted to the platform's certificate in the accepted format, or is not whole.
 *
 * <p>There is one text per reason, in Norwegian, fit for an answer to the sender. It says nothing more than the reason
 * does: a text that told a wrong key from wrong padding would be a padding oracle. For the same reason it has no cause.
 */
public final class InvalidCmsException extends Exception {

    /** Why a document is refused. */
    public enum Reason {
        /** The structure is not an EnvelopedData around data, or a limit on its framing was passed. */
        NOT_CMS("Filen er ikke et CMS-dokument av typen EnvelopedData."),
        /** The source ended before the outermost element did. */
        TRUNCATED("Den krypterte filen er avkortet."),
        /** Another key transport than RSA-OAEP SHA-256 or another cipher than AES-256-CBC. */
        UNSUPPORTED_ALGORITHM(
                "Filen er kryptert med en algoritme som ikke er tillatt. Bruk RSA-OAEP med SHA-256 (også i MGF1) og AES-256-CBC."),
        /** None of the recipients is a platform certificate, active or old. */
        UNKNOWN_RECIPIENT("Filen er ikke kryptert for plattformens sertifikat. Hent gjeldende sertifikat på nytt."),
        /** More recipients than a document may have. */
        TOO_MANY_RECIPIENTS("Filen er kryptert for flere mottakere enn 10."),
        /** The content key or the content does not decrypt; which of them is never told. */
        UNDECRYPTABLE("Filen kan ikke dekrypteres."),
        /** The source goes on after the outermost element. */
        TRAILING_DATA("Det ligger data etter slutten på den krypterte filen.");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;

    InvalidCmsException(Reason reason) {
        super(reason.text);
        this.reason = reason;
    }

    /** Why the document is refused. */
    public Reason reason() {
        return reason;
    }
}
