package no.digisos.fallback.svarut;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import no.digisos.common.stream.BlockStream;
import org.jspecify.annotations.Nullable;

/**
 * The request's body, made while it is read: the parts' headers are in memory, a document is opened when it is its turn, and no
 * document is ever held. The file name is sent as raw UTF-8 (RFC 7578, 5.1.3 and 4.2), since it must equal the metadata's.
 *
 * <p>It is read by the HTTP client's threads and closed by the sender's, possibly during a read that waits for the database:
 * then the reader closes the document when it comes back.
 */
final class ForsendelseBody extends BlockStream {
    private static final String CRLF = "\r\n";

    private final Iterator<ForsendelseDokument.Content> pieces;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable InputStream current;
    private volatile boolean closed;

    /** A document could not be read, or was not as long as it should be: our fault, not SvarUt's. */
    static final class SourceFailure extends IOException {
        private static final long serialVersionUID = 1L;

        SourceFailure(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private ForsendelseBody(List<ForsendelseDokument.Content> pieces) {
        this.pieces = pieces.iterator();
    }

    /**
     * @param boundary must not occur in any document; a random one of 128 bits will not
     * @param forsendelse the metadata as JSON, which SvarUt wants first
     * @param dokumenter in the order of the metadata
     */
    static ForsendelseBody of(String boundary, byte[] forsendelse, List<ForsendelseDokument> dokumenter) {
        List<ForsendelseDokument.Content> pieces = new ArrayList<>();
        pieces.add(text("--" + boundary + CRLF + "Content-Disposition: form-data; name=\"forsendelse\"" + CRLF
                + "Content-Type: application/json" + CRLF + CRLF));
        pieces.add(() -> new ByteArrayInputStream(forsendelse));
        int number = 0;
        for (ForsendelseDokument document : dokumenter) {
            pieces.add(text(CRLF + "--" + boundary + CRLF + "Content-Disposition: form-data; name=\"filer_" + number
                    + "\"; filename=\"" + document.metadata().filnavn() + "\"" + CRLF
                    + "Content-Type: application/octet-stream" + CRLF + CRLF));
            pieces.add(() -> new DocumentStream(document));
            number++;
        }
        pieces.add(text(CRLF + "--" + boundary + "--" + CRLF));
        return new ForsendelseBody(pieces);
    }

    private static ForsendelseDokument.Content text(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return () -> new ByteArrayInputStream(bytes);
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, target.length);
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            return readPiece(target, from, length);
        } finally {
            lock.unlock();
            if (closed) {
                release();
            }
        }
    }

    private int readPiece(byte[] target, int from, int length) throws IOException {
        while (!closed) {
            InputStream piece = current;
            if (piece == null) {
                if (!pieces.hasNext()) {
                    return -1;
                }
                piece = pieces.next().open();
                current = piece;
            }
            int count = piece.read(target, from, length);
            if (count > 0) {
                return count;
            }
            if (count < 0) {
                piece.close();
                current = null;
            }
        }
        throw new IOException("The sending was broken off");
    }

    /** Ends the stream; whoever reads it gets an exception, never an end that looks regular. */
    @Override
    public void close() {
        closed = true;
        release();
    }

    private void release() {
        if (!lock.tryLock()) {
            return; // The reader holds it, and comes here itself when it is done.
        }
        try {
            InputStream piece = current;
            current = null;
            if (piece != null) {
                piece.close();
            }
        } catch (IOException e) {
            // The document was only read; that it cannot be closed changes nothing of what was sent.
            return;
        } finally {
            lock.unlock();
        }
    }

    /** One document, whose every failure is a {@link SourceFailure}, and whose end is one only at the right place. */
    private static final class DocumentStream extends BlockStream {
        private final InputStream content;
        private final long storrelse;
        private long total;

        DocumentStream(ForsendelseDokument document) throws SourceFailure {
            this.storrelse = document.storrelse();
            try {
                this.content = document.content().open();
            } catch (IOException | RuntimeException e) {
                throw new SourceFailure("A document could not be opened", e);
            }
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int count;
            try {
                count = content.read(target, from, length);
            } catch (IOException | RuntimeException e) {
                throw new SourceFailure("A document could not be read", e);
            }
            total += Math.max(count, 0);
            boolean atEnd = count < 0;
            if (storrelse >= 0 && (total > storrelse || (atEnd && total < storrelse))) {
                throw new SourceFailure("A document is not as long as it should be", null);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            content.close();
        }
    }
}
