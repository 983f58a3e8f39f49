package no.digisos.common.kommune;

import java.util.UUID;

/**
 * The certificate of a konto that receives.
 *
 * @param avtrykk SHA-256 of the certificate as it is stored, hexadecimal
 */
public record KontoCertificate(
        String kommunenummer, UUID kontoId, String kontonavn, String avtrykk, CertificateExpiry frist) {}
