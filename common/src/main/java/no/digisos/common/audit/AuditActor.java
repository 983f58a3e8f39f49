package no.digisos.common.audit;

import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did it: an integration, a person (an administrator) by blind index, or an operator by the name of an account.
 *
 * @param organisasjon of the token, nine digits
 * @param sertifikatSerie serial number of the virksomhetssertifikat that the caller showed
 * @param indeks the person's blind index in hex
 * @param operator the account that ran the operators' program: letters, digits and {@code . _ @ -}, at most 64
 * @param sertifikatAvtrykk SHA-256 of that certificate, in hex
 */
public record AuditActor(
        @Nullable String organisasjon,
        @Nullable UUID integrasjonId,
        @Nullable String sertifikatSerie,
        @Nullable String indeks,
        @Nullable String operator,
        @Nullable String sertifikatAvtrykk) {
    public AuditActor {
        if (integrasjonId == null && indeks == null && operator == null) {
            throw new IllegalArgumentException("En auditrad må si hvem");
        }
    }

    /** An integration, by the organisation that it acts for. */
    public static AuditActor integrasjon(
            @Nullable String organisation, UUID integrasjonId, @Nullable String certificateSerial) {
        return integrasjon(organisation, integrasjonId, certificateSerial, null);
    }

    /** An integration that showed a virksomhetssertifikat. */
    public static AuditActor integrasjon(
            @Nullable String organisation,
            UUID integrasjonId,
            @Nullable String certificateSerial,
            @Nullable String certificateFingerprint) {
        return new AuditActor(organisation, integrasjonId, certificateSerial, null, null, certificateFingerprint);
    }

    /** A person, by the blind index. */
    public static AuditActor person(byte[] index) {
        return new AuditActor(null, null, null, HexFormat.of().formatHex(index), null, null);
    }

    /** An operator, by the name that the program was told. */
    public static AuditActor operator(String name) {
        return new AuditActor(null, null, null, null, name, null);
    }
}
