package no.digisos.common.pdf;

/**
 * What the words and names of a PDF make together: where an object, a cross-reference table or a trailer begins, and what a
 * dictionary says of encryption, at its own level and not within a value.
 */
final class PdfStruktur {
    private enum Del {
        INGEN,
        OBJEKT,
        TRAILER
    }

    /** The key whose value comes next. */
    private enum Nokkel {
        INGEN,
        TYPE,
        ENCRYPT,
        LENGTH,
        /** A number came; another one makes them a reference, whose object may come later. */
        LENGTH_LEST,
        PREV,
        STARTXREF
    }

    private final Kryssreferanser kryssreferanser = new Kryssreferanser();
    private Del del = Del.INGEN;
    private Nokkel nokkel = Nokkel.INGEN;
    private long sted;
    private long tabell;
    private long nestSisteTall;
    private long sisteTall;
    private int dybde;
    private boolean kryptert;
    private boolean kryssreferanse;
    private long lengde = -1;
    private long forrige = -1;

    Kryssreferanser kryssreferanser() {
        return kryssreferanser;
    }

    /** Bytes of the stream that begins now, or -1 when they are not known. */
    long strommensLengde() {
        return lengde;
    }

    void apne() {
        if (dybde == 0) {
            kryptert = false;
            kryssreferanse = false;
            lengde = -1;
            forrige = -1;
        } else if (dybde == 1 && nokkel == Nokkel.ENCRYPT) {
            kryptert = true;
        }
        dybde++;
        nokkel = Nokkel.INGEN;
    }

    void lukk() {
        nokkel = Nokkel.INGEN;
        if (dybde > 0 && --dybde == 0) {
            if (del == Del.TRAILER || (del == Del.OBJEKT && kryssreferanse)) {
                kryssreferanser.legg(sted, kryptert, forrige);
            }
            if (del == Del.TRAILER) {
                del = Del.INGEN;
            }
        }
    }

    /** A value that says nothing here. */
    void annet() {
        nokkel = Nokkel.INGEN;
    }

    void navn(String navn) {
        if (dybde != 1) {
            return;
        }
        if (nokkel == Nokkel.TYPE) {
            kryssreferanse = navn.equals("XRef");
            nokkel = Nokkel.INGEN;
            return;
        }
        nokkel = switch (navn) {
            case "Type" -> Nokkel.TYPE;
            case "Encrypt" -> Nokkel.ENCRYPT;
            case "Length" -> Nokkel.LENGTH;
            case "Prev" -> Nokkel.PREV;
            default -> Nokkel.INGEN;
        };
    }

    /**
     * A number or a keyword.
     *
     * @param fra where it begins
     * @return true when a stream begins after it
     */
    boolean ord(String ord, long fra) {
        long tall = tall(ord);
        if (tall >= 0) {
            tall(tall, fra);
            return false;
        }
        nokkel = Nokkel.INGEN;
        switch (ord) {
            // Each can only stand outside of all dictionaries, so that a broken one ends here.
            case "obj" -> begynn(Del.OBJEKT, nestSisteTall);
            case "trailer" -> begynn(Del.TRAILER, tabell);
            case "endobj" -> begynn(Del.INGEN, 0);
            case "xref" -> {
                begynn(Del.INGEN, 0);
                tabell = fra;
            }
            case "startxref" -> {
                begynn(Del.INGEN, 0);
                nokkel = Nokkel.STARTXREF;
            }
            case "stream" -> {
                dybde = 0;
                return del == Del.OBJEKT;
            }
            default -> {
                return false;
            }
        }
        return false;
    }

    private void begynn(Del ny, long fra) {
        del = ny;
        sted = fra;
        dybde = 0;
    }

    private void tall(long tall, long fra) {
        nestSisteTall = sisteTall;
        sisteTall = fra;
        if (nokkel == Nokkel.STARTXREF) {
            kryssreferanser.start(tall);
        } else if (dybde == 1) {
            switch (nokkel) {
                case ENCRYPT -> kryptert = true;
                case PREV -> forrige = tall;
                case LENGTH -> {
                    lengde = tall;
                    nokkel = Nokkel.LENGTH_LEST;
                    return;
                }
                case LENGTH_LEST -> lengde = -1;
                default -> {
                    return;
                }
            }
        }
        nokkel = Nokkel.INGEN;
    }

    /** The value of a whole number of at most 18 digits, else -1. */
    private static long tall(String ord) {
        if (ord.isEmpty() || ord.length() > 18) {
            return -1;
        }
        long tall = 0;
        for (int i = 0; i < ord.length(); i++) {
            char c = ord.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            tall = tall * 10 + (c - '0');
        }
        return tall;
    }
}
