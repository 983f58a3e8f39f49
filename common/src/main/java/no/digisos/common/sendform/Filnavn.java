package no.digisos.common.sendform;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file name that SvarUt takes (svarut.md 1), that a package can have, and that any machine can unpack inside the directory that it
 * chose: changed as little as that demands, whatever it was. All other characters stay, in any language. There is no name that
 * cannot be made into one.
 */
public final class Filnavn {
    /** What SvarUt refuses in a name, and file systems too. */
    public static final String FORBIDDEN_CHARS = "*:\"\\/<>|?";

    /** SvarUt's limit, in UTF-16 units. */
    public static final int MAX_CHARS = 226;

    /** Bytes in UTF-8; the usual file systems take 255. */
    public static final int MAX_BYTE = 240;

    private static final int MAX_EXTENSION = 10;
    private static final String WITHOUT_NAME = "dokument";

    /** Zero width joiner and non-joiner: letters of some languages, and most of the newer pictures, are written with them. */
    private static final String JOINERS = "\u200c\u200d";

    /** Letters and marks that show nothing and that no one's trimming knows (Hangul fillers, Braille blank, grapheme joiner …). */
    private static final String INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    /** Names that a Windows machine takes for a device, whatever their extension. COM¹ becomes COM1 before it is held against it. */
    private static final Pattern ENHET =
            Pattern.compile("(?:CON|PRN|AUX|NUL|CLOCK\\$|CONIN\\$|CONOUT\\$|(?:COM|LPT)[0-9]) *");

    private static final Set<Integer> MARKS = Set.of((int) Character.NON_SPACING_MARK, (int) Character.ENCLOSING_MARK);

    private final String stem;
    private final String extension;

    private Filnavn(String wanted) {
        String clean = scrub(wanted);
        int dot = clean.lastIndexOf('.');
        this.extension = dot > 0 && clean.length() - dot <= MAX_EXTENSION ? clean.substring(dot) : "";
        this.stem = clean.substring(0, clean.length() - extension.length());
    }

    static Filnavn of(String wanted) {
        return new Filnavn(wanted);
    }

    /** The name by itself. */
    public static String safe(String wanted) {
        return of(wanted).number(1);
    }

    /** The name, from 2 on with this number before its extension. */
    String number(int number) {
        String tail = (number == 1 ? "" : "-" + number) + extension;
        String name = shortened(stem, tail) + tail;
        return isEnhet(name) ? "_" + shortened(stem, "_" + tail) + tail : name;
    }

    /** What is the same for all names that some file system takes for one, or a person cannot tell apart. */
    static String comparable(String name) {
        StringBuilder visible = new StringBuilder();
        name.codePoints()
                .filter(character ->
                        Character.getType(character) != Character.FORMAT && INVISIBLE.indexOf(character) < 0)
                .forEach(visible::appendCodePoint);
        String single = Normalizer.normalize(visible, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(single, Normalizer.Form.NFKC);
    }

    private static String scrub(String wanted) {
        int[] character = wanted.codePoints().toArray();
        int from = 0;
        int to = character.length;
        while (from < to && blank(character[from])) {
            from++;
        }
        // Windows cuts the last dots off too, so that "a." and "a" are one; and it leaves nothing of "..".
        while (to > from && (blank(character[to - 1]) || character[to - 1] == '.')) {
            to--;
        }
        StringBuilder clean = new StringBuilder();
        boolean visible = false;
        for (int i = from; i < to; i++) {
            // Among them those that write from right to left, and make "fdp.exe" look like "exe.pdf".
            if (Character.getType(character[i]) == Character.FORMAT && JOINERS.indexOf(character[i]) < 0) {
                continue;
            }
            visible |= visible(character[i]);
            clean.appendCodePoint(unusable(character[i]) ? '_' : character[i]);
        }
        return visible ? clean.toString() : WITHOUT_NAME;
    }

    private static boolean blank(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT
                || INVISIBLE.indexOf(character) >= 0;
    }

    private static boolean visible(int character) {
        return !blank(character) && !MARKS.contains(Character.getType(character));
    }

    private static boolean unusable(int character) {
        int type = Character.getType(character);
        return FORBIDDEN_CHARS.indexOf(character) >= 0
                || Character.isISOControl(character)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || half(character)
                || nonCharacter(character);
    }

    private static boolean half(int character) {
        return Character.getType(character) == Character.SURROGATE;
    }

    /** Code points that never will be characters. */
    private static boolean nonCharacter(int character) {
        return (character & 0xfffe) == 0xfffe || (character >= 0xfdd0 && character <= 0xfdef);
    }

    private static boolean isEnhet(String name) {
        String firstDot = name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.'));
        return ENHET.matcher(comparable(firstDot).toUpperCase(Locale.ROOT)).matches();
    }

    /** Cut between characters so that both limits are kept with what follows, and not just after a blank or a dot. */
    private static String shortened(String stem, String tail) {
        int maxChars = MAX_CHARS - tail.length();
        int maxByte = MAX_BYTE - byteCount(tail);
        int character = 0;
        int bytes = 0;
        while (character < stem.length()) {
            int codePoint = stem.codePointAt(character);
            int moreBytes = byteCount(Character.toString(codePoint));
            if (character + Character.charCount(codePoint) > maxChars || bytes + moreBytes > maxByte) {
                return withoutBlankEnd(stem.substring(0, character));
            }
            character += Character.charCount(codePoint);
            bytes += moreBytes;
        }
        return stem;
    }

    private static String withoutBlankEnd(String cut) {
        int end = cut.length();
        while (end > 0 && (blank(cut.codePointBefore(end)) || cut.charAt(end - 1) == '.')) {
            end -= Character.charCount(cut.codePointBefore(end));
        }
        String rest = cut.substring(0, end);
        return rest.codePoints().anyMatch(Filnavn::visible) ? rest : WITHOUT_NAME;
    }

    private static int byteCount(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
