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
 */
public record AuditAktor(
        @Nullable String organisasjon,
        @Nullable UUID integrasjonId,
        @Nullable String sertifikatSerie,
        @Nullable String indeks,
        @Nullable String operator) {
    public AuditAktor {
        if (integrasjonId == null && indeks == null && operator == null) {
            throw new IllegalArgumentException("En auditrad må si hvem");
        }
    }

    public static AuditAktor integrasjon(
            @Nullable String organisasjon, UUID integrasjonId, @Nullable String sertifikatSerie) {
        return new AuditAktor(organisasjon, integrasjonId, sertifikatSerie, null, null);
    }

    public static AuditAktor person(byte[] indeks) {
        return new AuditAktor(null, null, null, HexFormat.of().formatHex(indeks), null);
    }

    public static AuditAktor operator(String navn) {
        return new AuditAktor(null, null, null, null, navn);
    }
}
