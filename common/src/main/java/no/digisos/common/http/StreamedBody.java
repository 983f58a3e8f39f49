package no.digisos.common.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/**
 * The entity of an answer that is written while it is made. What is on its way to the caller is bounded, whatever the answer's size
 * and however slowly the caller reads ({@link ResponseStream}).
 *
 * @param lengde bytes, when they are known beforehand; otherwise the answer is chunked
 */
public record StreamedBody(OptionalLong lengde, Content innhold) {

    /** Writes the answer. A failure before the first byte has left becomes an error body; a later one breaks the answer off. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; whoever gave the stream closes it. */
        void write(OutputStream out) throws IOException;
    }

    /**
     * An answer of known length.
     *
     * @param length bytes that {@code innhold} writes
     */
    public static StreamedBody of(long length, Content content) {
        return new StreamedBody(OptionalLong.of(length), content);
    }

    /** An answer of unknown length. */
    public static StreamedBody of(Content content) {
        return new StreamedBody(OptionalLong.empty(), content);
    }
}
