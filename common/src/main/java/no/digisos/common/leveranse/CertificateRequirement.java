package no.digisos.common.leveranse;

import java.time.Instant;

/** Whether something can be encrypted to a konto's certificate. */
@FunctionalInterface
public interface CertificateRequirement {
    /**
     * Whether this certificate can be encrypted to at this time.
     *
     * @param certificate X.509, DER
     * @param timestamp the database's time
     * @return false also when the bytes are no certificate; never throws for their sake
     */
    boolean usable(byte[] certificate, Instant timestamp);
}
