package no.digisos.common.dokumentlager;

import java.util.UUID;

/**
 * A document that came whole and lies sealed, but is not yet anybody's.
 *
 * @param storrelse bytes of the plain file
 * @param cmsStorrelse bytes of the CMS as it was sent
 * @param cmsSha256 hash of the CMS as it was sent, by which a repeated upload is known
 */
public record ReceivedDokument(
        UUID id, long storrelse, long cmsStorrelse, byte[] sha256, byte[] sha512, byte[] cmsSha256) {

    /** Whether the sender's own word for the size fits: the plain size, or for one client the CMS size (contract.md 0.6). */
    public boolean hasStorrelse(long stated) {
        return stated == storrelse || stated == cmsStorrelse;
    }
}
