package no.digisos.common.audit;

import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did it: an integration, or a person (an administrator) by blind index.
 *
 * @param organisasjon of the token, nine digits
 * @param sertifikatSerie serial number of the virksomhetssertifikat that the caller showed
 * @param indeks the person's blind index in hex
 */
public record AuditAktor(
        @Nullable String organisasjon,
        @Nullable UUID integrasjonId,
        @Nullable String sertifikatSerie,
        @Nullable String indeks) {
    public AuditAktor {
        if (integrasjonId == null && indeks == null) {
            throw new IllegalArgumentException("En auditrad må si hvem");
        }
    }

    public static AuditAktor integrasjon(
            @Nullable String organisasjon, UUID integrasjonId, @Nullable String sertifikatSerie) {
        return new AuditAktor(organisasjon, integrasjonId, sertifikatSerie, null);
    }

    public static AuditAktor person(byte[] indeks) {
        return new AuditAktor(null, null, null, HexFormat.of().formatHex(indeks));
    }
}
