package no.digisos.status.mottak;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names of files in one package, such that whoever unpacks it gets every file, and gets it inside the directory that it chose: no
 * separators, no {@code ..}, nothing that a file system refuses, and no two that one of them takes for the same. All other
 * characters stay, whatever the language.
 */
final class Pakkenavn {
    private static final String FORBUDTE_TEGN = "*:\"\\/<>|?";

    /** Bytes in UTF-8; the usual file systems take 255. */
    private static final int MAKS_BYTE = 240;

    private static final int MAKS_ENDELSE = 10;

    private final Set<String> brukt = new HashSet<>();

    /** The name, changed as little as needed; the second of two equal ones gets {@code -2} before its extension. */
    String gi(String onsket) {
        String rent = rens(onsket);
        int punktum = rent.lastIndexOf('.');
        String endelse = punktum > 0 && rent.length() - punktum <= MAKS_ENDELSE ? rent.substring(punktum) : "";
        String stamme = rent.substring(0, rent.length() - endelse.length());
        for (int nummer = 1; ; nummer++) {
            String hale = (nummer == 1 ? "" : "-" + nummer) + endelse;
            String kandidat = kort(stamme, MAKS_BYTE - hale.getBytes(StandardCharsets.UTF_8).length) + hale;
            if (brukt.add(sammenlignbart(kandidat))) {
                return kandidat;
            }
        }
    }

    private static String rens(String onsket) {
        StringBuilder rent = new StringBuilder();
        onsket.codePoints()
                .map(tegn -> Character.isISOControl(tegn) || FORBUDTE_TEGN.indexOf(tegn) >= 0 ? '_' : tegn)
                .forEach(rent::appendCodePoint);
        // Windows cuts these off, so that "a." and "a" are one; and it leaves nothing of "..".
        int slutt = rent.length();
        while (slutt > 0 && (rent.charAt(slutt - 1) == '.' || rent.charAt(slutt - 1) == ' ')) {
            slutt--;
        }
        String navn = rent.substring(0, slutt).strip();
        return navn.isEmpty() ? "dokument" : navn;
    }

    private static String kort(String stamme, int maksByte) {
        String kort = stamme;
        while (kort.getBytes(StandardCharsets.UTF_8).length > maksByte) {
            kort = kort.substring(0, kort.offsetByCodePoints(kort.length(), -1));
        }
        return kort;
    }

    /** File systems differ in whether case, and composed or decomposed letters, tell names apart. */
    private static String sammenlignbart(String navn) {
        return Normalizer.normalize(navn, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
