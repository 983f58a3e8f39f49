package no.digisos.common.upload;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A header field with parameters, such as {@code form-data; name="metadata"; filename="a.pdf"}, read leniently: real clients
 * send parameters quoted or not, raw UTF-8, and quotes inside quotes (contract.md 0.6). Whatever is unreadable is skipped to the
 * next semicolon, so a broken {@code filename} cannot hide the {@code name} before it. Of two parameters with one name the first
 * counts.
 */
final class HeaderField {
    private final String field;
    private int pos;

    private HeaderField(String field) {
        this.field = field;
        this.pos = field.indexOf(';') < 0 ? field.length() : field.indexOf(';') + 1;
    }

    /** What stands before the first parameter, in lower case. */
    static String value(String field) {
        int end = field.indexOf(';');
        return (end < 0 ? field : field.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** @param name of the parameter; its case does not matter */
    static @Nullable String parameter(String field, String name) {
        return new HeaderField(field).find(name);
    }

    private @Nullable String find(String name) {
        while (pos < field.length()) {
            String found = to('=');
            if (pos == field.length() || field.charAt(pos) == ';') {
                pos++;
                continue;
            }
            pos++;
            String value = parameterValue();
            if (found.equalsIgnoreCase(name)) {
                return value;
            }
            pos++;
        }
        return null;
    }

    private String parameterValue() {
        while (pos < field.length() && field.charAt(pos) <= ' ') {
            pos++;
        }
        if (pos == field.length() || field.charAt(pos) != '"') {
            return to(';');
        }
        pos++;
        String value = quoted();
        to(';');
        return value;
    }

    /** Text up to the stop character or the end of the parameter; stops on it. */
    private String to(char stop) {
        int start = pos;
        while (pos < field.length() && field.charAt(pos) != stop && field.charAt(pos) != ';') {
            pos++;
        }
        return field.substring(start, pos).strip();
    }

    /** Text up to the closing quote, or to the end where there is none; stops after it. */
    private String quoted() {
        StringBuilder value = new StringBuilder();
        while (pos < field.length() && field.charAt(pos) != '"') {
            if (field.charAt(pos) == '\\' && escapes(pos + 1)) {
                pos++;
            }
            value.append(field.charAt(pos));
            pos++;
        }
        pos = Math.min(pos + 1, field.length());
        return value.toString();
    }

    /** A backslash before anything else stands for itself: some senders write whole Windows paths. */
    private boolean escapes(int next) {
        return next < field.length() && (field.charAt(next) == '"' || field.charAt(next) == '\\');
    }
}
