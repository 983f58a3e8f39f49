package no.digisos.common.dokumentlager;

import java.util.UUID;
import no.digisos.common.pdf.Pdf;
import org.jspecify.annotations.Nullable;

/**
 * A stored document's metadata: a row that {@link DokumentLookup} reads, and {@link DokumentTable} opens and changes.
 *
 * @param statedMimetype as its sender stated it
 * @param storrelse bytes of the plain file
 * @param hasherForseglet {@link PlaintextHashes}; null for what is not sealed yet, which has the two that follow instead
 * @param cmsSha256 hash of the CMS as it was uploaded; empty for documents that came in plain and were sealed here
 * @param pdf what it is by its own bytes, as far as that was looked at when it came ({@link DokumentContent#pdf})
 * @param sendesSomForseglet the name that an operator chose for its sending; null for nearly all
 * @param sendesSomMimetype the type that an operator chose for its sending; null for nearly all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Dokument(
        UUID id,
        DokumentRole role,
        @Nullable UUID digisosId,
        @Nullable UUID innsendingId,
        byte[] filnavnForseglet,
        @Nullable String statedMimetype,
        long storrelse,
        byte @Nullable [] hasherForseglet,
        byte @Nullable [] sha256,
        byte @Nullable [] sha512,
        long chifferStorrelse,
        byte[] cmsSha256,
        byte[] iv,
        byte[] nokkelForseglet,
        @Nullable Pdf pdf,
        byte @Nullable [] sendesSomForseglet,
        @Nullable String sendesSomMimetype) {
    private static final String UNKNOWN_MIMETYPE = "application/octet-stream";

    /** The mimetype that the sender stated, or {@code application/octet-stream}. */
    public String mimetype() {
        return statedMimetype == null ? UNKNOWN_MIMETYPE : statedMimetype;
    }

    /** Whether an operator chose a name for its sending. */
    public boolean renamed() {
        return sendesSomForseglet != null;
    }
}
