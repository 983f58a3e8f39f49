package no.digisos.local.demo;

/** The story did not go as it must. */
public final class CheckFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what happened. */
    public CheckFailedException(String message) {
        super(message);
    }
}
