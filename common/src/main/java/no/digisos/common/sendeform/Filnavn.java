package no.digisos.common.sendeform;

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
    public static final String FORBUDTE_TEGN = "*:\"\\/<>|?";

    /** SvarUt's limit, in UTF-16 units. */
    public static final int MAKS_TEGN = 226;

    /** Bytes in UTF-8; the usual file systems take 255. */
    public static final int MAKS_BYTE = 240;

    private static final int MAKS_ENDELSE = 10;
    private static final String UTEN_NAVN = "dokument";

    /** Zero width joiner and non-joiner: letters of some languages, and most of the newer pictures, are written with them. */
    private static final String SKJOTER = "\u200c\u200d";

    /** Letters and marks that show nothing and that no one's trimming knows (Hangul fillers, Braille blank, grapheme joiner …). */
    private static final String USYNLIGE = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    /** Names that a Windows machine takes for a device, whatever their extension. COM¹ becomes COM1 before it is held against it. */
    private static final Pattern ENHET =
            Pattern.compile("(?:CON|PRN|AUX|NUL|CLOCK\\$|CONIN\\$|CONOUT\\$|(?:COM|LPT)[0-9]) *");

    private static final Set<Integer> MERKER = Set.of((int) Character.NON_SPACING_MARK, (int) Character.ENCLOSING_MARK);

    private final String stamme;
    private final String endelse;

    private Filnavn(String onsket) {
        String rent = rens(onsket);
        int punktum = rent.lastIndexOf('.');
        this.endelse = punktum > 0 && rent.length() - punktum <= MAKS_ENDELSE ? rent.substring(punktum) : "";
        this.stamme = rent.substring(0, rent.length() - endelse.length());
    }

    static Filnavn av(String onsket) {
        return new Filnavn(onsket);
    }

    /** The name by itself. */
    public static String trygt(String onsket) {
        return av(onsket).nummer(1);
    }

    /** The name, from 2 on with this number before its extension. */
    String nummer(int nummer) {
        String hale = (nummer == 1 ? "" : "-" + nummer) + endelse;
        String navn = kort(stamme, hale) + hale;
        return erEnhet(navn) ? "_" + kort(stamme, "_" + hale) + hale : navn;
    }

    /** What is the same for all names that some file system takes for one, or a person cannot tell apart. */
    static String sammenlignbart(String navn) {
        StringBuilder synlig = new StringBuilder();
        navn.codePoints()
                .filter(tegn -> Character.getType(tegn) != Character.FORMAT && USYNLIGE.indexOf(tegn) < 0)
                .forEach(synlig::appendCodePoint);
        String ett = Normalizer.normalize(synlig, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(ett, Normalizer.Form.NFKC);
    }

    private static String rens(String onsket) {
        int[] tegn = onsket.codePoints().toArray();
        int fra = 0;
        int til = tegn.length;
        while (fra < til && blank(tegn[fra])) {
            fra++;
        }
        // Windows cuts the last dots off too, so that "a." and "a" are one; and it leaves nothing of "..".
        while (til > fra && (blank(tegn[til - 1]) || tegn[til - 1] == '.')) {
            til--;
        }
        StringBuilder rent = new StringBuilder();
        boolean synlig = false;
        for (int i = fra; i < til; i++) {
            // Among them those that write from right to left, and make "fdp.exe" look like "exe.pdf".
            if (Character.getType(tegn[i]) == Character.FORMAT && SKJOTER.indexOf(tegn[i]) < 0) {
                continue;
            }
            synlig |= synlig(tegn[i]);
            rent.appendCodePoint(ubrukelig(tegn[i]) ? '_' : tegn[i]);
        }
        return synlig ? rent.toString() : UTEN_NAVN;
    }

    private static boolean blank(int tegn) {
        return Character.isWhitespace(tegn)
                || Character.isSpaceChar(tegn)
                || Character.isISOControl(tegn)
                || Character.getType(tegn) == Character.FORMAT
                || USYNLIGE.indexOf(tegn) >= 0;
    }

    private static boolean synlig(int tegn) {
        return !blank(tegn) && !MERKER.contains(Character.getType(tegn));
    }

    private static boolean ubrukelig(int tegn) {
        int type = Character.getType(tegn);
        return FORBUDTE_TEGN.indexOf(tegn) >= 0
                || Character.isISOControl(tegn)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || halvt(tegn)
                || ingenTegn(tegn);
    }

    private static boolean halvt(int tegn) {
        return Character.getType(tegn) == Character.SURROGATE;
    }

    /** Code points that never will be characters. */
    private static boolean ingenTegn(int tegn) {
        return (tegn & 0xfffe) == 0xfffe || (tegn >= 0xfdd0 && tegn <= 0xfdef);
    }

    private static boolean erEnhet(String navn) {
        String forstePunktum = navn.indexOf('.') < 0 ? navn : navn.substring(0, navn.indexOf('.'));
        return ENHET.matcher(sammenlignbart(forstePunktum).toUpperCase(Locale.ROOT))
                .matches();
    }

    /** Cut between characters so that both limits are kept with what follows, and not just after a blank or a dot. */
    private static String kort(String stamme, String hale) {
        int maksTegn = MAKS_TEGN - hale.length();
        int maksByte = MAKS_BYTE - byteAntall(hale);
        int tegn = 0;
        int bytes = 0;
        while (tegn < stamme.length()) {
            int kodepunkt = stamme.codePointAt(tegn);
            int flereBytes = byteAntall(Character.toString(kodepunkt));
            if (tegn + Character.charCount(kodepunkt) > maksTegn || bytes + flereBytes > maksByte) {
                return utenBlankSlutt(stamme.substring(0, tegn));
            }
            tegn += Character.charCount(kodepunkt);
            bytes += flereBytes;
        }
        return stamme;
    }

    private static String utenBlankSlutt(String kuttet) {
        int slutt = kuttet.length();
        while (slutt > 0 && (blank(kuttet.codePointBefore(slutt)) || kuttet.charAt(slutt - 1) == '.')) {
            slutt -= Character.charCount(kuttet.codePointBefore(slutt));
        }
        String rest = kuttet.substring(0, slutt);
        return rest.codePoints().anyMatch(Filnavn::synlig) ? rest : UTEN_NAVN;
    }

    private static int byteAntall(String tekst) {
        return tekst.getBytes(StandardCharsets.UTF_8).length;
    }
}
