package no.digisos.common.pdf;

import java.nio.charset.StandardCharsets;

/**
 * Reads the syntax of a PDF (ISO 32000-1, 7.2 and 7.3) as it goes by, as far as the cross-reference dictionaries need: strings,
 * comments and the contents of streams are passed over, so that nothing in them is taken for structure. Whatever is broken is
 * passed over too, to the next keyword that can only be structure.
 */
final class PdfSyntaks {
    /** Longer words and names than any that matter are cut. */
    private static final int MAKS_ORD = 32;

    /** A literal string that does not end is one with a missing parenthesis. */
    private static final int MAKS_STRENG = 256 * 1024;

    /** What is read once more when a stream swallowed the end of the file, as by a wrong length. */
    private static final int HALE = 4096;

    private static final byte[] ENDSTREAM = "endstream".getBytes(StandardCharsets.US_ASCII);

    private enum Modus {
        MELLOM,
        KOMMENTAR,
        STRENG,
        HEKS,
        NAVN,
        ORD,
        MINDRE,
        STORRE,
        STROM_LINJE,
        STROM_TELT,
        STROM_LETT
    }

    private final PdfStruktur struktur = new PdfStruktur();
    private final byte[] ord = new byte[MAKS_ORD];
    private final byte[] hale = new byte[HALE];
    private Modus modus = Modus.KOMMENTAR;
    private long posisjon;
    private long ordStart;
    private int ordLengde;
    private int parenteser;
    private int strengLengde;
    private boolean omvendt;
    private boolean vognretur;
    private boolean lengderGjelder = true;
    private long igjen;
    private int like;
    private int haleLengde;

    /** Begins within the header, which is a comment. */
    void begynn(long fra) {
        posisjon = fra;
    }

    Kryssreferanser kryssreferanser() {
        return struktur.kryssreferanser();
    }

    void les(byte[] buffer, int fra, int lengde) {
        husk(buffer, fra, lengde);
        lesSyntaks(buffer, fra, lengde);
    }

    /** Ends the last word; and looks for the end of the file in what a stream swallowed. */
    void avslutt() {
        byte[] linjeskift = {'\n'};
        lesSyntaks(linjeskift, 0, 1);
        boolean iStrom = modus == Modus.STROM_TELT || modus == Modus.STROM_LETT;
        if (iStrom && kryssreferanser().tom()) {
            modus = Modus.MELLOM;
            lengderGjelder = false;
            posisjon -= haleLengde + 1L;
            lesSyntaks(hale, 0, haleLengde);
            lesSyntaks(linjeskift, 0, 1);
        }
    }

    private void husk(byte[] buffer, int fra, int lengde) {
        int nye = Math.min(lengde, HALE);
        int gamle = Math.min(haleLengde, HALE - nye);
        System.arraycopy(hale, haleLengde - gamle, hale, 0, gamle);
        System.arraycopy(buffer, fra + lengde - nye, hale, gamle, nye);
        haleLengde = gamle + nye;
    }

    private void lesSyntaks(byte[] buffer, int fra, int lengde) {
        int i = fra;
        int slutt = fra + lengde;
        while (i < slutt) {
            if (modus == Modus.STROM_TELT) {
                int hopp = (int) Math.min(igjen, slutt - i);
                igjen -= hopp;
                posisjon += hopp;
                i += hopp;
                if (igjen == 0) {
                    let();
                }
            } else if (les(buffer[i])) {
                posisjon++;
                i++;
            }
        }
    }

    /** One byte; false when it ended what was before it, and is to be read again as what it is itself. */
    private boolean les(byte b) {
        return switch (modus) {
            case MELLOM -> mellom(b);
            case KOMMENTAR -> {
                if (b == '\n' || b == '\r') {
                    modus = Modus.MELLOM;
                }
                yield true;
            }
            case STRENG -> streng(b);
            case HEKS -> {
                if (b == '>') {
                    modus = Modus.MELLOM;
                    struktur.annet();
                }
                yield true;
            }
            case NAVN, ORD -> ord(b);
            case MINDRE -> {
                modus = b == '<' ? Modus.MELLOM : Modus.HEKS;
                if (b == '<') {
                    struktur.apne();
                }
                yield b == '<';
            }
            case STORRE -> {
                modus = Modus.MELLOM;
                if (b == '>') {
                    struktur.lukk();
                }
                yield b == '>';
            }
            case STROM_LINJE -> linje(b);
            case STROM_LETT -> {
                let(b);
                yield true;
            }
            case STROM_TELT -> throw new IllegalStateException("A counted stream is skipped, not read");
        };
    }

