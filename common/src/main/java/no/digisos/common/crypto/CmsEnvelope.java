package no.digisos.common.crypto;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;

/**
 * A CMS for one receiver, built anew around stored encrypted content: forwarding wraps the content's key again and
 * leaves the content as it is. Its size is known beforehand and any range of it can be written, so it can be offered
 * under HTTP Range. Deterministic: the same inputs give the same octets. Immutable.
 */
public final class CmsEnvelope {

    private static final int FULL_SEGMENT_BYTES = CmsFraming.FULL_HEADER_BYTES + CmsFraming.SEGMENT_BYTES;

    private final byte[] prefix;
    private final byte[] suffix = CmsFraming.suffix();
    private final long ciphertextSize;
    private final long contentEnd;

    private CmsEnvelope(byte[] prefix, long ciphertextSize) {
        this.prefix = prefix;
        this.ciphertextSize = ciphertextSize;
        int rest = (int) (ciphertextSize % CmsFraming.SEGMENT_BYTES);
        this.contentEnd = prefix.length
                + ciphertextSize / CmsFraming.SEGMENT_BYTES * FULL_SEGMENT_BYTES
                + (rest == 0 ? 0 : CmsFraming.segmentHeader(rest).length + rest);
    }

    /**
     * Wraps a content key for a receiver, by RSA-OAEP with SHA-256. Each call gives other octets; to keep an envelope
     * stable, wrap once and store the outcome.
     *
     * @param contentKey 32 octets
     * @throws IllegalArgumentException when the content key is of another length, or the certificate's key is not RSA
     */
    public static byte[] wrapKey(byte[] contentKey, X509Certificate recipient) {
        if (contentKey.length != JdkCrypto.KEY_BYTES) {
            throw new IllegalArgumentException("A content key has 32 octets, not " + contentKey.length);
        }
        return OaepSha256.wrap(contentKey, recipient);
    }

    /**
     * Lays an envelope around encrypted content.
     *
     * @param wrappedKey the content's key as {@link #wrapKey} wrapped it for the same certificate
     * @param iv the content's initialisation vector, 16 octets
     * @param ciphertextSize octets of encrypted content, a positive multiple of 16
     * @throws IllegalArgumentException when a length is not what it must be
     */
    public static CmsEnvelope of(X509Certificate recipient, byte[] wrappedKey, byte[] iv, long ciphertextSize) {
        if (ciphertextSize <= 0 || ciphertextSize % JdkCrypto.BLOCK_BYTES != 0) {
            throw new IllegalArgumentException(
                    "Encrypted content has a positive multiple of 16 octets, not " + ciphertextSize);
        }
        return new CmsEnvelope(CmsFraming.prefix(recipient, wrappedKey, iv), ciphertextSize);
    }

    /** Octets of the whole CMS. */
    public long size() {
        return contentEnd + suffix.length;
    }

    /**
     * Writes a range of the CMS. The source is opened once at most, at the first encrypted octet of the range, and not
     * at all when the range holds none.
     *
     * @param from first octet, 0 or more
     * @param toExclusive the octet after the last, up to {@link #size()}
     * @param out is neither flushed nor closed
     * @throws IndexOutOfBoundsException when the range is not one of this CMS
     * @throws EOFException when the source has less than the encrypted octets of the range
     * @throws IOException as the source or {@code out} threw it
     */
    public void writeRange(long from, long toExclusive, CiphertextSource source, OutputStream out) throws IOException {
        if (from < 0 || toExclusive < from || toExclusive > size()) {
            throw new IndexOutOfBoundsException(
                    "No range " + from + " to " + toExclusive + " in " + size() + " octets");
        }
        writePart(prefix, 0, from, toExclusive, out);
        long contentFrom = Math.max(from, prefix.length);
        long contentTo = Math.min(toExclusive, contentEnd);
        if (contentFrom < contentTo) {
            writeContent(contentFrom - prefix.length, contentTo - prefix.length, source, out);
        }
        writePart(suffix, contentEnd, from, toExclusive, out);
    }

    /** Writes from segments, by offsets that count from the first segment's header. */
    private void writeContent(long from, long toExclusive, CiphertextSource source, OutputStream out)
            throws IOException {
        long firstOctet = ciphertextBefore(from);
        boolean headersOnly = firstOctet == ciphertextBefore(toExclusive);
        try (InputStream octets = headersOnly ? InputStream.nullInputStream() : source.open(firstOctet)) {
            byte[] buffer = new byte[CmsFraming.SEGMENT_BYTES];
            for (long segment = from / FULL_SEGMENT_BYTES; segment * FULL_SEGMENT_BYTES < toExclusive; segment++) {
                long start = segment * FULL_SEGMENT_BYTES;
                int length = segmentLength(segment);
                byte[] header = CmsFraming.segmentHeader(length);
                writePart(header, start, from, toExclusive, out);
                long octetsStart = start + header.length;
                long wanted = Math.min(toExclusive, octetsStart + length) - Math.max(from, octetsStart);
                if (wanted > 0) {
                    copy(octets, (int) wanted, buffer, out);
                }
            }
        }
    }

    private long ciphertextBefore(long offset) {
        long segment = offset / FULL_SEGMENT_BYTES;
        int header = CmsFraming.segmentHeader(segmentLength(segment)).length;
        return segment * CmsFraming.SEGMENT_BYTES + Math.max(0, offset % FULL_SEGMENT_BYTES - header);
    }

    private int segmentLength(long segment) {
        return (int) Math.min(CmsFraming.SEGMENT_BYTES, ciphertextSize - segment * CmsFraming.SEGMENT_BYTES);
    }

    private static void writePart(byte[] part, long start, long from, long toExclusive, OutputStream out)
            throws IOException {
        long partFrom = Math.max(from - start, 0);
        long partTo = Math.min(toExclusive - start, part.length);
        if (partFrom < partTo) {
            out.write(part, (int) partFrom, (int) (partTo - partFrom));
        }
    }

    private static void copy(InputStream octets, int length, byte[] buffer, OutputStream out) throws IOException {
        int read = octets.readNBytes(buffer, 0, length);
        if (read < length) {
            throw new EOFException("The stored content ended " + (length - read) + " octets before its segment did");
        }
        out.write(buffer, 0, length);
    }
}
