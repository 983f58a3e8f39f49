package no.digisos.common.database;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Finds the named parameters in the text of a statement. */
final class SqlParser {
    private final String text;
    private final StringBuilder sent = new StringBuilder();
    private final List<String> places = new ArrayList<>();
    private int at;

    SqlParser(String text) {
        this.text = text;
    }

    <T> T parse(BiFunction<String, List<String>, T> result) {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '\'', '"' -> copyThrough(c);
                case '-' -> {
                    if (text.startsWith("--", at)) {
                        copyTo(lineEnd());
                    } else {
                        copyTo(at + 1);
                    }
                }
                case ':' -> colon();
                case '?' -> throw new IllegalArgumentException("a parameter without a name in " + text);
                default -> copyTo(at + 1);
            }
        }
        return result.apply(sent.toString(), places);
    }

    private void colon() {
        if (text.startsWith("::", at)) {
            copyTo(at + 2);
            return;
        }
        int end = at + 1;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        if (end == at + 1) {
            copyTo(end);
            return;
        }
        places.add(text.substring(at + 1, end));
        sent.append('?');
        at = end;
    }

    private int lineEnd() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private void copyThrough(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw new IllegalArgumentException("quotes left open in " + text);
        }
        copyTo(end + 1);
    }

    private void copyTo(int end) {
        sent.append(text, at, end);
        at = end;
    }
}
