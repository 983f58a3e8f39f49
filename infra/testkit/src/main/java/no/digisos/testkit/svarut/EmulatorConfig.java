package no.digisos.testkit.svarut;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an emulator runs.
 *
 * @param port on the loopback address; 0 for any free one
 * @param storage where the forsendelser are kept
 * @param jwksUrl the public keys of Maskinporten
 * @param issuer the {@code iss} that tokens must have; null to accept any that the keys have signed
 * @param kontoer the senders
 * @param certificate PEM, handed out as SvarUt's public key
 * @param privateKey PEM (PKCS#8) of the certificate; with it, encrypted documents are opened on receipt, and what cannot
 *     be opened becomes AVVIST. Null to take them unopened
 * @param maxPrintBytes the most that may go to print in one forsendelse; above it the forsendelse becomes AVVIST
 * @param cut how long a sending may take; one that is not whole by then is cut off, and not accepted
 */
public record EmulatorConfig(
        int port,
        Path storage,
        String jwksUrl,
        @Nullable String issuer,
        List<Konto> kontoer,
        Path certificate,
        @Nullable Path privateKey,
        long maxPrintBytes,
        Duration cut) {

    /** SvarUt's own limit on print (svarut.md 1). */
    public static final long MAX_PRINT_BYTES = 350L * 1024 * 1024;

    /** SvarUt's own limit on the time of one sending (svarut.md 1). */
    public static final Duration CUT = Duration.ofMinutes(15);

    public EmulatorConfig {
        kontoer = List.copyOf(kontoer);
    }

    /** With SvarUt's own limit on the time of one sending. */
    public EmulatorConfig(
            int port,
            Path storage,
            String jwksUrl,
            @Nullable String issuer,
            List<Konto> kontoer,
            Path certificate,
            @Nullable Path privateKey,
            long maxPrintBytes) {
        this(port, storage, jwksUrl, issuer, kontoer, certificate, privateKey, maxPrintBytes, CUT);
    }

    /**
     * A sender's konto and the integration that may use it.
     *
     * @param kontoId in the path of the calls
     * @param integrasjonId the header {@code IntegrasjonId}
     * @param integrasjonPassord the header {@code IntegrasjonPassord}
     * @param organisasjonsnummer the integration's authorised organisation, which the token must name
     */
    public record Konto(UUID kontoId, UUID integrasjonId, String integrasjonPassord, String organisasjonsnummer) {
        @Override
        public String toString() {
            return "Konto[" + kontoId + "]";
        }
    }
}
