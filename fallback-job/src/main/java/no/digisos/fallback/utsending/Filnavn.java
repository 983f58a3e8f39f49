package no.digisos.fallback.utsending;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** File names as SvarUt takes them: without its forbidden characters, not too long, and unique in the forsendelse. */
final class Filnavn {
    private static final String FORBUDTE_TEGN = "*:\"\\/<>|?";
    private static final int MAKS_LENGDE = 226;

    private final Set<String> brukt = new HashSet<>();

    void reserver(String navn) {
        brukt.add(navn.toLowerCase(Locale.ROOT));
    }

    /** The name, changed as little as SvarUt demands; the second of two equal ones gets a number before its extension. */
    String forSvarUt(String navn) {
        StringBuilder rent = new StringBuilder();
        navn.codePoints()
                .map(tegn -> Character.isISOControl(tegn) || FORBUDTE_TEGN.indexOf(tegn) >= 0 ? '_' : tegn)
                .forEach(rent::appendCodePoint);
        int punktum = rent.lastIndexOf(".");
        String endelse = punktum > 0 && rent.length() - punktum <= 10 ? rent.substring(punktum) : "";
        String stamme = rent.substring(0, rent.length() - endelse.length());
        for (int nummer = 1; ; nummer++) {
            String hale = (nummer == 1 ? "" : "-" + nummer) + endelse;
            String kandidat = kort(stamme, MAKS_LENGDE - hale.length()) + hale;
            if (brukt.add(kandidat.toLowerCase(Locale.ROOT))) {
                return kandidat;
            }
        }
    }

    private static String kort(String stamme, int maks) {
        String kort = stamme.length() <= maks ? stamme : stamme.substring(0, maks);
        return kort.isBlank() ? "dokument" : kort;
    }
}
