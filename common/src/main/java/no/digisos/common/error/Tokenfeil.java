package no.digisos.common.error;

import java.util.Locale;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a call's token, told such that its sender knows what to mend: it is missing, cannot be used, or has expired.
 * The beginning is the one that KS's own message has (contract.md 0.2).
 */
public final class Tokenfeil {
    private static final String BEGYNNELSE = "Klarte ikke å validere access_token: ";

    private Tokenfeil() {}

    /** A token that was looked at and refused. */
    public static String avvist(Throwable feil) {
        boolean utlopt =
                Causes.of(feil).anyMatch(t -> t instanceof InvalidJwtException ugyldig && ugyldig.hasExpired());
        return BEGYNNELSE + (utlopt ? "det er utløpt" : "det er ugyldig");
    }

    /**
     * A token that need not be looked at.
     *
     * @param hvorfor what is wrong with it
     */
    public static String fordi(String hvorfor) {
        return BEGYNNELSE + hvorfor;
    }

    /**
     * A call that nobody was proved by.
     *
     * @param authorization its header, or null
     */
    public static String ubevist(@Nullable String authorization) {
        String felt = authorization == null ? "" : authorization.strip();
        String skjema = felt.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        if (felt.isEmpty() || felt.equalsIgnoreCase("Bearer")) {
            return BEGYNNELSE + "det mangler";
        }
        return BEGYNNELSE
                + (skjema.equals("bearer")
                        ? "det er ugyldig, eller utstederen er ukjent"
                        : "Authorization er ikke av typen Bearer");
    }
}
