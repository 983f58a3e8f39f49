package no.digisos.submit.acceptance;

/** Where a submission's attachments come from. */
public enum FileSource {
    /** All in the request; what mellomlagring has is left alone. */
    FORESPORSEL,
    /** Whatever mellomlagring has under the reference is moved to the case, besides what the request brings. */
    MELLOMLAGRING
}
