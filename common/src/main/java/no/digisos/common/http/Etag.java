package no.digisos.common.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lists of {@code If-Match} and {@code If-None-Match} (RFC 9110, 13.1). */
public final class Etag {
    private static final Pattern ITEM = Pattern.compile("\\s*(W/)?(\"[^\"]*\")\\s*(?:,|$)|\\s*,");

    private Etag() {}

    /**
     * Whether {@code If-None-Match} names what is there, so that nothing needs to be sent; a weak tag counts as well.
     *
     * @param field the field, or null
     * @param etag of what is there, strong and with its quotes
     */
    public static boolean isUnchanged(@Nullable String field, String etag) {
        return names(field, etag, true);
    }

    /** Whether {@code If-Match} names what is there; a weak tag does not. */
    public static boolean applies(String field, String etag) {
        return names(field, etag, false);
    }

    private static boolean names(@Nullable String field, String etag, boolean alsoWeak) {
        if (field == null) {
            return false;
        }
        if (field.strip().equals("*")) {
            return true;
        }
        Matcher items = ITEM.matcher(field);
        // What is no list names nothing from there on.
        while (items.lookingAt()) {
            if (etag.equals(items.group(2)) && (alsoWeak || items.group(1) == null)) {
                return true;
            }
            items.region(items.end(), field.length());
        }
        return false;
    }
}
