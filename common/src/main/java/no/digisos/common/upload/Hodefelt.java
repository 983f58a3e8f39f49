package no.digisos.common.upload;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A header field with parameters, such as {@code form-data; name="metadata"; filename="a.pdf"}, read leniently: real clients
 * send parameters quoted or not, raw UTF-8, and quotes inside quotes (contract.md 0.6). Whatever is unreadable is skipped to the
 * next semicolon, so a broken {@code filename} cannot hide the {@code name} before it. Of two parameters with one name the first
 * counts.
 */
final class Hodefelt {
    private final String felt;
    private int pos;

    private Hodefelt(String felt) {
        this.felt = felt;
        this.pos = felt.indexOf(';') < 0 ? felt.length() : felt.indexOf(';') + 1;
    }

    /** What stands before the first parameter, in lower case. */
    static String verdi(String felt) {
        int slutt = felt.indexOf(';');
        return (slutt < 0 ? felt : felt.substring(0, slutt)).strip().toLowerCase(Locale.ROOT);
    }

    /** @param navn of the parameter; its case does not matter */
    static @Nullable String parameter(String felt, String navn) {
        return new Hodefelt(felt).finn(navn);
    }

    private @Nullable String finn(String navn) {
        while (pos < felt.length()) {
            String funnet = til('=');
            if (pos == felt.length() || felt.charAt(pos) == ';') {
                pos++;
                continue;
            }
            pos++;
            String verdi = parameterverdi();
            if (funnet.equalsIgnoreCase(navn)) {
                return verdi;
            }
            pos++;
        }
        return null;
    }

    private String parameterverdi() {
        while (pos < felt.length() && felt.charAt(pos) <= ' ') {
            pos++;
        }
        if (pos == felt.length() || felt.charAt(pos) != '"') {
            return til(';');
        }
        pos++;
        String verdi = sitert();
        til(';');
        return verdi;
    }

    /** Text up to the stop character or the end of the parameter; stops on it. */
    private String til(char stopp) {
        int start = pos;
        while (pos < felt.length() && felt.charAt(pos) != stopp && felt.charAt(pos) != ';') {
            pos++;
        }
        return felt.substring(start, pos).strip();
    }

    /** Text up to the closing quote, or to the end where there is none; stops after it. */
    private String sitert() {
        StringBuilder verdi = new StringBuilder();
        while (pos < felt.length() && felt.charAt(pos) != '"') {
            if (felt.charAt(pos) == '\\' && escapes(pos + 1)) {
                pos++;
            }
            verdi.append(felt.charAt(pos));
            pos++;
        }
        pos = Math.min(pos + 1, felt.length());
        return verdi.toString();
    }

    /** A backslash before anything else stands for itself: some senders write whole Windows paths. */
    private boolean escapes(int neste) {
        return neste < felt.length() && (felt.charAt(neste) == '"' || felt.charAt(neste) == '\\');
    }
}
