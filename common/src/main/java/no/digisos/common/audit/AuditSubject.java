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
public record AuditSubject(
        @Nullable UUID fiksOrgId,
        @Nullable UUID digisosId,
        @Nullable UUID dokumentId,
        @Nullable UUID leveranseId,
        @Nullable String personIndeks,
        @Nullable String sertifikatAvtrykk,
        @Nullable Integer antall,
        @Nullable String iderHash,
        @Nullable String lukker) {

    /** Nothing that has an id. */
    public static AuditSubject none() {
        return new AuditSubject(null, null, null, null, null, null, null, null, null);
    }

    /** A kommune. */
    public static AuditSubject fiksOrg(UUID fiksOrgId) {
        return new AuditSubject(fiksOrgId, null, null, null, null, null, null, null, null);
    }

    /** One case. */
    public static AuditSubject sak(UUID digisosId) {
        return new AuditSubject(null, digisosId, null, null, null, null, null, null, null);
    }

    /** One document of a case. */
    public static AuditSubject dokument(UUID digisosId, UUID dokumentId) {
        return new AuditSubject(null, digisosId, dokumentId, null, null, null, null, null, null);
    }

    /** One delivery of a case. */
    public static AuditSubject leveranse(UUID digisosId, UUID leveranseId) {
        return new AuditSubject(null, digisosId, null, leveranseId, null, null, null, null, null);
    }

    /** A call over many ids: their number and the SHA-256 of the sorted ids, 16 bytes each. */
    public static AuditSubject many(Collection<UUID> ids) {
        List<UUID> sorted = ids.stream().sorted().toList();
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(sorted.size(), 16));
        for (UUID id : sorted) {
            bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            return new AuditSubject(
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    sorted.size(),
                    HexFormat.of().formatHex(hash),
                    null);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A broken audit chain.
     *
     * @param closer the point where it is closed: chain, last good row, its MAC in hex
     * @param after how many rows lie after that point
     * @param afterHash SHA-256 over them, in hex
     */
    public static AuditSubject auditChain(String closer, int after, String afterHash) {
        return new AuditSubject(null, null, null, null, null, null, after, afterHash, closer);
    }

    /** The same, with the kommune. */
    public AuditSubject withFiksOrg(UUID id) {
        return new AuditSubject(
                id, digisosId, dokumentId, leveranseId, personIndeks, sertifikatAvtrykk, antall, iderHash, lukker);
    }

    /** The same, with one of its documents. */
    public AuditSubject withDokument(UUID id) {
        return new AuditSubject(
                fiksOrgId, digisosId, id, leveranseId, personIndeks, sertifikatAvtrykk, antall, iderHash, lukker);
    }

    /** The same, with the person, by the blind index. */
    public AuditSubject withPerson(byte[] index) {
        return new AuditSubject(
                fiksOrgId,
                digisosId,
                dokumentId,
                leveranseId,
                HexFormat.of().formatHex(index),
                sertifikatAvtrykk,
                antall,
                iderHash,
                lukker);
    }

    /** The same, with the certificate that it was about. */
    public AuditSubject withCertificateFingerprint(String fingerprint) {
        return new AuditSubject(
                fiksOrgId, digisosId, dokumentId, leveranseId, personIndeks, fingerprint, antall, iderHash, lukker);
    }

    /** With how many there were. */
    public AuditSubject withCount(int renewed) {
        return new AuditSubject(
                fiksOrgId,
                digisosId,
                dokumentId,
                leveranseId,
                personIndeks,
                sertifikatAvtrykk,
                renewed,
                iderHash,
                lukker);
    }
}
