package no.digisos.common.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lists of {@code If-Match} and {@code If-None-Match} (RFC 9110, 13.1). */
public final class Etag {
    private static final Pattern LEDD = Pattern.compile("\\s*(W/)?(\"[^\"]*\")\\s*(?:,|$)|\\s*,");

    private Etag() {}

    /**
     * Whether {@code If-None-Match} names what is there, so that nothing needs to be sent; a weak tag counts as well.
     *
     * @param felt the field, or null
     * @param etag of what is there, strong and with its quotes
     */
    public static boolean erUendret(@Nullable String felt, String etag) {
        return nevner(felt, etag, true);
    }

    /** Whether {@code If-Match} names what is there; a weak tag does not. */
    public static boolean gjelder(String felt, String etag) {
        return nevner(felt, etag, false);
    }

    private static boolean nevner(@Nullable String felt, String etag, boolean ogsaSvak) {
        if (felt == null) {
            return false;
        }
        if (felt.strip().equals("*")) {
            return true;
        }
        Matcher ledd = LEDD.matcher(felt);
        // What is no list names nothing from there on.
        while (ledd.lookingAt()) {
            if (etag.equals(ledd.group(2)) && (ogsaSvak || ledd.group(1) == null)) {
                return true;
            }
            ledd.region(ledd.end(), felt.length());
        }
        return false;
    }
}
