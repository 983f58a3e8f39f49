package no.digisos.common.sendform;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Types of files as others can be told of them. Senders state whatever their browser, or nobody, told them (contract.md 0.6). */
public final class Mimetype {
    /** Of what nobody knows the type of. */
    public static final String UNKNOWN = "application/octet-stream";

    public static final String PDF = "application/pdf";

    /** Two tokens as they may be registered (RFC 6838, 4.2), and no longer than any that is. */
    private static final Pattern TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,59}/[a-z0-9][a-z0-9!#$&^_.+-]{0,99}");

    /** Longer than what any client means. */
    private static final int MAX_STORED = 255;

    private Mimetype() {}

    /** One type without parameters: the stated one if it is one, else {@link #UNKNOWN}. */
    public static String safe(@Nullable String stated) {
        if (stated == null) {
            return UNKNOWN;
        }
        int parameters = stated.indexOf(';');
        String type = (parameters < 0 ? stated : stated.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return TYPE.matcher(type).matches() ? type : UNKNOWN;
    }

    /** What is kept of what a sender stated, to be shown again: as it was, unless it is no text that anyone means as a type. */
    public static @Nullable String stored(@Nullable String stated) {
        return stated == null
                        || stated.isBlank()
                        || stated.length() > MAX_STORED
                        || stated.chars().anyMatch(character -> character < ' ' || character > '~')
                ? null
                : stated;
    }

    /** Whether {@link #safe} leaves it as it is. */
    public static boolean isSafe(String type) {
        return TYPE.matcher(type).matches();
    }
}
