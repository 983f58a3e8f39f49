package no.digisos.common.pdf;

/**
 * What the words and names of a PDF make together: where an object, a cross-reference table or a trailer begins, and what a
 * dictionary says of encryption, at its own level and not within a value.
 */
final class PdfStructure {
    private enum Part {
        INGEN,
        OBJEKT,
        TRAILER
    }

    /** The key whose value comes next. */
    private enum Key {
        INGEN,
        TYPE,
        ENCRYPT,
        LENGTH,
        /** A number came; another one makes them a reference, whose object may come later. */
        LENGTH_LEST,
        PREV,
        STARTXREF
    }

    private final CrossReferences crossReferences = new CrossReferences();
    private Part part = Part.INGEN;
    private Key key = Key.INGEN;
    private long place;
    private long table;
    private long nextToLastNumber;
    private long lastNumber;
    private int depth;
    private boolean encrypted;
    private boolean crossReference;
    private long length = -1;
    private long previous = -1;

    CrossReferences crossReferences() {
        return crossReferences;
    }

    /** Bytes of the stream that begins now, or -1 when they are not known. */
    long streamLength() {
        return length;
    }

    void open() {
        if (depth == 0) {
            encrypted = false;
            crossReference = false;
            length = -1;
            previous = -1;
        } else if (depth == 1 && key == Key.ENCRYPT) {
            encrypted = true;
        }
        depth++;
        key = Key.INGEN;
    }

    void close() {
        key = Key.INGEN;
        if (depth > 0 && --depth == 0) {
            if (part == Part.TRAILER || (part == Part.OBJEKT && crossReference)) {
                crossReferences.add(place, encrypted, previous);
            }
            if (part == Part.TRAILER) {
                part = Part.INGEN;
            }
        }
    }

    /** A value that says nothing here. */
    void another() {
        key = Key.INGEN;
    }

    void name(String name) {
        if (depth != 1) {
            return;
        }
        if (key == Key.TYPE) {
            crossReference = name.equals("XRef");
            key = Key.INGEN;
            return;
        }
        key = switch (name) {
            case "Type" -> Key.TYPE;
            case "Encrypt" -> Key.ENCRYPT;
            case "Length" -> Key.LENGTH;
            case "Prev" -> Key.PREV;
            default -> Key.INGEN;
        };
    }

    /**
     * A number or a keyword.
     *
     * @param from where it begins
     * @return true when a stream begins after it
     */
    boolean word(String word, long from) {
        long number = number(word);
        if (number >= 0) {
            number(number, from);
            return false;
        }
        key = Key.INGEN;
        switch (word) {
            // Each can only stand outside of all dictionaries, so that a broken one ends here.
            case "obj" -> begin(Part.OBJEKT, nextToLastNumber);
            case "trailer" -> begin(Part.TRAILER, table);
            case "endobj" -> begin(Part.INGEN, 0);
            case "xref" -> {
                begin(Part.INGEN, 0);
                table = from;
            }
            case "startxref" -> {
                begin(Part.INGEN, 0);
                key = Key.STARTXREF;
            }
            case "stream" -> {
                depth = 0;
                return part == Part.OBJEKT;
            }
            default -> {
                return false;
            }
        }
        return false;
    }

    private void begin(Part fresh, long from) {
        part = fresh;
        place = from;
        depth = 0;
    }

    private void number(long number, long from) {
        nextToLastNumber = lastNumber;
        lastNumber = from;
        if (key == Key.STARTXREF) {
            crossReferences.start(number);
        } else if (depth == 1) {
            switch (key) {
                case ENCRYPT -> encrypted = true;
                case PREV -> previous = number;
                case LENGTH -> {
                    length = number;
                    key = Key.LENGTH_LEST;
                    return;
                }
                case LENGTH_LEST -> length = -1;
                default -> {
                    return;
                }
            }
        }
        key = Key.INGEN;
    }

    /** The value of a whole number of at most 18 digits, else -1. */
    private static long number(String word) {
        if (word.isEmpty() || word.length() > 18) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
