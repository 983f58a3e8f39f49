package no.digisos.fallback.maskinporten;

/** Where a call to KS Fiks gets its bearer token. */
public interface TokenSource {

    /**
     * A token that is valid now.
     *
     * @throws MaskinportenException when none can be had
     */
    String token() throws MaskinportenException;

    /** Tells that this token was refused, so that the next call fetches a new one. A token no longer in use is ignored. */
    void discard(String token);
}
