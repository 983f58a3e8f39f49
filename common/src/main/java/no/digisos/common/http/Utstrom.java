package no.digisos.common.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/**
 * The entity of an answer that is written while it is made. What is on its way to the caller is bounded, whatever the answer's size
 * and however slowly the caller reads ({@link Svarstrom}).
 *
 * @param lengde bytes, when they are known beforehand; otherwise the answer is chunked
 */
public record Utstrom(OptionalLong lengde, Innhold innhold) {

    /** Writes the answer. A failure before the first byte has left becomes an error body; a later one breaks the answer off. */
    @FunctionalInterface
    public interface Innhold {
        void skriv(OutputStream ut) throws IOException;
    }

    /**
     * An answer of known length.
     *
     * @param lengde bytes that {@code innhold} writes
     */
    public static Utstrom av(long lengde, Innhold innhold) {
        return new Utstrom(OptionalLong.of(lengde), innhold);
    }

    /** An answer of unknown length. */
    public static Utstrom av(Innhold innhold) {
        return new Utstrom(OptionalLong.empty(), innhold);
    }
}
