package no.digisos.common.upload;

import org.jspecify.annotations.Nullable;

/**
 * What the sender says about a file (contract.md 0.6). {@code toString} leaves the name out: people name files after themselves.
 *
 * @param filnavn the name to store, exactly as sent; never blank
 * @param mimetype null when the sender does not know it
 * @param storrelse bytes; of the plain file from most clients, of the encrypted one from some
 */
public record FileMetadata(String filnavn, @Nullable String mimetype, long storrelse) {
    public FileMetadata {
        if (filnavn.isBlank()) {
            throw new IllegalArgumentException("filnavn is blank");
        }
        if (storrelse < 0) {
            throw new IllegalArgumentException("storrelse is negative");
        }
    }

    @Override
    public String toString() {
        return "Filmetadata[filnavn=***, mimetype=" + mimetype + ", storrelse=" + storrelse + "]";
    }
}
