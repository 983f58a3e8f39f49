package no.digisos.submit.nedlasting;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** The Content-Disposition of a download (RFC 6266): the name in plain ASCII for old readers, and as it is (RFC 8187). */
final class Disposisjon {
    /** RFC 8187, attr-char. */
    private static final String ATTR_TEGN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~";

    private Disposisjon() {}

    /** @param vises inline, else attachment */
    static String av(boolean vises, String filnavn) {
        return (vises ? "inline" : "attachment") + "; filename=\"" + ascii(filnavn) + "\"; filename*=UTF-8''"
                + kodet(filnavn);
    }

    /** Letters without their accents; anything that could end the quoted string, or is not printable, becomes a line. */
    private static String ascii(String filnavn) {
        String uten = Normalizer.normalize(
                filnavn.replace("æ", "ae").replace("Æ", "Ae").replace("ø", "o").replace("Ø", "O"), Normalizer.Form.NFD);
        StringBuilder ut = new StringBuilder();
        uten.codePoints()
                .filter(tegn -> Character.getType(tegn) != Character.NON_SPACING_MARK)
                .forEach(tegn -> ut.append(
                        tegn < 0x20 || tegn > 0x7e || tegn == '"' || tegn == '\\' || tegn == '/' || tegn == '%'
                                ? '_'
                                : (char) tegn));
        return ut.toString();
    }

    private static String kodet(String filnavn) {
        StringBuilder ut = new StringBuilder();
        for (byte b : filnavn.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && ATTR_TEGN.indexOf(b) >= 0) {
                ut.append((char) b);
            } else {
                ut.append('%')
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
            }
        }
        return ut.toString();
    }
}
