package no.digisos.common.audit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What it was done to. No personal data: persons by blind index, files by id.
 *
 * @param personIndeks blind index of the person concerned, in hex
 * @param sertifikatAvtrykk fingerprint of the certificate that data was encrypted to
 * @param antall how many ids, when there were many
 * @param iderHash SHA-256 over the ids, in hex, when there were many
 * @param lukker the point where a broken audit chain is closed, as an anchor has it: chain, last good row, its MAC in hex;
 *     {@code antall} and {@code iderHash} are then the number of rows after it and their hash
 */
public record AuditGjenstand(
        @Nullable UUID fiksOrgId,
        @Nullable UUID digisosId,
        @Nullable UUID dokumentId,
        @Nullable UUID leveranseId,
        @Nullable String personIndeks,
        @Nullable String sertifikatAvtrykk,
        @Nullable Integer antall,
        @Nullable String iderHash,
        @Nullable String lukker) {

    public static AuditGjenstand ingen() {
        return new AuditGjenstand(null, null, null, null, null, null, null, null, null);
    }

    public static AuditGjenstand fiksOrg(UUID fiksOrgId) {
        return new AuditGjenstand(fiksOrgId, null, null, null, null, null, null, null, null);
    }

    public static AuditGjenstand sak(UUID digisosId) {
        return new AuditGjenstand(null, digisosId, null, null, null, null, null, null, null);
    }

    public static AuditGjenstand dokument(UUID digisosId, UUID dokumentId) {
        return new AuditGjenstand(null, digisosId, dokumentId, null, null, null, null, null, null);
    }

    public static AuditGjenstand leveranse(UUID digisosId, UUID leveranseId) {
        return new AuditGjenstand(null, digisosId, null, leveranseId, null, null, null, null, null);
    }

    public static AuditGjenstand person(byte[] indeks) {
        return ingen().medPerson(indeks);
    }

    /** A call over many ids: their number and the SHA-256 of the sorted ids, 16 bytes each. */
    public static AuditGjenstand mange(Collection<UUID> ider) {
        List<UUID> sortert = ider.stream().sorted().toList();
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(sortert.size(), 16));
        for (UUID id : sortert) {
            bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            return new AuditGjenstand(
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    sortert.size(),
                    HexFormat.of().formatHex(hash),
                    null);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A broken audit chain.
     *
     * @param lukker the point where it is closed: chain, last good row, its MAC in hex
     * @param etter how many rows lie after that point
     * @param etterHash SHA-256 over them, in hex
     */
    public static AuditGjenstand auditkjede(String lukker, int etter, String etterHash) {
        return new AuditGjenstand(null, null, null, null, null, null, etter, etterHash, lukker);
    }

    public AuditGjenstand medFiksOrg(UUID id) {
        return new AuditGjenstand(
                id, digisosId, dokumentId, leveranseId, personIndeks, sertifikatAvtrykk, antall, iderHash, lukker);
    }

    public AuditGjenstand medDokument(UUID id) {
        return new AuditGjenstand(
                fiksOrgId, digisosId, id, leveranseId, personIndeks, sertifikatAvtrykk, antall, iderHash, lukker);
    }

    public AuditGjenstand medPerson(byte[] indeks) {
        return new AuditGjenstand(
                fiksOrgId,
                digisosId,
                dokumentId,
                leveranseId,
                HexFormat.of().formatHex(indeks),
                sertifikatAvtrykk,
                antall,
                iderHash,
                lukker);
    }

    public AuditGjenstand medSertifikatAvtrykk(String avtrykk) {
        return new AuditGjenstand(
                fiksOrgId, digisosId, dokumentId, leveranseId, personIndeks, avtrykk, antall, iderHash, lukker);
    }

    /** With how many there were. */
    public AuditGjenstand medAntall(int nytt) {
        return new AuditGjenstand(
                fiksOrgId, digisosId, dokumentId, leveranseId, personIndeks, sertifikatAvtrykk, nytt, iderHash, lukker);
    }
}
