package no.digisos.common.pdf;

import java.nio.charset.StandardCharsets;

/**
 * Reads the syntax of a PDF (ISO 32000-1, 7.2 and 7.3) as it goes by, as far as the cross-reference dictionaries need: strings,
 * comments and the contents of streams are passed over, so that nothing in them is taken for structure. Whatever is broken is
 * passed over too, to the next keyword that can only be structure.
 */
final class PdfSyntax {
    /** Longer words and names than any that matter are cut. */
    private static final int MAX_WORD = 32;

    /** A literal string that does not end is one with a missing parenthesis. */
    private static final int MAX_STRING = 256 * 1024;

    /** What is read once more when a stream swallowed the end of the file, as by a wrong length. */
    private static final int TAIL = 4096;

    private static final byte[] ENDSTREAM = "endstream".getBytes(StandardCharsets.US_ASCII);

    private enum Mode {
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

    private final PdfStructure structure = new PdfStructure();
    private final byte[] word = new byte[MAX_WORD];
    private final byte[] tail = new byte[TAIL];
    private Mode mode = Mode.KOMMENTAR;
    private long position;
    private long wordStart;
    private int wordLength;
    private int parentheses;
    private int stringLength;
    private boolean escaped;
    private boolean carriageReturn;
    private boolean lengthsApply = true;
    private long remaining;
    private int matching;
    private int tailLength;

    /** Begins within the header, which is a comment. */
    void begin(long from) {
        position = from;
    }

    CrossReferences crossReferences() {
        return structure.crossReferences();
    }

    void read(byte[] buffer, int from, int length) {
        remember(buffer, from, length);
        readSyntax(buffer, from, length);
    }

    /** Ends the last word; and looks for the end of the file in what a stream swallowed. */
    void finish() {
        byte[] lineBreak = {'\n'};
        readSyntax(lineBreak, 0, 1);
        boolean iStream = mode == Mode.STROM_TELT || mode == Mode.STROM_LETT;
        if (iStream && crossReferences().empty()) {
            mode = Mode.MELLOM;
            lengthsApply = false;
            position -= tailLength + 1L;
            readSyntax(tail, 0, tailLength);
            readSyntax(lineBreak, 0, 1);
        }
    }

    private void remember(byte[] buffer, int from, int length) {
        int freshOnes = Math.min(length, TAIL);
        int oldOnes = Math.min(tailLength, TAIL - freshOnes);
        System.arraycopy(tail, tailLength - oldOnes, tail, 0, oldOnes);
        System.arraycopy(buffer, from + length - freshOnes, tail, oldOnes, freshOnes);
        tailLength = oldOnes + freshOnes;
    }

    private void readSyntax(byte[] buffer, int from, int length) {
        int i = from;
        int end = from + length;
        while (i < end) {
            if (mode == Mode.STROM_TELT) {
                int hop = (int) Math.min(remaining, end - i);
                remaining -= hop;
                position += hop;
                i += hop;
                if (remaining == 0) {
                    search();
                }
            } else if (read(buffer[i])) {
                position++;
                i++;
            }
        }
    }

    /** One byte; false when it ended what was before it, and is to be read again as what it is itself. */
    private boolean read(byte b) {
        return switch (mode) {
            case MELLOM -> between(b);
            case KOMMENTAR -> {
                if (b == '\n' || b == '\r') {
                    mode = Mode.MELLOM;
                }
                yield true;
            }
            case STRENG -> string(b);
            case HEKS -> {
                if (b == '>') {
                    mode = Mode.MELLOM;
                    structure.another();
                }
                yield true;
            }
            case NAVN, ORD -> word(b);
            case MINDRE -> {
                mode = b == '<' ? Mode.MELLOM : Mode.HEKS;
                if (b == '<') {
                    structure.open();
                }
                yield b == '<';
            }
            case STORRE -> {
                mode = Mode.MELLOM;
                if (b == '>') {
                    structure.close();
                }
                yield b == '>';
            }
            case STROM_LINJE -> line(b);
            case STROM_LETT -> {
                search(b);
                yield true;
            }
            case STROM_TELT -> throw new IllegalStateException("A counted stream is skipped, not read");
        };
    }

    private boolean between(byte b) {
        if (blank(b)) {
            return true;
        }
        switch (b) {
            case '%' -> mode = Mode.KOMMENTAR;
            case '(' -> {
                mode = Mode.STRENG;
                parentheses = 1;
                stringLength = 0;
                escaped = false;
            }
            case '<' -> mode = Mode.MINDRE;
            case '>' -> mode = Mode.STORRE;
            case '/' -> {
                mode = Mode.NAVN;
                wordLength = 0;
            }
            case ')', '[', ']', '{', '}' -> structure.another();
            default -> {
                mode = Mode.ORD;
                wordStart = position;
                wordLength = 0;
                return false;
            }
        }
        return true;
    }

    private boolean string(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '(') {
            parentheses++;
        } else if (b == ')') {
            parentheses--;
        }
        if (parentheses == 0 || ++stringLength > MAX_STRING) {
            mode = Mode.MELLOM;
            structure.another();
        }
        return true;
    }

    private boolean word(byte b) {
        if (!blank(b) && !boundary(b)) {
            if (wordLength < MAX_WORD) {
                word[wordLength] = b;
            }
            wordLength++;
            return true;
        }
        boolean name = mode == Mode.NAVN;
        mode = Mode.MELLOM;
        if (wordLength > MAX_WORD) {
            structure.another();
        } else if (name) {
            structure.name(name());
        } else if (structure.word(new String(word, 0, wordLength, StandardCharsets.US_ASCII), wordStart)) {
            mode = Mode.STROM_LINJE;
            carriageReturn = false;
        }
        return false;
    }

    /** The name, its {@code #xx} resolved. */
    private String name() {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < wordLength; i++) {
            int high = i + 2 < wordLength && word[i] == '#' ? Character.digit(word[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(word[i + 2], 16) : -1;
            if (low >= 0) {
                name.append((char) (high * 16 + low));
                i += 2;
            } else {
                name.append((char) (word[i] & 0xff));
            }
        }
        return name.toString();
    }

    /** The rest of the line of {@code stream}; some writers leave blanks there, and some end it with a carriage return alone. */
    private boolean line(byte b) {
        if (b == '\r' && !carriageReturn) {
            carriageReturn = true;
            return true;
        }
        if (b == ' ' && !carriageReturn) {
            return true;
        }
        remaining = lengthsApply ? structure.streamLength() : -1;
        if (remaining > 0) {
            mode = Mode.STROM_TELT;
        } else {
            search();
        }
        return b == '\n';
    }

    private void search() {
        mode = Mode.STROM_LETT;
        matching = 0;
    }

    private void search(byte b) {
        if (matching == 7 && b != ENDSTREAM[matching]) {
            matching = 1; // The second e may begin the word.
        }
        matching = b == ENDSTREAM[matching] ? matching + 1 : b == ENDSTREAM[0] ? 1 : 0;
        if (matching == ENDSTREAM.length) {
            mode = Mode.MELLOM;
        }
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == '\f' || b == 0;
    }

    private static boolean boundary(byte b) {
        return switch (b) {
            case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%' -> true;
            default -> false;
        };
    }
}
