package no.digisos.common.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import no.digisos.common.crypto.InvalidCmsException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Walks through BER elements of any length in constant memory, each level of definite or indefinite length.
 *
 * <p>BouncyCastle's stream parser is not used for this: it reads a whole SET into memory whatever its size, refuses a
 * definite length beyond the heap, and does not tell a source that failed from one that ended. Here an end of the
 * source is always {@link Reason#TRUNCATED}, and an {@link IOException} is always the source's or the sink's own.
 */
final class BerReader {

    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int CONSTRUCTED = 0x20;
    static final int CONTEXT = 0x80;

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MAX_DEPTH = 16;
    private static final int TAG_NUMBER_FOLLOWS = 0x1f;
    private static final long INDEFINITE = -1;

    /**
     * An element's header.
     *
     * @param tag the identifier octet
     * @param length octets of contents, or {@value #INDEFINITE}
     */
    record Element(int tag, long length) {

        /** The end of a level: the end-of-contents octets, or the last octet of a definite length. */
        private static final Element END = new Element(0, 0);

        boolean isEnd() {
            return tag == 0;
        }

        boolean isConstructed() {
            return (tag & CONSTRUCTED) != 0;
        }
    }

    /**
     * The inside of a constructed element.
     *
     * @param bound offset that no octet of this level may pass
     * @param indefinite whether end-of-contents octets end it, and not the bound
     */
    record Level(long bound, boolean indefinite) {}

    private final InputStream source;
    private final MessageDigest digest;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int filled;
    private long offset;
    private long ceiling = Long.MAX_VALUE;
    private @Nullable ByteArrayOutputStream capture;

    /**
     * @param source read to its end by a successful walk, never closed
     * @param digest takes every octet of the source
     */
    BerReader(InputStream source, MessageDigest digest) {
        this.source = source;
        this.digest = digest;
    }

    /** Octets consumed so far. */
    long offset() {
        return offset;
    }

    /** The level of the outermost element. */
    Level outermost() {
        return new Level(Long.MAX_VALUE, false);
    }

    /** Refuses to consume more than this many octets from here on, other than by {@link #stream}. */
    void allow(int octets) {
        ceiling = offset + octets;
    }

    /** Reads the next header in a level, or finds the level's end. */
    Element next(Level level) throws IOException, InvalidCmsException {
        if (!level.indefinite && offset == level.bound) {
            return Element.END;
        }
        int tag = read();
        long length = readLength();
        if (offset > level.bound || length > level.bound - offset) {
            throw notCms();
        }
        if (tag == 0) {
            if (!level.indefinite || length != 0) {
                throw notCms();
            }
            return Element.END;
        }
        Element element = new Element(tag, length);
        if ((tag & TAG_NUMBER_FOLLOWS) == TAG_NUMBER_FOLLOWS || (length == INDEFINITE && !element.isConstructed())) {
            throw notCms();
        }
        return element;
    }

    /** Goes into an element that was just read. */
    Level enter(Level parent, Element element) {
        return element.length == INDEFINITE ? new Level(parent.bound, true) : new Level(offset + element.length, false);
    }

    /** Reads the next header in a level, which must have the given tag, and goes into it. */
    Level enterNext(Level parent, int tag) throws IOException, InvalidCmsException {
        Element element = next(parent);
        if (element.tag != tag) {
            throw notCms();
        }
        return enter(parent, element);
    }

    /** Goes out of a level, which must have no element left. */
    void leave(Level level) throws IOException, InvalidCmsException {
        if (!next(level).isEnd()) {
            throw notCms();
        }
    }

    /** The whole encoding of the next element in a level, or nothing (no octets) at the level's end. */
    byte[] captureNext(Level level) throws IOException, InvalidCmsException {
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        capture = captured;
        try {
            Element element = next(level);
            if (element.isEnd()) {
                return new byte[0];
            }
            skip(level, element);
            return captured.toByteArray();
        } finally {
            capture = null;
        }
    }

    /** Reads past an element that was just read. */
    void skip(Level parent, Element element) throws IOException, InvalidCmsException {
        skip(parent, element, MAX_DEPTH);
    }

    /**
     * Passes on the octets of an OCTET STRING that was just read, implicitly tagged or not, primitive or in segments
     * nested in any way.
     */
    void stream(Level parent, Element element, CiphertextSink sink) throws IOException, InvalidCmsException {
        ceiling = Long.MAX_VALUE;
        stream(parent, element, sink, MAX_DEPTH);
    }

    /** Whether the source has ended. */
    boolean atEnd() throws IOException {
        return position == filled && !fill();
    }

    private void skip(Level parent, Element element, int depth) throws IOException, InvalidCmsException {
        if (depth == 0) {
            throw notCms();
        }
        if (element.isConstructed()) {
            Level inside = enter(parent, element);
            for (Element child = next(inside); !child.isEnd(); child = next(inside)) {
                skip(inside, child, depth - 1);
            }
            return;
        }
        if (element.length > ceiling - offset) {
            throw notCms();
        }
        for (long left = element.length; left > 0; left--) {
            read();
        }
    }

    private void stream(Level parent, Element element, CiphertextSink sink, int depth)
            throws IOException, InvalidCmsException {
        if (depth == 0) {
            throw notCms();
        }
        if (element.isConstructed()) {
            Level inside = enter(parent, element);
            for (Element child = next(inside); !child.isEnd(); child = next(inside)) {
                if ((child.tag & ~CONSTRUCTED) != OCTET_STRING) {
                    throw notCms();
                }
                stream(inside, child, sink, depth - 1);
            }
            return;
        }
        for (long left = element.length; left > 0; ) {
            if (position == filled && !fill()) {
                throw new InvalidCmsException(Reason.TRUNCATED);
            }
            int length = (int) Math.min(left, filled - position);
            sink.write(buffer, position, length);
            position += length;
            offset += length;
            left -= length;
        }
    }

    private long readLength() throws IOException, InvalidCmsException {
        int first = read();
        if (first < 0x80) {
            return first;
        }
        int octets = first & 0x7f;
        if (octets == 0) {
            return INDEFINITE;
        }
        if (octets > Long.BYTES) {
            throw notCms();
        }
        long length = 0;
        for (int i = 0; i < octets; i++) {
            length = length << 8 | read();
        }
        if (length < 0) {
            throw notCms();
        }
        return length;
    }

    private int read() throws IOException, InvalidCmsException {
        if (offset >= ceiling) {
            throw notCms();
        }
        if (position == filled && !fill()) {
            throw new InvalidCmsException(Reason.TRUNCATED);
        }
        int octet = buffer[position++] & 0xff;
        offset++;
        if (capture != null) {
            capture.write(octet);
        }
        return octet;
    }

    private boolean fill() throws IOException {
        int length;
        do {
            length = source.read(buffer, 0, buffer.length);
        } while (length == 0);
        if (length < 0) {
            return false;
        }
        digest.update(buffer, 0, length);
        position = 0;
        filled = length;
        return true;
    }

    private static InvalidCmsException notCms() {
        return new InvalidCmsException(Reason.NOT_CMS);
    }
}
