package no.digisos.common.error;

import java.util.Locale;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a call's token, told such that its sender knows what to mend: it is missing, cannot be used, or has expired.
 * The beginning is the one that KS's own message has (contract.md 0.2).
 */
public final class TokenFailure {
    private static final String BEGINNING = "Klarte ikke å validere access_token: ";

    private TokenFailure() {}

    /** A token that was looked at and refused. */
    public static String avvist(Throwable failure) {
        boolean expired =
                Causes.of(failure).anyMatch(t -> t instanceof InvalidJwtException invalid && invalid.hasExpired());
        return BEGINNING + (expired ? "det er utløpt" : "det er ugyldig");
    }

    /**
     * A token that need not be looked at.
     *
     * @param why what is wrong with it
     */
    public static String because(String why) {
        return BEGINNING + why;
    }

    /**
     * A call that nobody was proved by.
     *
     * @param authorization its header, or null
     */
    public static String unproven(@Nullable String authorization) {
        String field = authorization == null ? "" : authorization.strip();
        String scheme = field.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        if (field.isEmpty() || field.equalsIgnoreCase("Bearer")) {
            return BEGINNING + "det mangler";
        }
        return BEGINNING
                + (scheme.equals("bearer")
                        ? "det er ugyldig, eller utstederen er ukjent"
                        : "Authorization er ikke av typen Bearer");
    }
}
