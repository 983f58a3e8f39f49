package no.digisos.submit.download;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** The Content-Disposition of a download (RFC 6266): the name in plain ASCII for old readers, and as it is (RFC 8187). */
final class Disposition {
    /** RFC 8187, attr-char. */
    private static final String ATTR_CHARS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~";

    private Disposition() {}

    /** @param shown inline, else attachment */
    static String of(boolean shown, String filnavn) {
        return (shown ? "inline" : "attachment") + "; filename=\"" + ascii(filnavn) + "\"; filename*=UTF-8''"
                + encoded(filnavn);
    }

    /** Letters without their accents; anything that could end the quoted string, or is not printable, becomes a line. */
    private static String ascii(String filnavn) {
        String without = Normalizer.normalize(
                filnavn.replace("æ", "ae").replace("Æ", "Ae").replace("ø", "o").replace("Ø", "O"), Normalizer.Form.NFD);
        StringBuilder out = new StringBuilder();
        without.codePoints()
                .filter(character -> Character.getType(character) != Character.NON_SPACING_MARK)
                .forEach(character -> out.append(
                        character < 0x20
                                        || character > 0x7e
                                        || character == '"'
                                        || character == '\\'
                                        || character == '/'
                                        || character == '%'
                                ? '_'
                                : (char) character));
        return out.toString();
    }

    private static String encoded(String filnavn) {
        StringBuilder out = new StringBuilder();
        for (byte b : filnavn.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && ATTR_CHARS.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
            }
        }
        return out.toString();
    }
}