    private boolean mellom(byte b) {
        if (blank(b)) {
            return true;
        }
        switch (b) {
            case '%' -> modus = Modus.KOMMENTAR;
            case '(' -> {
                modus = Modus.STRENG;
                parenteser = 1;
                strengLengde = 0;
                omvendt = false;
            }
            case '<' -> modus = Modus.MINDRE;
            case '>' -> modus = Modus.STORRE;
            case '/' -> {
                modus = Modus.NAVN;
                ordLengde = 0;
            }
            case ')', '[', ']', '{', '}' -> struktur.annet();
            default -> {
                modus = Modus.ORD;
                ordStart = posisjon;
                ordLengde = 0;
                return false;
            }
        }
        return true;
    }

    private boolean streng(byte b) {
        if (omvendt) {
            omvendt = false;
        } else if (b == '\\') {
            omvendt = true;
        } else if (b == '(') {
            parenteser++;
        } else if (b == ')') {
            parenteser--;
        }
        if (parenteser == 0 || ++strengLengde > MAKS_STRENG) {
            modus = Modus.MELLOM;
            struktur.annet();
        }
        return true;
    }

    private boolean ord(byte b) {
        if (!blank(b) && !skille(b)) {
            if (ordLengde < MAKS_ORD) {
                ord[ordLengde] = b;
            }
            ordLengde++;
            return true;
        }
        boolean navn = modus == Modus.NAVN;
        modus = Modus.MELLOM;
        if (ordLengde > MAKS_ORD) {
            struktur.annet();
        } else if (navn) {
            struktur.navn(navn());
        } else if (struktur.ord(new String(ord, 0, ordLengde, StandardCharsets.US_ASCII), ordStart)) {
            modus = Modus.STROM_LINJE;
            vognretur = false;
        }
        return false;
    }

    /** The name, its {@code #xx} resolved. */
    private String navn() {
        StringBuilder navn = new StringBuilder();
        for (int i = 0; i < ordLengde; i++) {
            int hoy = i + 2 < ordLengde && ord[i] == '#' ? Character.digit(ord[i + 1], 16) : -1;
            int lav = hoy >= 0 ? Character.digit(ord[i + 2], 16) : -1;
            if (lav >= 0) {
                navn.append((char) (hoy * 16 + lav));
                i += 2;
            } else {
                navn.append((char) (ord[i] & 0xff));
            }
        }
        return navn.toString();
    }

    /** The rest of the line of {@code stream}; some writers leave blanks there, and some end it with a carriage return alone. */
    private boolean linje(byte b) {
        if (b == '\r' && !vognretur) {
            vognretur = true;
            return true;
        }
        if (b == ' ' && !vognretur) {
            return true;
        }
        igjen = lengderGjelder ? struktur.strommensLengde() : -1;
        if (igjen > 0) {
            modus = Modus.STROM_TELT;
        } else {
            let();
        }
        return b == '\n';
    }

    private void let() {
        modus = Modus.STROM_LETT;
        like = 0;
    }

    private void let(byte b) {
        if (like == 7 && b != ENDSTREAM[like]) {
            like = 1; // The second e may begin the word.
        }
        like = b == ENDSTREAM[like] ? like + 1 : b == ENDSTREAM[0] ? 1 : 0;
        if (like == ENDSTREAM.length) {
            modus = Modus.MELLOM;
        }
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == '\f' || b == 0;
    }

    private static boolean skille(byte b) {
        return switch (b) {
            case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%' -> true;
            default -> false;
        };
    }
}
