package no.digisos.common.security;

import no.digisos.common.identity.Organisasjonsnummer;

/**
 * A virksomhetssertifikat that was shown and proved: its chain, its times and its use are in order.
 *
 * @param organisasjon whose it is
 * @param serie serial number in lower-case hexadecimal
 * @param avtrykk SHA-256 of its DER encoding in lower-case hexadecimal
 */
public record Virksomhetssertifikat(Organisasjonsnummer organisasjon, String serie, String avtrykk) {}
