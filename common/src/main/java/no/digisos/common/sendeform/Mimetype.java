package no.digisos.common.sendeform;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Types of files as others can be told of them. Senders state whatever their browser, or nobody, told them (contract.md 0.6). */
public final class Mimetype {
    /** Of what nobody knows the type of. */
    public static final String UKJENT = "application/octet-stream";

    public static final String PDF = "application/pdf";

    /** Two tokens as they may be registered (RFC 6838, 4.2), and no longer than any that is. */
    private static final Pattern TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,59}/[a-z0-9][a-z0-9!#$&^_.+-]{0,99}");

    /** Longer than what any client means. */
    private static final int MAKS_LAGRET = 255;

    private Mimetype() {}

    /** One type without parameters: the stated one if it is one, else {@link #UKJENT}. */
    public static String trygg(@Nullable String oppgitt) {
        if (oppgitt == null) {
            return UKJENT;
        }
        int parametre = oppgitt.indexOf(';');
        String type = (parametre < 0 ? oppgitt : oppgitt.substring(0, parametre))
                .strip()
                .toLowerCase(Locale.ROOT);
        return TYPE.matcher(type).matches() ? type : UKJENT;
    }

    /** What is kept of what a sender stated, to be shown again: as it was, unless it is no text that anyone means as a type. */
    public static @Nullable String lagret(@Nullable String oppgitt) {
        return oppgitt == null
                        || oppgitt.isBlank()
                        || oppgitt.length() > MAKS_LAGRET
                        || oppgitt.chars().anyMatch(tegn -> tegn < ' ' || tegn > '~')
                ? null
                : oppgitt;
    }

    /** Whether {@link #trygg} leaves it as it is. */
    public static boolean erTrygg(String type) {
        return TYPE.matcher(type).matches();
    }
}
