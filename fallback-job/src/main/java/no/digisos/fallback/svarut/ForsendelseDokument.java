package no.digisos.fallback.svarut;

import java.io.IOException;
import java.io.InputStream;

/**
 * A document to be sent: its metadata and where its bytes come from.
 *
 * @param storrelse bytes that {@code content} will give, or {@link #UNKNOWN_SIZE}. When known it is enforced: with fewer or
 *     more, the request is broken off, so that a source that ends early never becomes a valid, shorter document
 */
public record ForsendelseDokument(SvarUtDokument metadata, long storrelse, Content content) {

    /** The size is not known beforehand. */
    public static final long UNKNOWN_SIZE = -1;

    public ForsendelseDokument {
        if (storrelse < UNKNOWN_SIZE) {
            throw new IllegalArgumentException("storrelse must be -1 or more");
        }
    }

    /**
     * The document's bytes. It is opened at most once per sending, when the documents before it are sent, and is closed after
     * it; it is read in pieces of at most 16 KiB, on another thread than the caller's.
     */
    @FunctionalInterface
    public interface Content {
        /** Opens the bytes anew; the caller closes them. */
        InputStream open() throws IOException;
    }
}
